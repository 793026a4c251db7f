# `make site` and `make test` do all the set-up themselves; only python3 (3.11 or newer) with venv and make are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
PEERS := .bench/venv

.PHONY: site test check format schema bench pictures clean

site: $(READY)  ## pull the feeds, compose the briefs, build the site into site/
	$(BIN)/digest run

test: $(DEV)  ## all tests; those that need a Chromium or the material are skipped without it
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(DEV)  ## style, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(DEV)  ## bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(READY)  ## write the JSON Schema of feeds.yaml
	$(BIN)/digest schema > feeds.schema.json

bench: $(DEV) $(PEERS)/.ready  ## measure beside other programs; BENCH="pull --quick" for some of it
	$(BIN)/python -m bench $(BENCH)

pictures: $(DEV)  ## photograph site/ for the README, where there is a Chromium
	$(BIN)/python -m bench.pictures

clean:  ## remove everything derived; content/ and feeds.yaml stay
	rm -rf site .digest .bench $(VENV)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[multilingual]'
	touch $@

$(DEV): $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(PEERS)/.ready: bench/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --requirement bench/peers.txt
	touch $@
