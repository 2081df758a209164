"""Whether the form of an event tells that it lies ahead or behind.

News speaks of what lies ahead in the present too ("faces a vote on Tuesday"), and neither an infinitive nor a
noun has a tense ("hopes to win in March", "Monday's debate").
"""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import Tense
from kb.reading.lexicon import cues
from kb.reading.syntax import children, is_verb

_UNKNOWN = frozenset({"VBZ", "VBP", "VB", "TO", "MD"})


def known_tense(event: Token, tense: Tense) -> Tense | None:
    """The tense of `event`, which was read as `tense`; None where it may lie on either side of now."""
    if is_verb(event):
        return _of_verb(event, tense)
    if tense is Tense.FUTURE:
        return tense
    verb = next((above for above in event.ancestors if is_verb(above)), None)
    return Tense.NON_FUTURE if verb is None or _of_verb(verb, tense) is Tense.NON_FUTURE else None


def _of_verb(verb: Token, tense: Tense) -> Tense | None:
    helpers = children(verb, "aux", "auxpass")
    if any(helper.lemma_ == "have" for helper in helpers):
        return Tense.NON_FUTURE
    tag = helpers[0].tag_ if helpers else verb.tag_
    if tag == "VBD" or (not helpers and verb.lemma_ in cues()):  # what somebody says was said
        return Tense.NON_FUTURE
    return None if tag in _UNKNOWN and tense is not Tense.FUTURE else tense
