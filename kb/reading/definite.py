"""Which named body a noun with "the" means: "the campaign", "the fund", "the company"."""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import ActorType
from kb.reading.names import Name, Names
from kb.reading.syntax import children, is_subject

COMPANIES = frozenset(
    {"company", "firm", "club", "bank", "party", "university", "agency", "union", "retailer", "maker"}
)
"""Nouns for a body that an article may be about, and that need not be in its name."""

_NEAR = 2  # sentences back to a body of which "the fund" is said


def body_meant(head: Token, names: Names, leaders: list[Name]) -> Name | None:
    """The body before `head` that is called so, where it was named shortly before.

    `leaders`: whom the sentence before is about. "The campaign" is that of Lee, unless it is about Roy.
    """
    body = _called(head, names)
    if body is None:
        return None
    if body.circle:
        return body if all(one.person.surname == body.parts[0] for one in leaders) else None
    start = _start(head, _NEAR)
    return body if any(start <= words[0] < head.i for words in body.words) else None


def company_meant(head: Token, names: Names) -> Name | None:
    """The body that is called so, the article's only one, or the one that it is about."""
    called = _called(head, names)
    bodies = [n for n in _bodies(names) if n.first < head.sent.end]
    if called is not None or len(bodies) == 1:
        return called or bodies[0]
    start = _start(head, 1)
    near = {n for n in bodies if any(start <= index < head.sent.end for words in n.words for index in words)}
    # An article's first subject is what it is about, as long as no other body came between.
    first = bodies[0] if bodies else None
    topical = (
        first is not None
        and head.lemma_.lower() in {"company", "firm"}
        and is_subject(head.doc[first.words[0][-1]])
    )
    return first if topical and near <= {first} else None


def _bodies(names: Names) -> list[Name]:
    return [name for name in names.all if name.type is ActorType.ORGANIZATION]


def _called(head: Token, names: Names) -> Name | None:
    """The one body before `head` that has its words in its name, or is introduced with it ("a club")."""
    bodies = [name for name in _bodies(names) if name.first < head.i]
    said = {head.lemma_.lower(), *(word.lower_ for word in children(head, "compound"))}
    found = [n for n in bodies if said <= {part.casefold() for part in n.parts}]
    found = found or [n for n in bodies if _is_introduced(n, said, head)]
    return found[0] if len(found) == 1 else None


def _is_introduced(body: Name, said: set[str], head: Token) -> bool:
    """Whether what follows its name calls it so: "NATO, the alliance"."""
    ends = [head.doc[words[-1]] for words in body.words if words[-1] < head.i]
    return any(said == {noun.lemma_.lower()} for end in ends for noun in children(end, "appos"))


def _start(head: Token, back: int) -> int:
    """Index of the first word of the sentence that stands `back` before that of `head`, or of the first."""
    start: int = head.sent.start
    for _ in range(back):
        start = head.doc[start - 1].sent.start if start else 0
    return start
