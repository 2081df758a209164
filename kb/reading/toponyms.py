"""Which place a name means: by the words beside it, by what else the article names, by renown, or none.

"Georgia" with Atlanta is the state, with Tbilisi the country; by itself it stays ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.reading.gazetteer import Place, abbreviated, is_renowned, landmark, places, short_for
from kb.reading.lexicon import demonym
from kb.reading.mentions import PLACES, Mention

Places = tuple[Place, ...]
_RENOWN = 20  # times as many people as any other place of the name
_RIVAL = 8  # no times as large is a place that is not meant, where the article tells of another one
_LARGE = 100_000  # people: a city that is alone in the table, and smaller, may have a namesake that is not
_STATE = frozenset({"state", "gov", "governor", "sen", "legislature", "senator", "senate", "statehouse"})
_CITY = frozenset({"city", "mayor", "town"})
_CAPITAL = "us-dc"  # what is in the news from there is no neighbour of any state
# kinds of areas that bear the name of a city in them, and of which the gazetteer has few
_AREA = frozenset({"county", "counties", "region", "oblast", "province", "governorate", "prefecture"})
_COUNTRY = frozenset({"republic"})


class Toponyms:
    """The places that an article names."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._told: dict[str, frozenset[str]] = {}
        for mention in mentions:
            self._told[mention.text] = self._told.get(mention.text, frozenset()) | {*_told_by(mention)}
        self._beside: dict[str, set[Places]] = {}
        for mention in mentions:
            if found := _by_words_beside(mention):
                self._beside.setdefault(mention.text, set()).add(found)

    def of(self, mention: Mention) -> Places:
        """The places that `mention` may mean: one where that is safe, none where no place is known."""
        known = _by_words_beside(mention)
        if known is not None:
            return known
        beside = self._beside.get(mention.text, set())
        return next(iter(beside)) if len(beside) == 1 else self._by_article(mention)

    def _by_article(self, mention: Mention) -> Places:
        """By what the other names of the article tell, as long as it does not contradict renown."""
        found = _called(mention)
        told = frozenset().union(*(codes for text, codes in self._told.items() if text != mention.text))
        nearest = max((_nearness(place, told) for place in found), default=0)
        near = tuple(place for place in found if _nearness(place, told) == nearest)
        known = _renowned(found)
        if known is not None:
            contested = known.is_city and known not in near and nearest >= 2
            return found if contested else (known,)
        if len(found) == 1:
            large = not found[0].geonames or found[0].population >= _LARGE
            return found if large or nearest >= 2 else ()
        foremost = near[0] if len(near) == 1 else _renowned(near)
        sure = foremost is not None and _is_rival(foremost, found, nearest)
        return (foremost,) if foremost is not None and sure else found


def _told_by(mention: Mention) -> Iterator[str]:
    """Codes of the places that a name says the article is about: countries, their parts, cities."""
    codes = [landmark(mention.text)]
    people = demonym(mention.text)
    codes += [people.code] if people is not None else []
    for code in filter(None, codes):
        yield from {code, code.split("-")[0]}
    found = _called(mention) if mention.label in PLACES else ()
    known = found[0] if len(found) == 1 else _renowned(found)
    if known is not None:
        yield known.country
        yield from filter(None, (known.part,))


def _called(mention: Mention) -> Places:
    """All places of that name: also a state's abbreviation after a comma, and a dateline's capitals."""
    before = mention.tokens[0].nbor(-1).text if mention.at else ""
    short = abbreviated(mention.text) if before in {",", "("} else None
    found = places(mention.text) if short is None else (short,)
    shouted = mention.text.isupper() and len(mention.text) > 3
    return found or (places(mention.text.title()) if shouted else ())


