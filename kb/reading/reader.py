"""The reader: parse, attribute, then say who, how surely, when, and what happened.

Attribution is the one part that can be exchanged; everything else works on the spans it gives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from spacy.tokens import Token

from kb.errors import ReadingError
from kb.model import Actor, Agent, Article, Event, Form, Mode, Reading, Role, Span, Spans, Statement, digest
from kb.reading.actors import Cast
from kb.reading.anonymity import conditions, without
from kb.reading.around import Parts, Wholes, overlapping
from kb.reading.attribution import Attribution, Attributor
from kb.reading.certainty import main_predicate, stance
from kb.reading.events import find_events
from kb.reading.factuality import event_stance
from kb.reading.lexicon import Cue, cues, nouns
from kb.reading.names import Names
from kb.reading.parse import Parsed, parse, pipeline
from kb.reading.retold import merge_retold
from kb.reading.roles import FoundRole, find_roles
from kb.reading.rules import RuleAttributor
from kb.reading.rules.found import cue_of
from kb.reading.syntax import antecedent, children, is_verb
from kb.reading.time import time_of
from kb.reading.voices import Voices, with_speaker

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_OPENING, _CLOSING = '“„«"', '”»"'


def rules_reader(min_confidence: float | None = None) -> ArticleReader:
    """The reader whose attribution is by rules. Raises ReadingError where a confidence is asked of it."""
    if min_confidence is not None:
        raise ReadingError(
            "The reader by rules does not measure how sure it is: leave out the minimum confidence, or "
            "choose the trained reader."
        )
    return ArticleReader(RuleAttributor())


class ArticleReader:
    """Reads articles with one attributor. See `kb.reading.Reader`."""

    def __init__(self, attributor: Attributor) -> None:
        self._attributor = attributor
        self._agent = Agent(f"on-record/{attributor.name}", version("on-record"), _digest(attributor))

    @property
    def agent(self) -> Agent:
        return self._agent

    def read(self, article: Article) -> Reading:
        """Read one article. Raises ReadingError where the parser cannot take it."""
        nlp = pipeline()
        if len(article.text) > nlp.max_length:
            raise ReadingError(
                f"{article.id} has {len(article.text):,} characters; the reader takes "
                f"up to {nlp.max_length:,}. Split it into articles."
            )
        with nlp.memory_zone():
            return _read(parse(article), self._attributor)

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | ReadingError]]:
        """See `kb.reading.Reader`. A mistake of our own in one article must not cost the rest of a batch."""
        for article in articles:
            result: Reading | ReadingError
            try:
                result = self.read(article)
            except ReadingError as error:
                result = error
            except Exception as error:  # noqa: BLE001  whatever it is, the other articles are sound
                what = f"{type(error).__name__}: {error}"
                result = ReadingError(
                    f"The reader failed on {article.id} ({what}): please report it with its text."
                )
            yield article, result


def _digest(attributor: Attributor) -> str:
    sha = hashlib.sha256(attributor.digest.encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        sha.update(path.read_bytes())
    return sha.hexdigest()


def _read(parsed: Parsed, attributor: Attributor) -> Reading:
    text = parsed.article.text
    names = Names(parsed.doc, text)
    roles = find_roles(names, parsed)
    cast = Cast(parsed, names, roles)
    # In the order of the text, so that a pronoun finds whoever was resolved before it.
    found = without(attributor(parsed), conditions(parsed), text)
    attributions = sorted(found, key=lambda one: (one.source or one.cue, one.content))
    statements = _nested([_statement(one, parsed, cast) for one in attributions])
    found_events = find_events(parsed, cast, Voices(statements, parsed))
    contents = Wholes((one, one.content) for one in statements)
    told = [replace(e, within=_within(contents.holding(e.trigger))) for e in found_events]
    cues = Wholes((one, one.cue) for one in statements)
    named = [with_speaker(event, cues, parsed) for event in told]
    events = merge_retold(named, statements, parsed)
    actors = cast.actors()
    about = _about(statements, events, actors)
    return Reading.of(
        parsed.article,
        actors=actors,
        roles=[_role(role, cast) for role in roles],
        statements=[replace(one, about=tuple(sorted(about[one.id]))) for one in statements],
        events=events,
        notes=[*parsed.notes, *cast.notes()],
    )


def _heads(span: Span, parsed: Parsed) -> list[Token]:
    """The word that heads the phrase at `span`, or those of joint speakers ("Nwosu and Weber")."""
    tokens = parsed.words((span,))
    inside = {token.i for token in tokens}
    tops = [t for t in tokens if (t.head.i not in inside or t.head == t) and not t.is_punct]
    head = ([t for t in tops if t.pos_ in _NOMINAL] or tops or tokens)[0]
    noun = antecedent(head)
    if noun is not None and _is_plural(head.head):  # "both Democrats and Republicans, who have asked"
        return [head, *(t for t in noun.conjuncts if noun.i < t.i < head.i and t.pos_ in _NOMINAL)]
    return [head, *(t for t in head.conjuncts if t.i in inside and t.pos_ in _NOMINAL)]


def _is_plural(verb: Token) -> bool:
    return any(t.tag_ == "VBP" or t.lower_ == "were" for t in (verb, *children(verb, "aux", "auxpass")))


def _statement(one: Attribution, parsed: Parsed, cast: Cast) -> Statement:
    text = parsed.article.text
    content = parsed.tokens(one.content)
    inside = {token.i for token in content}
    cue = _cue_token(parsed.words(one.cue))
    kind = cue_of(cue)
    speakers = [cast.source(head) for span in one.source for head in _heads(span, parsed)]
    speakers = speakers or [cast.unstated(one.cue[0])]
    form = _form(one.content, text, parsed.quotes)
    head = main_predicate(content) or cue
    view = stance(head, cue, kind, quoted=form is Form.DIRECT)
    return Statement(
        id="s" + digest(parsed.article.id, *(f"{s.start}-{s.end}" for s in (*one.cue, *one.content))),
        form=form,
        mode=_mode(cue, kind),
        content=one.content,
        speakers=tuple(sorted({cast.id_of(speaker) for speaker in speakers})),
        speaker=one.source,
        cue=one.cue,
        cue_lemma=_lemma(one.cue, cue, kind, text),
        certainty=view.certainty,
        polarity=view.polarity,
        tense=view.tense,
        certainty_cue=view.certainty_cue,
        hedge=view.hedge,
        condition=view.condition,
        said_at=time_of(
            cue, parsed.article.date, event_stance(cue).tense, outside=lambda t: t.i not in inside
        ),
        confidence=one.confidence,
    )


def _cue_token(tokens: list[Token]) -> Token:
    """The word of a cue that decides its lemma: its last verb, else its adverb's, else its first word.

    "Reportedly" can be all that is marked in "the jury reportedly asked for the ledgers".
    """
    verbs = [token for token in tokens if is_verb(token)]
    verbs = verbs or [token.head for token in tokens if token.pos_ == "ADV" and is_verb(token.head)]
    return verbs[-1] if verbs else tokens[0]


def _lemma(spans: Spans, cue: Token, kind: Cue | None, text: str) -> str:
    if kind is not None:
        return kind.lemma
    if is_verb(cue) or cue.pos_ == "NOUN":
        lemma: str = cue.lemma_.lower()
        return lemma if cue.lower_ != "according" else "according to"
    return " ".join(span.of(text).lower() for span in spans)


def _mode(cue: Token, kind: Cue | None) -> Mode:
    if kind is not None:
        return kind.mode
    verb = nouns("cue").get(cue.lemma_.lower())
    return cues()[verb].mode if verb else Mode.SPEECH


def _form(content: Spans, text: str, quotes: tuple[Span, ...]) -> Form:
    """Direct where every part is a quotation, mixed where any part touches one."""
    if all(span.of(text)[0] in _OPENING and span.of(text).rstrip(".,")[-1:] in _CLOSING for span in content):
        return Form.DIRECT
    touched = any(overlapping(span, quotes) for span in content)
    return Form.MIXED if touched else Form.INDIRECT


def _nested(statements: list[Statement]) -> list[Statement]:
    """Each statement with the smallest other one inside whose content its cue and content stand."""
    contents = Wholes((one, one.content) for one in statements)
    around = [(one, contents.holding((*one.cue, *one.content))) for one in statements]
    return [replace(one, within=_within(s for s in found if s is not one)) for one, found in around]


def _within(around: Iterable[Statement]) -> str | None:
    """The id of the smallest statement of those around something."""
    found = min(around, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
    return found.id if found is not None else None


def _about(statements: list[Statement], events: list[Event], actors: list[Actor]) -> dict[str, set[str]]:
    """Ids of the events told, and the actors named, in the content of each statement, by its id."""
    named = Parts((actor.id, actor.mentions) for actor in actors)
    about = {one.id: set(named.inside(one.content)) for one in statements}
    for event in events:
        if event.within is not None:
            about[event.within].add(event.id)
    return about


def _role(found: FoundRole, cast: Cast) -> Role:
    organization = cast.id_of(found.organization) if found.organization is not None else None
    holder = cast.id_of(found.holder)
    return Role(holder, found.role, organization, found.status, (found.span,), found.time)
