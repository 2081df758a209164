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
from spacy.tokens import Doc, Span, Token

from kb.reading.lexicon import intents
from kb.reading.syntax import children, is_infinitive, is_verb
from kb.reading.truecase import is_title_case, sentence_case

_LONGEST = 25  # words
_ENDED = re.compile(r"[.!?…:,][\"'”’)\]]*(\s|$)")
_COLON = re.compile(r"(?<=\w:) (?=\S+\s+\S)")
_CAPITAL = re.compile(r"(?<!\w\.)\b[A-Z](?=[a-z]*\b(?![.’'][A-Za-z]))")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "VBN"})


def is_headline(piece: str) -> bool:
    """Whether a paragraph is one line in the grammar of headlines: in Title Case, or short and not ended."""
    words = piece.split()
    if is_title_case(piece):
        return True
    return 3 < len(words) <= _LONGEST and not _ENDED.search(piece)


def parse_headline(piece: str, nlp: Language) -> list[Doc]:
    """Documents of the parts of `piece`, which joined have its characters."""
    body = piece.rstrip()
    cuts = [0, *(match.end() for match in _COLON.finditer(body)), len(body)]
    docs = [_parse(body[start:end], nlp) for start, end in pairwise(cuts)]
    return docs if body == piece else [*docs, nlp(piece[len(body) :])]


def _parse(part: str, nlp: Language) -> Doc:
    cased = nlp(sentence_case(part, nlp))
    dressed = list(_disguises(part, cased.text))
    docs = nlp.pipe(before + small + "." for before, small in dressed)
    spans = [
        doc.char_span(len(before), len(before) + len(part))
        for doc, (before, _) in zip(docs, dressed, strict=True)
    ]
    sound = [spans[0], cased[:], *spans[1:]]
    best = max((span for span in sound if span is not None), key=_soundness)
    found = _in_own_words(best, part, cased)
    _mend_passive(found)
    return found


def _disguises(part: str, cased: str) -> Iterator[tuple[str, str]]:
    """What to put before the words of `part`, and the words, to be followed by a full stop."""
    small = _CAPITAL.sub(lambda match: match.group().lower(), part) if is_title_case(part) else cased
    yield "The ", small
    yield "Now ", small
    yield "The ", cased[:1].lower() + cased[1:]


def _in_own_words(span: Span, part: str, cased: Doc) -> Doc:
    """The parse of `span` over the words of `part`, with the names that the parse with capitals knows."""
    tokens, start = list(span), span.start_char
    spans = [(token.idx - start, token.idx - start + len(token)) for token in tokens]
    names = {i: ent for ent in cased.ents for i in range(ent.start_char, ent.end_char)}
    inside = [names.get(begin) for begin, _ in spans]
    iob = [
        "O" if ent is None else f"{'I' if index and inside[index - 1] is ent else 'B'}-{ent.label_}"
        for index, ent in enumerate(inside)
    ]
    named = [ent is not None and ent.label_ in _NAMES for ent in inside]
    return Doc(
        span.doc.vocab,
        words=[part[begin:end] for begin, end in spans],
        spaces=[bool(token.whitespace_) for token in tokens[:-1]] + [part.endswith(" ")],
        tags=["NNP" if own and t.pos_ == "NOUN" else t.tag_ for t, own in zip(tokens, named, strict=True)],
        pos=["PROPN" if own and t.pos_ == "NOUN" else t.pos_ for t, own in zip(tokens, named, strict=True)],
        morphs=[str(token.morph) for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        heads=[token.head.i - span.start if token.head in span else token.i - span.start for token in tokens],
        deps=[token.dep_ if token.head in span else "ROOT" for token in tokens],
        ents=iob,
    )


def _soundness(span: Span) -> int:
    """How much a parse looks like a clause: a finite verb at its root, with one subject before it."""
    tops = [token for token in span if token.head == token or token.head not in span]
    roots = [token for token in tops if not token.is_punct and not token.is_space]
    if len(roots) != 1 or not is_verb(roots[0]):
        return 0
    root = roots[0]
    finite = root.tag_ in _FINITE or is_infinitive(root)
    subjects = [one for one in children(root, "nsubj", "nsubjpass") if span.start <= one.i < root.i]
    return finite + 2 * (len(subjects) == 1) + (len(subjects) > 0)


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
