"""Whether the form of an event tells that it lies ahead or behind.

News speaks of what lies ahead in the present too ("faces a vote on Tuesday"), and neither an infinitive nor a
noun has a tense ("hopes to win in March", "Monday's debate").
"""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import Tense
from kb.reading.lexicon import cues
from kb.reading.syntax import children, is_verb

_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "to"})
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
    if verb.tag_ == "VBG" and not helpers and tense is not Tense.FUTURE:
        return _of_participle(verb)
    if any(helper.lemma_ == "have" for helper in helpers):
        return Tense.NON_FUTURE
    tag = helpers[0].tag_ if helpers else verb.tag_
    if tag == "VBD" or (not helpers and verb.lemma_ in cues()):  # what somebody says was said
        return Tense.NON_FUTURE
    return None if tag in _UNKNOWN and tense is not Tense.FUTURE else tense


def _of_participle(verb: Token) -> Tense | None:
    """That of the verb that it hangs on: "to review files starting Monday"."""
    above = next((one for one in verb.ancestors if is_verb(one)), None)
    if above is None:
        return Tense.NON_FUTURE
    ahead = any(aux.lower_ in _AHEAD for aux in children(above, "aux"))
    return _of_verb(above, Tense.FUTURE if ahead else Tense.NON_FUTURE)
