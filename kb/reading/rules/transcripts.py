"""Turns of a transcript: paragraphs that begin with a name in capitals and a colon ("STONE: Who did?")."""

from __future__ import annotations

import re

from kb.model import Span
from kb.reading.attribution import Attribution
from kb.reading.lexicon import given_names
from kb.reading.parse import Parsed

_PARAGRAPH = re.compile(r"^[^\n]*\S", re.MULTILINE)
_NAME = r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4})"
_TURN = re.compile(_NAME + r"(?:,[^:\n]{1,60}| \([^)\n]{1,40}\))?(?P<mark>:) +(?=\S)")
_FEWEST = 2  # labelled paragraphs; a single one is a dateline or a headline's kicker


def turns(parsed: Parsed) -> list[Attribution]:
    """Each turn as an attribution: the name its source, the colon its cue, a content for each paragraph.

    A paragraph without a label goes on with the turn before it, where a labelled one follows. "RELATED:" is
    no speaker: a label has to be the name of a person in the article, or begin with a given name.
    """
    text = parsed.article.text
    people = {entity[-1].lower_ for entity in parsed.doc.ents if entity.label_ == "PERSON"}
    found: list[Attribution] = []
    waiting: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        turn = _TURN.match(text, paragraph.start())
        if turn and _is_person(turn["name"], people):
            if found:
                last = found[-1]
                found[-1] = Attribution(last.source, last.cue, (*last.content, *waiting))
            waiting = []
            name, mark = Span(*turn.span("name")), Span(*turn.span("mark"))
            found.append(Attribution((name,), (mark,), (Span(turn.end(), paragraph.end()),)))
        else:
            waiting.append(Span(paragraph.start(), paragraph.end()))
    return found if len(found) >= _FEWEST else []


def _is_person(label: str, people: set[str]) -> bool:
    words = label.split()
    return words[-1].lower() in people or (len(words) > 1 and words[0].title() in given_names())
