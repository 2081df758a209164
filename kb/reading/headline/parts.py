"""The parts of a headline: beside a colon, and before ", officials say"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kb.reading.lexicon import cues
from kb.reading.syntax import child, children
from kb.reading.truecase import is_title_case

_COLON = re.compile(r"(?<=\w:) (?=\S+\s+\S)")
_SAID = re.compile(r"(?P<said>.+\w[”’]?)(?P<by>, (?P<first>\w+)(?: [\w.’'-]+){0,4} (?P<last>\w+))")
_SO = "It failed"  # two words of which anybody can say them


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a headline that is parsed by itself.

    Attributes:
        title: whether the headline is in Title Case.
        source: ", officials say" as written after `text`, or "".
        by: its parse, after `_SO`.
        space: what stands after all.
    """

    text: str
    title: bool
    source: str = ""
    by: Doc | None = None
    space: str = ""


def parts(piece: str, nlp: Language) -> list[Part]:
    """The parts of `piece`, which joined have its characters."""
    body = piece.rstrip()
    title, space = is_title_case(body), piece[len(body) :]
    cuts = [0, *(match.end() for match in _COLON.finditer(body)), len(body)]
    ends = [*([""] * (len(cuts) - 2)), space]
    return [_part(body[a:b], end, nlp, title=title) for (a, b), end in zip(pairwise(cuts), ends, strict=True)]


def _part(text: str, space: str, nlp: Language, *, title: bool) -> Part:
    said = _SAID.fullmatch(text)
    if said and (_is_cue(said["first"]) or _is_cue(said["last"])):
        source = said["by"]
        by = nlp(_SO + (source.lower() if title else source) + ".")
        if _attributes(by):
            return Part(said["said"], title, source, by, space)
    return Part(text, title, space=space)


def _is_cue(word: str) -> bool:
    word = word.lower()
    found = cues().get(word) or cues().get(word.removesuffix("s"))
    return found is not None and "that" in found.frames


def _attributes(by: Doc) -> bool:
    """Whether ", officials say" has its speaker, and nothing else that is said."""
    failed = by[1]
    cue = failed.head
    if failed.dep_ != "ccomp" or cue.dep_ != "ROOT":
        return False
    return child(cue, "nsubj") is not None and len(children(cue, "ccomp", "xcomp", "dobj")) == 1
