"""The passives of a headline: a past form without an object has lost its auxiliary ("Two Held")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kb.reading.lexicon import intents, pasts
from kb.reading.syntax import child, children


def mend_passives(doc: Doc) -> None:
    """Mark the passives of `doc` as spaCy marks those with an auxiliary."""
    for verb in doc:
        if verb.tag_ in {"VBD", "VBN"} and _is_passive(verb):
            verb.tag_ = "VBN"
            for subject in children(verb, "nsubj"):
                subject.dep_ = "nsubjpass"
            for what in children(verb, "dobj"):
                what.dep_ = "oprd"


def _is_passive(verb: Token) -> bool:
    if verb.dep_ not in {"ROOT", "conj", "ccomp"} or child(verb, "aux", "auxpass", "ccomp", "acomp"):
        return False
    if verb.lower_ in intents():  # "poised for", "set for"
        return False
    listed = pasts().get(verb.lower_)
    past = verb.lower_.endswith("ed") or (verb.tag_ == "VBN" and verb.lower_ != verb.lemma_)
    form = listed or ("yes" if past else "no")
    if form == "no" or child(verb, "dobj") is not None:
        return form == "as"
    if child(verb, "xcomp") is not None:
        return form == "to"
    by = any(one.lower_ == "by" for one in children(verb, "prep", "agent"))
    return child(verb, "prt") is None or listed is not None or by