def _nearness(place: Place, told: frozenset[str]) -> int:
    """3 where the city itself is told of, 2 its part (without one, its country), 1 its neighbours."""
    if f"city:{place.geonames}" in told:
        return 3
    if (place.part or place.country) in told:
        return 2
    siblings = any(code.startswith(f"{place.country}-") for code in told - {_CAPITAL})
    return int(bool(place.part) and (siblings or (place.is_city and place.country in told)))


def _renowned(found: Places) -> Place | None:
    """The one that is so much larger than its namesakes that news need not say which."""
    ordered = sorted(found, key=lambda place: -place.population)
    if len(ordered) < 2:
        return None
    first, second = ordered[:2]
    alone = is_renowned(first.name) and first.is_city
    return first if alone or first.population >= _RENOWN * second.population else None


def _is_rival(place: Place, found: Places, nearness: int) -> bool:
    """Whether `place` can be meant though another of the name may be larger: not by its neighbours alone."""
    largest = max(one.population for one in found)
    return place.population == largest if nearness < 2 else place.population * _RIVAL >= largest


def _by_words_beside(mention: Mention) -> Places | None:
    """By "Paris, Texas", "Washington state", "mayor of New York", "Georgia and Alabama"; or None."""
    found = _called(mention)
    for narrowed in (_within(found, mention), _of_kind(found, mention), _like_others(found, mention)):
        if narrowed is not None:
            return narrowed
    return None


def _within(found: Places, mention: Mention) -> Places | None:
    """By what follows a comma. Where that is a state without a known place of the name: none of them."""
    after = mention.tokens[-1].doc[mention.tokens[-1].i + 1 : mention.tokens[-1].i + 5]
    if not found or len(after) < 2 or after[0].text != ",":
        return None
    code = next((code for end in (4, 3, 2) if (code := short_for(after[1:end].text.strip()))), "")
    inside = tuple(place for place in found if code in {place.part, place.country})
    is_list = code and any(not place.is_city for place in found)
    return inside if code and (inside or not is_list) else None


def _of_kind(found: Places, mention: Mention) -> Places | None:
    """By an office, or the word for its kind, before or after: "Washington state", "mayor of New York"."""
    beside = set(_beside(mention))
    if beside & _AREA:
        return tuple(place for place in found if not place.is_city)
    if beside & _STATE:
        return _some(place for place in found if _is_state(place))
    if beside & _CITY:
        return _some(place for place in found if place.is_city)
    if beside & _COUNTRY:
        return _some(place for place in found if not place.part and not place.is_city)
    return None


def _beside(mention: Mention) -> Iterator[str]:
    """The word after a name, over a possessive, and the word before it, over "of"."""
    doc, start, end = mention.tokens[0].doc, mention.at, mention.tokens[-1].i + 1
    after = [token for token in doc[end : end + 2] if token.tag_ != "POS"]
    yield from (token.lower_.rstrip(".") for token in after[:1])
    if start >= 2 and doc[start - 1].lower_ == "of":
        yield doc[start - 2].lower_.rstrip(".")


def _like_others(found: Places, mention: Mention) -> Places | None:
    """By those it is named together with: a state among states, a country among countries."""
    head = next((token for token in mention.tokens if token.head not in mention.tokens), mention.tokens[-1])
    others = [place for token in head.conjuncts if (place := _only(token)) is not None]
    if others and all(map(_is_state, others)):
        countries = {place.country for place in others}
        return _some(place for place in found if _is_state(place) and place.country in countries)
    if others and not any(place.part or place.is_city for place in others):
        return _some(place for place in found if not place.part and not place.is_city)
    return None


def _only(token: Token) -> Place | None:
    """The territory that a word means, if it is the only place of its name, or by far the best known."""
    found = places(token.text)
    return found[0] if len(found) == 1 else _renowned(found)


def _is_state(place: Place) -> bool:
    return bool(place.part) and not place.is_city


def _some(found: Iterator[Place]) -> Places | None:
    """Those found, or None where there are none: then the words beside said something else."""
    return tuple(found) or None
