"""Which words can be verbs, by their form alone: the lemmatizer's own tables say."""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.language import Language

from kb.reading.lexicon import cues, event_frames

_ALSO = frozenset({"near"})  # a verb in headlines, and a preposition in the tables


def third_person(word: str, nlp: Language) -> str | None:
    """The verb that `word`, in lower case, is the third person of ("eyes"); None where it is of none."""
    if not word.endswith("s"):
        return None
    return next((base for base in (word[:-1], word[:-2], word[:-3] + "y") if base in _bases(nlp)), None)


def is_base(word: str, nlp: Language) -> bool:
    """Whether `word`, in lower case, can be a verb as it is ("march")."""
    return word in _bases(nlp)


def is_past_only(word: str, nlp: Language) -> bool:
    """Whether `word`, in lower case, is an irregular past and nothing else ("hid")."""
    return word in _pasts(nlp)


@cache
def is_deed(lemma: str) -> bool:
    """Whether the tables have an event or speech for the verb, and none for the noun that looks like it."""
    frames = event_frames()
    return (lemma in cues() or (lemma, "VERB") in frames) and (lemma, "NOUN") not in frames


@cache
def _bases(nlp: Language) -> frozenset[str]:
    return frozenset({*_table("lemma_index", nlp)["verb"], *_ALSO})


@cache
def _pasts(nlp: Language) -> frozenset[str]:
    index = _table("lemma_index", nlp)
    past = {form for form in _table("lemma_exc", nlp)["verb"] if not form.endswith(("s", "ing", "ed"))}
    return frozenset(past - _bases(nlp) - set(index["noun"]) - set(index["adj"]))


def _table(name: str, nlp: Language) -> Any:
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    return lemmatizer.lookups.get_table(name)
