"""Headline English -> a parse, though parsers are trained on sentences.

A headline drops articles, auxiliaries and the full stop, and capitals hide what is a name. So it is parsed in
several disguises of the same words (in sentence case, in small letters, as "The … .") and the parse that has
a predicate with one subject is kept, with the names that the first one knows. Parts beside a colon are parsed
apart. A past form without an object is a passive: a headline tells the past in the present tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import filter_spans

from kb.reading.lexicon import intents
from kb.reading.syntax import children, is_verb
from kb.reading.truecase import is_title_case, sentence_case

_LONGEST = 25  # words
_ENDED = re.compile(r"[.!…][\"'”’)\]]*\s*$")
_COLON = re.compile(r"(?<=\w:) (?=\S+\s+\S)")
_CAPITAL = re.compile(r"(?<!\w\.)\b[A-Z](?=[a-z]*\b(?![.’'][A-Za-z]))")
_FINITE = frozenset({"VBZ", "VBP", "VBD", "VBN"})


def is_headline(piece: str) -> bool:
    """Whether a paragraph is one line in the grammar of headlines: in Title Case, or short and not ended."""
    words = piece.split()
    if is_title_case(piece):
        return True
    return 3 < len(words) <= _LONGEST and not _ENDED.search(piece) and not piece.rstrip().endswith((":", ","))


def parse_headline(piece: str, nlp: Language) -> list[Doc]:
    """Documents of the parts of `piece`, which joined have its characters."""
    body = piece.rstrip()
    cuts = [0, *(match.end() for match in _COLON.finditer(body)), len(body)]
    docs = [_parse(body[start:end], nlp) for start, end in pairwise(cuts)]
    return docs if body == piece else [*docs, nlp(piece[len(body) :])]


def _parse(part: str, nlp: Language) -> Doc:
    worn = list(_disguises(part, nlp))
    docs = nlp.pipe(text for text, _ in worn)
    found = [_undressed(doc, before, part) for doc, (_, before) in zip(docs, worn, strict=True)]
    best = max((doc for doc in found if doc is not None), key=_soundness)
    cased = next(doc for doc, (_, before) in zip(found, worn, strict=True) if doc is not None and not before)
    if best is not cased:
        _name(best, cased)
    _mend_passive(best)
    return best


def _disguises(part: str, nlp: Language) -> Iterator[tuple[str, str]]:
    """The texts to parse, each with what stands before the words of `part`."""
    cased = sentence_case(part, nlp)
    small = _CAPITAL.sub(lambda match: match.group().lower(), part) if is_title_case(part) else cased
    yield f"The {small}.", "The "
    yield cased, ""
    yield f"Now {small}.", "Now "
    yield f"The {cased[:1].lower()}{cased[1:]}.", "The "


def _undressed(doc: Doc, before: str, part: str) -> Doc | None:
    """`doc` with the characters of `part` alone; None where a token crosses its edges."""
    if not before:
        return doc
    span = doc.char_span(len(before), len(before) + len(part.rstrip()))
    return span.as_doc() if span is not None else None


def _soundness(doc: Doc) -> int:
    """How much a parse looks like a clause: a finite verb at its root, with one subject before it."""
    roots = [token for token in doc if token.head == token and not token.is_punct and not token.is_space]
    if len(roots) != 1 or not is_verb(roots[0]):
        return 0
    root = roots[0]
    finite = root.tag_ in _FINITE or any(aux.lower_ == "to" for aux in children(root, "aux"))
    subjects = [one for one in children(root, "nsubj", "nsubjpass") if one.i < root.i]
    return finite + 2 * (len(subjects) == 1) + (len(subjects) > 0)


def _name(doc: Doc, other: Doc) -> None:
    """Give `doc` the names that `other`, which has the capitals, knows."""
    spans = [
        doc.char_span(e.start_char, e.end_char, label=e.label_, alignment_mode="expand") for e in other.ents
    ]
    doc.ents = filter_spans(span for span in spans if span is not None)


def _mend_passive(doc: Doc) -> None:
    for verb in doc:
        if verb.tag_ in {"VBD", "VBN"} and _is_passive(verb):
            verb.tag_ = "VBN"
            for subject in children(verb, "nsubj"):
                subject.dep_ = "nsubjpass"


def _is_passive(verb: Token) -> bool:
    return (
        verb.dep_ in {"ROOT", "conj"}
        and (verb.tag_ == "VBN" or verb.lower_.endswith("ed"))
        and verb.lower_ not in intents()  # "poised for", "set for"
        and not children(verb, "dobj", "aux", "auxpass", "ccomp", "xcomp", "acomp", "prt")
    )
