"""Whose words stand in quotation marks, and when they were said: what "I" and "tomorrow" mean there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.model import Event, Form, Participant, ParticipantRole, Statement, is_date
from kb.reading.around import Wholes
from kb.reading.parse import Parsed
from kb.reading.syntax import is_verb

_ONESELF = frozenset({"i", "me", "myself", "my"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Id of the one who speaks, and the date of what is said as an EDTF date, where they are known."""

    speaker: str | None
    date: str | None


class Voices:
    """By whom, and when, each word of an article is said; outside of quotations by its author."""

    def __init__(self, statements: Collection[Statement], parsed: Parsed) -> None:
        self._author = Voice(None, parsed.article.date)
        self._at: dict[int, Voice] = {}
        self._speakers = {i for one in statements for span in one.speaker for i in parsed.indices(span)}
        # The longest first, so that a quotation within another is the inner one's.
        for one in sorted(statements, key=lambda s: s.content[0].start - s.content[-1].end):
            if one.form is not Form.INDIRECT:
                quoted = (i for span in one.content for i in parsed.indices(span) if i in parsed.quoted)
                self._at.update(dict.fromkeys(quoted, self._of(one)))

    def date(self, word: Token) -> str | None:
        """The date that "today" has for whoever says `word`."""
        return self._at.get(word.i, self._author).date

    def oneself(self, word: Token) -> str | None:
        """Id of the actor whom `word` means, where it is "I" or "me" and one actor speaks."""
        return self._at.get(word.i, self._author).speaker if word.lower_ in _ONESELF else None

    def speaks(self, word: Token) -> bool:
        """Whether `word` stands in the words for a speaker."""
        return word.i in self._speakers

    def _of(self, one: Statement) -> Voice:
        said = one.said_at.value
        date = said if said is not None and is_date(said) else self._author.date
        return Voice(one.speakers[0] if len(one.speakers) == 1 else None, date)


def with_speaker(event: Event, cues: Wholes[Statement], parsed: Parsed) -> Event:
    """`event` with an agent, where its word is a cue whose speaker the parse does not tell ("but warned").

    `cues`: the statements by the place of their cue.
    """
    if not is_verb(parsed.words(event.trigger)[0]) or any(
        p.role is ParticipantRole.AGENT for p in event.participants
    ):
        return event
    known = {participant.actor for participant in event.participants}
    said = [one for one in cues.holding(event.trigger[:1]) if one.speaker]
    speakers = {id for one in said for id in one.speakers}
    added = [Participant(id, ParticipantRole.AGENT) for id in speakers - known]
    return replace(event, participants=tuple(sorted((*event.participants, *added))))
