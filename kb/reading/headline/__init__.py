"""Headline English -> a parse, though parsers are trained on sentences.

A headline drops articles, auxiliaries and the full stop, and capitals hide what is a name. Where it does
not read like a clause as it stands, it is parsed in several disguises, and the parse that reads best is kept,
with the names that the parse with capitals knows. Parts beside a colon are parsed apart, and so is what
somebody says before ", officials say". A past form without an object is a passive: a headline tells the past
in the present.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kb.reading.headline.disguise import Disguise
from kb.reading.headline.line import Line
from kb.reading.headline.own_words import document, said_by, with_space
from kb.reading.headline.parts import Part, parts
from kb.reading.headline.passive import mend_passives
from kb.reading.truecase import is_title_case, sentence_case

_LONGEST = 25  # words
_LONGEST_IN_CAPITALS = 100  # a whole article can be in capitals, and is no headline
_ENDED = re.compile(r"[.!?…:][\"'”’)\]]*(\s|$)")


def is_headline(piece: str) -> bool:
    """Whether a paragraph is one line in the grammar of headlines: in Title Case, or short and not ended."""
    count = len(piece.split())
    if is_title_case(piece):
        return count <= _LONGEST_IN_CAPITALS
    return 3 < count <= _LONGEST and not _ENDED.search(piece)


def parse_headlines(pieces: Sequence[str], nlp: Language) -> list[list[Doc]]:
    """For each of `pieces`, the documents of its parts, which joined have its characters.

    All are parsed at once: spaCy takes several times as long for one line after the other.
    """
    split = [parts(piece, nlp) for piece in pieces]
    docs = iter(_docs([part for found in split for part in found], nlp))
    return [[next(docs) for _ in found] for found in split]


def _docs(found: list[Part], nlp: Language) -> list[Doc]:
    cased = nlp.pipe([sentence_case(part.text, nlp) if part.title else part.text for part in found])
    lines = [Line(part, doc, nlp) for part, doc in zip(found, cased, strict=True)]
    _dress((line for line in lines if not line.is_plain), Line.plain, nlp)
    _dress((line for line in lines if not line.is_sound), Line.bold, nlp)
    return [_doc(line, nlp) for line in lines]


def _dress(lines: Iterable[Line], how: Callable[[Line], Iterable[Disguise]], nlp: Language) -> None:
    dressed = [(line, disguise) for line in lines for disguise in how(line)]
    docs = nlp.pipe([disguise.doc(line.cased) for line, disguise in dressed])
    for (line, disguise), doc in zip(dressed, docs, strict=True):
        line.hear(disguise, disguise.inside(doc))


def _doc(line: Line, nlp: Language) -> Doc:
    part, clause = line.part, line.best()
    if part.by is not None:
        clause = said_by(clause, part.by, part.source)
    doc = document(with_space(clause, part.space), nlp)
    mend_passives(doc)
    return doc
