"""Which words name events, and of which class: predicates, and the nouns that the table lists."""

from __future__ import annotations

from spacy.tokens import Token

from kb.reading.lexicon import LIGHT, EventFrame, event_frames, intents, nouns, pasts, promised_classes
from kb.reading.syntax import antecedent, children, is_infinitive, is_passive, is_verb, is_word, own_subject

_NO_PREDICATE = frozenset({"aux", "auxpass", "amod", "compound", "prep", "case", "mark", "cc", "nmod"})
_DATES = frozenset({"DATE", "TIME"})
_HELPERS = frozenset({"going", "gonna", "got"})
_STATES = frozenset({"be", "have", "do", "seem", "appear", "include", "involve", "contain", "consist", "let"})


def names_event(token: Token) -> bool:
    """Whether `token` is the word of an event: no state, no auxiliary, no light verb beside its noun."""
    if not is_word(token) or (token.dep_ in _NO_PREDICATE and not _qualifies(token)):
        return False
    if is_verb(token):
        return token.lemma_.lower() not in _STATES and not is_light(token) and not _only_helps(token)
    if token.pos_ not in {"NOUN", "PROPN"} or token.ent_type_ in _DATES:  # "in March", "the fall of 2010"
        return False
    return _frame(token) is not None or lender(token) is not None


def _only_helps(verb: Token) -> bool:
    """Whether it is a contraction, or a helper that the parser takes for more: "it's", "is going to win"."""
    helper = verb.tag_ == "MD" or verb.text.startswith(("'", "’"))
    return helper or (verb.lower_ in _HELPERS and any(map(is_infinitive, children(verb, "xcomp"))))


def _qualifies(noun: Token) -> bool:
    """Whether `noun` stands before another and names an event of a class: "the bombing suspect"."""
    if noun.dep_ not in {"compound", "nmod"} or is_verb(noun):
        return False
    frame = _frame(noun)
    return frame is not None and bool(frame.plover)


def is_light(verb: Token) -> bool:
    """Whether `verb` only lends its subject to the event that its object names ("held talks")."""
    frame = _frame(verb)
    return frame is not None and frame.plover == LIGHT


def lender(noun: Token) -> Token | None:
    """The light verb whose object the event noun is ("held talks")."""
    if is_verb(noun):
        return None
    verb = noun.head
    while verb.dep_ == "conj":
        verb = verb.head
    return verb if is_verb(verb) and noun in objects(verb) and is_light(verb) else None


def hosts(token: Token) -> list[Token]:
    """What the phrases about the event of `token` hang on: its own word, and the light verbs beside it."""
    return [token, *light_verbs(token)]


def light_verbs(noun: Token) -> list[Token]:
    """Those that only say that its event happens: "held talks", "the talks held in Lima"."""
    verb = lender(noun)
    after = [] if is_verb(noun) else children(noun, "acl", "relcl")
    return [*([verb] if verb is not None else []), *(v for v in after if is_light(v) and noun in objects(v))]


def event_class(token: Token) -> str | None:
    """The PLOVER class of the event that `token` names; None where none fits.

    A deed that is only promised is an agreement or a threat, and what somebody must do is a demand: so the
    codebook has it.
    """
    frame = _frame(token)
    found = frame.plover or None if frame is not None else None
    match _intent(token):
        case "demand" if not _by_oneself(token):
            return "DEMAND"
        case "promise" if found is not None:
            return promised_classes()[found]
    return found


def is_demanded(token: Token) -> bool:
    """Whether the deed is only what somebody must do."""
    return _intent(token) == "demand" and not _by_oneself(token)


def _by_oneself(token: Token) -> bool:
    """Whether it is of whoever speaks: "I must tell you" demands nothing of anybody."""
    who = own_subject(lender(token) or token)
    return who is not None and who.lower_ == "i"


def _intent(token: Token) -> str | None:
    """Whether the deed is promised or demanded, and not refused."""
    verb = lender(token) or token
    if not is_verb(verb) or children(verb, "neg"):
        return None
    above = [verb.head] if verb.dep_ in {"xcomp", "ccomp"} and children(verb, "aux") else []
    words = [*children(verb, "aux"), *above]
    return next((intents()[w] for one in words for w in (one.lower_, one.lemma_) if w in intents()), None)


def objects(verb: Token) -> list[Token]:
    """What `verb` is done to: its object, or in the passive its subject, with those joined to it."""
    if not is_verb(verb):
        return []
    if undergone(verb):
        found = given(verb) or children(verb, "nsubjpass") or ([verb.head] if verb.dep_ == "acl" else [])
    else:
        found = children(verb, "dobj")
    meant = [antecedent(one) or one for one in found]
    return [one for first in meant for one in (first, *first.conjuncts)]


def undergone(verb: Token) -> bool:
    """Whether its subject suffers it, also where another passive has the auxiliary, or none.

    As in "was arrested and charged", "asked about the vote, he said".
    """
    if is_passive(verb):
        return True
    if verb.tag_ != "VBN" or children(verb, "nsubj", "aux", "dobj") or pasts().get(verb.lower_) == "no":
        return False
    joined = verb.dep_ == "conj" and is_verb(verb.head) and undergone(verb.head)
    return joined or verb.dep_ == "advcl"


def given(verb: Token) -> list[Token]:
    """What the subject of a passive is given: "was given a medal", and not "was named ambassador"."""
    found = children(verb, "dobj") if children(verb, "nsubjpass") else []
    return [one for one in found if one.lemma_.lower() not in nouns("person")]


def _frame(token: Token) -> EventFrame | None:
    pos = "VERB" if is_verb(token) else "NOUN"
    frames = event_frames().get((token.lemma_.lower(), pos), ())
    return next((frame for frame in frames if _stands(token, frame)), None)


def _stands(token: Token, frame: EventFrame) -> bool:
    match frame.kind:
        case "obj":
            return any(one.lemma_.lower() in frame.words for one in objects(token))
        case "prep":
            around = children(token, "prep", "prt", "advmod", "agent")
            return any(one.lower_ in frame.words and not _is_date(one) for one in around)
        case "inf":
            return any(map(is_infinitive, children(token, "xcomp", "ccomp", "acl")))
        case _:
            return True


def _is_date(prep: Token) -> bool:
    return any(one.ent_type_ in _DATES for one in children(prep, "pobj"))
