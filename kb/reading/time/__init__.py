"""When something happens: the time phrases of a parse, and what they stand for in EDTF."""

from kb.reading.time.phrases import time_of
from kb.reading.time.precision import narrower
from kb.reading.time.resolve import resolve

__all__ = ["narrower", "resolve", "time_of"]
