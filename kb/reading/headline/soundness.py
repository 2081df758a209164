"""How much a parse reads like a clause, and not like a heap of nouns."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Span, Token

from kb.reading.headline.forms import is_base, is_deed, is_past_only, third_person
from kb.reading.lexicon import intents, pasts
from kb.reading.syntax import child, children, is_verb

FULL = 4.0
"""A clause with one finite verb and one subject of its number, and no word that looks misread."""
_BARE_PASSIVE = 3.75

_SUBJECTS = ("nsubj", "nsubjpass")
_FINITE = frozenset({"VBZ", "VBP", "VBD", "VBN"})
_PRESENT = frozenset({"VBZ", "VBP", "VB"})
_PLURAL = frozenset({"NNS", "NNPS", "CD"})
_SINGULAR = frozenset({"NN", "NNP"})
_TIMES = frozenset({"DATE", "TIME"})


def soundness(span: Span, nlp: Language) -> float:
    """From 0 or less, without a verb at its root, to FULL."""
    tops = [token for token in span if token.head == token or token.head not in span]
    roots = [token for token in tops if not token.is_punct and not token.is_space]
    if len(roots) != 1:
        return 0
    root = roots[0]
    if not is_verb(root) and child(root, "aux") is None:
        return _BARE_PASSIVE if _is_bare_passive(root) else 0
    subjects = [one for one in children(root, *_SUBJECTS) if span.start <= one.i < root.i]
    finite = root.tag_ in _FINITE or child(root, "aux") is not None or bool(subjects)
    found = finite + 2 * (len(subjects) == 1) + bool(subjects)
    misread = 0.5 * sum(_is_misread(token, nlp) for token in span)
    return found - misread - _doubt(root, subjects, nlp)


def _is_bare_passive(noun: Token) -> bool:
    """Whether its verb follows a noun without an auxiliary: "No charges brought"."""
    next_ = [one for one in children(noun, "acl") if one.i == noun.i + 1]
    return any(one.tag_ == "VBN" and one.lower_ not in intents() for one in next_)


def _is_misread(token: Token, nlp: Language) -> bool:
    """Whether `token` is a verb by its tag, form or children, and does not stand as one."""
    if token.dep_ in {"compound", "nmod", "amod"} and token.i < token.head.i:
        third = token.dep_ != "amod" and third_person(token.lower_, nlp) is not None
        return third or token.tag_ in {"VBZ", "VBD", "VBP", "VB"}
    if token.dep_ == "ccomp" and token.tag_ in {"VBZ", "VBD"}:
        return child(token, *_SUBJECTS) is None
    if token.tag_ in {"VBN", "VBD"} and is_base(token.lower_, nlp) and token.lower_ not in pasts():
        return not token.lower_.endswith("ed")
    if is_verb(token):
        return len(children(token, "ccomp")) > 1
    noun = token.pos_ in {"NOUN", "PROPN"}
    return noun and (is_past_only(token.lower_, nlp) or child(token, "dobj", "nsubj", "aux") is not None)


def _doubt(root: Token, subjects: list[Token], nlp: Language) -> float:
    """What speaks against `subjects` as those of `root`."""
    before = [one for one in children(root, "dep", "npadvmod") if one.i < root.i]
    found = 1.0 * any(one.ent_type_ not in _TIMES for one in before)
    for subject in subjects:
        found += 2.0 * (not _agree(subject, root))
        found += sum(_doubt_of(one) for one in children(subject, "appos"))
        found += 0.5 * (_is_cut_off(subject, root) + _is_verb_like(subject, nlp))
    return found


def _agree(subject: Token, verb: Token) -> bool:
    """Whether the number of `subject` does not speak against its doing `verb`."""
    if verb.tag_ not in _PRESENT or child(verb, "aux", "auxpass") is not None:
        return True
    plural = subject.tag_ in _PLURAL or child(subject, "conj") is not None
    if verb.tag_ == "VBZ":
        return not plural or subject.tag_ == "NNPS" or subject.lower_.endswith("ics")
    return plural or subject.tag_ not in _SINGULAR or subject.lower_.endswith("s")


def _doubt_of(apposition: Token) -> float:
    """Much where a comma begins it and none ends it ("Finland, Estonia agree"), little where none does."""
    doc, end = apposition.doc, apposition.right_edge.i + 1
    if doc[apposition.left_edge.i - 1].text != ",":
        return 0.1
    return 0.0 if end < len(doc) and doc[end].text == "," else 1.0


def _is_cut_off(subject: Token, verb: Token) -> bool:
    """Whether just one comma stands between: "the club sacks manager, cancels tour"."""
    between = [token.text for token in subject.doc[subject.i + 1 : verb.i]]
    return between.count(",") == 1 and between[-1] == ","


def _is_verb_like(subject: Token, nlp: Language) -> bool:
    """Whether a plural after a noun is more often a verb: "regulator orders recall"."""
    deed = is_deed(third_person(subject.lower_, nlp) or "")
    return deed and subject.tag_ == "NNS" and child(subject, "compound") is not None
