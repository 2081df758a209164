"""Headline English in Title Case -> sentence case of the same length, so that the parser can read it.

The evidence is the model's own: its vectors are kept in the order of how often each form was seen, so
that "signs" comes long before "Signs", and "Japan" long before "japan".
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.lexeme import Lexeme

from kb.reading.lexicon import demonym, territory

_WORD = re.compile(r"[^\W\d_][\w’'.&]*")
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
_INFLECTED = re.compile(r"\w{2,}(s|ed|ing|ly|ize|ise)")
_PREPOSITIONS = frozenset({"amid", "despite", "via", "per", "versus", "near", "during", "within", "against"})
_CLEARLY_RARER = 1.25


def sentence_case(piece: str, nlp: Language) -> str:
    """`piece` with the capitals of common words taken away, where it is set in Title Case.

    A word keeps its capital inside quote marks, in the gazetteer, with a capital further in ("TrumpRx",
    "U.S."), or where the model has seen it rather as a name.
    """
    if not is_title_case(piece):
        return piece
    piece = _capitalized(piece)
    quoted = [match.span() for match in _QUOTED.finditer(piece)]
    places = {at for match in _territories(piece) for at in range(*match)}
    out = list(piece)
    for match in _WORD.finditer(piece):
        word, at = match.group(), match.start()
        inside = any(start <= at < end for start, end in quoted)
        if not inside and at not in places and word[1:] == word[1:].lower() and _is_common(word, nlp):
            out[at] = out[at].lower()
    return "".join(out)


def _capitalized(piece: str) -> str:
    """`piece` in Title Case, where it is all in capitals and as long in small letters ("İ" is not)."""
    if not piece.isupper() or len(piece.lower()) != len(piece):
        return piece
    return _WORD.sub(lambda match: match.group()[0] + match.group()[1:].lower(), piece)


def is_title_case(piece: str) -> bool:
    """Whether at least three long words, and nearly all, begin with a capital, without a full stop."""
    words = [match.group() for match in _WORD.finditer(piece) if len(match.group()) > 3]
    if len(words) < 3 or piece.rstrip().endswith((".", ".”", ".’")):
        return False
    return sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _territories(piece: str) -> list[tuple[int, int]]:
    """Where `piece` names a territory or its people, in one or two words."""
    words = list(_WORD.finditer(piece))
    single = [(w.start(), w.end()) for w in words if territory(w.group()) or demonym(w.group())]
    double = [(a.start(), b.end()) for a, b in pairwise(words) if territory(piece[a.start() : b.end()])]
    return single + double


def _is_common(word: str, nlp: Language) -> bool:
    bare = re.sub(r"[’'].*", "", word)
    lower: Lexeme = nlp.vocab[bare.lower()]
    if lower.is_stop or bare.lower() in _PREPOSITIONS:
        return True
    if not lower.has_vector:
        return False
    capital: Lexeme = nlp.vocab[bare]
    if not capital.has_vector or lower.rank * _CLEARLY_RARER < capital.rank:
        return True
    if capital.rank * _CLEARLY_RARER < lower.rank:
        return False
    # Seen as often either way: a verb or plural is a word, a bare form is more often a name.
    if capital.rank == lower.rank or bare.lower() not in _lemmas(nlp):
        return bool(_INFLECTED.fullmatch(bare))
    return True


@cache
def _lemmas(nlp: Language) -> frozenset[str]:
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(lemma for pos in ("noun", "verb", "adj", "adv") for lemma in index.get(pos, ()))
