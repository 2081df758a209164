"""Which body a short name means: an abbreviation, a first or last word, the court of one state or another."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kb.reading.bearers import Name
from kb.reading.gazetteer import places
from kb.reading.lexicon import bodies, demonym, territories, territory
from kb.reading.mentions import Mention

_ACRONYM = re.compile(r"[A-Z][A-Z&]+")
NATION = "United States"
_NATIONAL = frozenset({"federal", "nation"})
_COMPANY = frozenset(
    {"Inc", "Corp", "Co", "Company", "Ltd", "LLC", "PLC", "Group", "Holdings", "Motor", "Motors"}
)


def shortened(mention: Mention, named: list[Name]) -> Name | None:
    """The one of `named` that a single word is short for; of several, the one named last before it."""
    initials = undotted(mention.text)
    acronym = _ACRONYM.fullmatch(initials) is not None
    found = [one for one in named if acronym and initials in _abbreviations(one)]
    place = mention.label != "ORG" and places(mention.text)
    if not found and not acronym and not place and mention.text not in bodies():
        found = [one for one in named if mention.text == one.parts[0]]
        found = found or [one for one in named if mention.label == "ORG" and mention.text == one.parts[-1]]
        found = found if len(found) == 1 else [one for one in found if one.first < mention.at]
    before = [one for one in found if one.first < mention.at]
    if before:
        return max(before, key=lambda one: max(w[0] for w in one.words if w[0] < mention.at))
    return found[0] if len(found) == 1 else None


def is_company(one: Name) -> bool:
    """Whether its name ends as a company's does, so that a founder's name alone may mean it."""
    return one.parts[-1].rstrip(".") in _COMPANY


def undotted(text: str) -> str:
    """A word without full stops, "F.B.I." as "FBI"; several words with blanks keep their full stops."""
    return text.replace(".", "") if " " not in text else text


def defined(tokens: list[Token]) -> str | None:
    """The abbreviation that follows a name in brackets: "… (NRA)"."""
    following = tokens[-1].doc[tokens[-1].i + 1 : tokens[-1].i + 4]
    if len(following) < 3 or (following[0].text, following[2].text) != ("(", ")"):
        return None
    return following[1].text if _ACRONYM.fullmatch(undotted(following[1].text)) else None


def _abbreviations(one: Name) -> set[str]:
    parts = [part for part in one.parts if part[0].isupper()]
    initials = ["".join(part[0] for part in parts[skipped:]) for skipped in (0, 1)]
    national = territory(one.parts[0]) is not None
    return {undotted(form) for form in one.short} | set(initials if national else initials[:1])


def jurisdiction(mention: Mention) -> tuple[str, str] | None:
    """Whose body a mention names and which: ("Florida", "Supreme Court").

    "" where the words do not say whose, "state" where they only say that it is a state's. None where it is no
    such body.
    """
    words = mention.text.split()
    for split in range(len(words)):
        owner, core = " ".join(words[:split]), " ".join(words[split:])
        if core in bodies() and (not split or _territory(owner)):
            return _territory(owner) or _beside(mention.tokens), core
    return None


def _beside(tokens: list[Token]) -> str:
    """Whose body by the words around its name: "the state's Senate", "the Supreme Court of Peru"."""
    before = [child for child in tokens[-1].children if child.dep_ in {"poss", "compound", "amod", "nmod"}]
    after = [obj for prep in tokens[-1].children if prep.lower_ == "of" for obj in prep.children]
    before += [tokens[0].nbor(-1)] if tokens[0].i and tokens[0].nbor(-1).lower_ == "state" else []
    found = (_territory(token.text) for token in (*before, *after) if token not in tokens)
    return next(filter(None, found), "")


def _territory(name: str) -> str:
    """What `name` calls a territory, made one: "U.S.", "American" and "federal" are the nation; else ""."""
    bare = re.sub(r"[’']s$", "", name)
    if bare.lower() in _NATIONAL:
        return NATION
    if bare.lower() == "state":
        return "state"
    known = demonym(bare) or territory(bare)
    return known.name if known is not None else bare if territories(bare) else ""


def owners(said: list[str]) -> list[str]:
    """Whose body each mention of one kind means, from what each says of it, in the order of the text.

    "state" is the only state named, if one is. A mention that says nothing means the nation's body where
    that is named; else what the article began with.
    """
    states = sorted({*said} - {"", "state", NATION})
    state = states[0] if len(states) == 1 else "state"
    clear = [state if owner == "state" else owner for owner in said]
    named = {*clear} - {""}
    first = clear[0]
    national = NATION in named and (len(named) == 1 or not first)
    silent = NATION if national else first if len(named) == 1 else ""
    return [owner or silent for owner in clear]
