"""How fast, and how good, the program is beside named peers: `python -m bench [NAME...] [--quick]`, on Linux.

Every figure of one result was measured in one run on one machine, each contender in fresh processes of its own, all
against the same input, so that their ratios hold elsewhere too. A bench is one module with `ABOUT`, `SIZES`, `QUICK`
and `run`; `__main__` lists them.
"""
