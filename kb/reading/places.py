"""Where a name of a place means a government: "Moscow warned" is Russia, "in Moscow" is the city."""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import ActorType, Mode
from kb.reading.lexicon import Territory, cues, nouns, seat, statecraft, territory
from kb.reading.mentions import Mention
from kb.reading.syntax import SUBJECTS, children

_LOCATIVE = frozenset(
    {"in", "at", "inside", "outside", "near", "around", "across", "into", "through", "over", "via", "within"}
)
_DIRECTIONAL = frozenset({"to", "from", "toward", "towards"})


def government(tokens: list[Token], text: str) -> Territory | None:
    """The country whose government a capital's name, or that of a government's house, stands for here."""
    found = seat(text)
    if found is None:
        return None
    country, is_city = found
    head = next((token for token in tokens if token.head not in tokens), tokens[-1])
    if not is_city:
        return None if _is_in(head) else country
    beside = [head, *head.conjuncts]
    among_states = any(_is_part(token) for token in beside)
    return country if any(map(_acts, beside)) and not among_states else None


def _is_part(token: Token) -> bool:
    """Whether `token` names a part of a country: "Kansas" and beside it, "Washington"."""
    named = territory(token.text)
    return named is not None and named.type is ActorType.PLACE and seat(token.text) is None


def is_location(mention: Mention) -> bool:
    """Whether something is there, or goes or comes from there."""
    head = mention.tokens[-1]
    return _is_in(head) or (head.dep_ == "pobj" and head.head.lower_ in _DIRECTIONAL)


def _is_in(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE


def _acts(token: Token) -> bool:
    """Whether `token` stands where a government does: it says, does, has, is addressed or dealt with."""
    head = token.head
    if token.dep_ in SUBJECTS:
        return _does(token, head) or _is_addressed(token, head)
    if token.dep_ == "poss":
        return head.lemma_.lower() in statecraft("own") | statecraft("affair") or head.lemma_ in nouns("cue")
    if token.dep_ in {"dobj", "dative"}:
        return head.lemma_ in statecraft("object")
    if token.dep_ == "pobj":
        return _is_party(head)
    return any(_does(token, clause) for clause in children(token, "relcl"))


def _does(token: Token, verb: Token) -> bool:
    if token.dep_ == "nsubjpass":
        return verb.lemma_ in statecraft("object")
    if any(child.lemma_ in statecraft("mood") for child in children(verb, "acomp")):
        return True
    return any(_is_deed(one) for one in (verb, *children(verb, "xcomp")))


def _is_deed(verb: Token) -> bool:
    """Whether a government does `verb`: it says, thinks or intends something, or acts as only states do."""
    cue = cues().get(verb.lemma_)
    return verb.lemma_ in statecraft("subject") or (cue is not None and cue.mode is not Mode.PERCEPTION)


def _is_addressed(token: Token, verb: Token) -> bool:
    """In "urged Moscow to stop" the parser makes it the subject of what it is urged to do."""
    above = verb.head
    return verb.dep_ in {"ccomp", "xcomp"} and above.lemma_ in statecraft("object") and above.i < token.i


def _is_party(preposition: Token) -> bool:
    """As in "sanctions on Moscow", "was denied by Moscow", "negotiate with Moscow", "according to Moscow"."""
    above = preposition.head
    if preposition.dep_ == "agent" or above.lower_ == "according":
        return True
    if preposition.lower_ in _LOCATIVE:
        return False
    if above.pos_ == "VERB":
        affairs = [one for one in children(above, "dobj") if one.lemma_.lower() in statecraft("affair")]
        return above.lemma_ in statecraft("with") or bool(affairs)
    return above.lemma_.lower() in statecraft("affair")
