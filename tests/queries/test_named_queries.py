from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from stored import put
from two_articles import FERRY, HARBOUR, READINGS, SECOND

from kb import queries
from kb.model import Agent, Run
from kb.rdf import record_quads, run_quads
from kb.store import Store, Value, open_writer
from kb.vocab import BASE

Rows = list[dict[str, Value]]
Ask = Callable[..., Rows]

RUN = Run("r1", Agent("on-record/test", "0", "0" * 64), "2026-04-02T00:00:00Z")
STATEMENT_COLUMNS = {
    "statement",
    "text",
    "speakers",
    "actors",
    "cue",
    "form",
    "mode",
    "certainty",
    "polarity",
    "hedge",
    "said_at",
    "article",
    "title",
    "publisher",
    "published",
    "start",
    "end",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_writer(tmp_path_factory.mktemp("store")) as writer:
        writer.commit(add=run_quads(RUN))
        for day, reading in enumerate(READINGS, start=1):
            put(writer, [reading], record_quads(reading.article, RUN, f"2026-04-0{day}T00:00:00Z"))
        yield writer


@pytest.fixture
def ask(store: Store) -> Ask:
    return lambda name, **params: queries.run(store, name, **params).records()


def ids(rows: Rows, column: str = "statement") -> list[str]:
    return [str(row[column]).rpartition("/")[2] for row in rows]


def test_there_are_named_queries_for_what_users_ask() -> None:
    assert [query.name for query in queries.named()] == sorted(
        [
            *("about", "hedged", "newest", "said-by", "statements", "statements-in", "who-said"),
            *("actors", "cues", "identity", "most-quoted", "roles", "unnamed-sources"),
            *("articles", "counts", "events", "notes", "publishers"),
        ]
    )


def test_statements_are_found_with_all_that_a_list_shows_the_latest_first(ask: Ask) -> None:
    rows = ask("statements")

    assert ids(rows) == ["paid", "resign", "safe", "return", "hurt", "storms"]
    assert rows[2] == {
        "statement": f"{BASE}article/harbour/statement/safe",
        "text": "the pier … is safe",
        "speakers": "Mara Lind",
        "actors": f"{BASE}actor/person/mara-lind",
        "cue": "said “",
        "form": "mixed",
        "mode": "speech",
        "certainty": "certain",
        "polarity": "positive",
        "hedge": None,
        "said_at": None,
        "article": f"{BASE}article/harbour",
        "title": "Pier is safe",
        "publisher": "Coast Courier",
        "published": "2026-03-04",
        "start": HARBOUR.text.index("the pier"),
        "end": HARBOUR.text.index("the pier") + len("the pier"),
    }


def test_every_query_about_statements_has_the_columns_of_the_list(store: Store) -> None:
    required = {"speaker": "Lind", "words": "pier", "actor": "Ostby", "article": "harbour"}
    for name in ("about", "hedged", "newest", "said-by", "statements", "statements-in", "who-said"):
        params = {p.name: required[p.name] for p in queries.find(name).parameters if p.required}
        assert set(queries.run(store, name, **params).columns) - {"recorded"} == STATEMENT_COLUMNS, name


def test_a_statement_of_two_speakers_is_one_row(ask: Ask) -> None:
    (row,) = ask("who-said", words="ferries")

    assert set(str(row["speakers"]).split("; ")) == {"Mara Lind", "Per Holm"}
    assert set(str(row["actors"]).split(" ")) == {
        f"{BASE}actor/person/mara-lind",
        f"{BASE}actor/person/per-holm",
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "Per Holm"}, ["return"]),
        ({"speaker": "mara lind", "certainty": "probable"}, ["resign"]),
        ({"form": "mixed"}, ["safe"]),
        ({"mode": "thought"}, ["resign"]),
        ({"certainty": "possible"}, ["storms"]),
        ({"publisher": "the bay"}, ["paid", "resign"]),
        ({"article": "ferry"}, ["paid", "resign"]),
        ({"words": "PIER"}, ["safe"]),
        ({"words": "no such words"}, []),
        ({"after": "2026-03-02"}, ["paid", "resign", "safe", "return", "hurt"]),
        ({"before": "2026-03-02"}, ["storms"]),
        ({"before": "2026-03"}, ["safe", "return", "hurt", "storms"]),
        ({"after": "2026-03-04", "before": "2026-03-04"}, ["safe", "return", "hurt"]),
        ({"after": "2026", "before": "2026"}, ["paid", "resign", "safe", "return", "hurt", "storms"]),
        ({"limit": 2}, ["paid", "resign"]),
        ({"limit": "2", "offset": "1"}, ["resign", "safe"]),
        ({"limit": 0}, []),
        ({"speaker": None, "form": None}, ["paid", "resign", "safe", "return", "hurt", "storms"]),
    ],
)
def test_statements_are_filtered(ask: Ask, filters: dict[str, str], expected: list[str]) -> None:
    assert ids(ask("statements", **filters)) == expected


def test_all_rows_come_without_the_usual_limit(store: Store) -> None:
    assert len(queries.run_all(store, "statements", limit=1)) == 6


@pytest.mark.parametrize(
    "speaker", ["Lind", "MARA LIND", "person/mara-lind", f"{BASE}actor/person/mara-lind"]
)
def test_what_an_actor_said_by_date_leaves_out_what_they_think(ask: Ask, speaker: str) -> None:
    assert ids(ask("said-by", speaker=speaker)) == ["safe", "return", "paid"]
    assert ids(ask("said-by", speaker=speaker, after="2026-04")) == ["paid"]


def test_who_said_it_searches_the_words(ask: Ask) -> None:
    assert [row["speakers"] for row in ask("who-said", words="not PAID")] == ["Mara Lind"]


def test_statements_about_an_actor_are_those_about_it_and_about_events_it_takes_part_in(ask: Ask) -> None:
    assert ids(ask("about", actor="Ostby")) == ["paid", "safe"]
    assert ids(ask("about", actor="Per Holm")) == ["resign"]


def test_hedged_statements_are_those_the_author_keeps_a_distance_from(ask: Ask) -> None:
    assert [(row["hedge"], row["said_at"]) for row in ask("hedged")] == [("reportedly", "2026-03-01")]
    assert ask("hedged", hedge="allegedly") == []


def test_statements_of_an_article_come_in_the_order_of_its_text(ask: Ask) -> None:
    assert ids(ask("statements-in", article="harbour")) == ["safe", "return", "storms", "hurt"]


def test_newest_statements_are_those_of_the_article_recorded_last(ask: Ask) -> None:
    rows = ask("newest", limit=3)

    assert ids(rows) == ["paid", "resign", "safe"]
    assert rows[0]["recorded"] == "2026-04-02T00:00:00Z"


def test_an_actor_of_two_articles_is_one_row_with_all_names_and_counts(ask: Ask) -> None:
    rows = ask("actors")

    assert rows[0] == {
        "actor": f"{BASE}actor/person/mara-lind",
        "name": "Mara Lind",
        "type": "person",
        "aliases": "Lind",
        "elsewhere": None,
        "statements": 4,
        "articles": 2,
    }
    assert len(rows) == 6
    assert "Coast Courier" not in [row["name"] for row in rows]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"words": "lin"}, ["Mara Lind"]),
        ({"type": "place"}, ["Ostby"]),
        ({"type": "unnamed"}, ["An official of Ostby", "unstated"]),
        ({"actor": "per holm"}, ["Per Holm"]),
    ],
)
def test_actors_are_filtered(ask: Ask, filters: dict[str, str], names: list[str]) -> None:
    assert [row["name"] for row in ask("actors", **filters)] == names


def test_an_actor_known_elsewhere_has_its_iri_there(ask: Ask) -> None:
    (row,) = ask("actors", actor="Per Holm")

    assert row["elsewhere"] == "http://www.wikidata.org/entity/Q4115189"


def test_most_quoted_actors_are_counted_once_a_statement(ask: Ask) -> None:
    rows = ask("most-quoted", type="person")

    assert [(row["name"], row["statements"], row["articles"]) for row in rows] == [
        ("Mara Lind", 3, 2),
        ("Per Holm", 1, 1),
    ]
    assert [row["statements"] for row in ask("most-quoted", publisher="The Bay")] == [1]
    assert [row["name"] for row in ask("most-quoted", after="2026-04")] == ["Mara Lind"]


def test_unnamed_sources_are_found_by_whom_they_belong_to(ask: Ask) -> None:
    (row,) = ask("unnamed-sources", affiliation="Ostby")

    assert (row["descriptor"], row["affiliation_name"], row["statements"]) == ("official", "Ostby", 1)
    assert row["source"] == f"{BASE}article/harbour/actor/unnamed/official"
    assert ids(ask("unnamed-sources"), "source") == ["nobody-named", "official"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["pay", "meeting"]),
        ({"place": "Ostby"}, ["meeting"]),
        ({"after": "2026-03-03", "before": "2026-03"}, ["meeting"]),
        ({"after": "2026-03-04"}, []),
        ({"actor": "Ostby"}, ["pay"]),
        ({"type": "CONSULT"}, ["meeting"]),
        ({"classed": "yes"}, ["meeting"]),
        ({"classed": "no"}, ["pay"]),
        ({"article": "ferry"}, ["pay"]),
        ({"words": "Paid"}, ["pay"]),
    ],
)
def test_events_are_found_by_place_and_time(ask: Ask, filters: dict[str, str], expected: list[str]) -> None:
    assert ids(ask("events", **filters), "event") == expected


def test_an_event_has_its_participants_place_and_the_statement_it_is_told_in(ask: Ask) -> None:
    pay, meeting = ask("events")

    assert (meeting["agents"], meeting["place_name"], meeting["time"]) == ("engineers", "Ostby", "2026-03-03")
    assert (meeting["statement"], meeting["polarity"]) == (None, "positive")
    assert pay["statement"] == f"{BASE}article/ferry/statement/paid"
    assert (meeting["start"], meeting["end"]) == (HARBOUR.text.index("met"), HARBOUR.text.index("met") + 3)


def test_roles_are_found_by_actor_and_organization(ask: Ask) -> None:
    (row,) = ask("roles", actor="Mara Lind", organization="Ostby")

    assert (row["name"], row["role"], row["organization_name"]) == ("Mara Lind", "harbour master", "Ostby")
    assert (row["status"], row["as_of"]) == ("held", "2026-03-04")
    assert ask("roles", actor="Per Holm") == []
    assert ask("roles", status="former") == []


def test_articles_are_found_by_publisher_with_how_much_was_read(ask: Ask) -> None:
    rows = ask("articles")

    assert [(row["published"], row["title"], row["statements"], row["events"]) for row in rows] == [
        ("2026-04", None, 2, 1),
        ("2026-03-04", "Pier is safe", 4, 1),
    ]
    assert rows[1]["recorded"] == "2026-04-01T00:00:00Z"
    assert ids(ask("articles", publisher="coast courier"), "article") == ["harbour"]
    assert ids(ask("articles", after="2026-04"), "article") == ["ferry"]


def test_publishers_are_counted(ask: Ask) -> None:
    rows = ask("publishers")

    assert [(row["publisher"], row["articles"], row["statements"], row["first"]) for row in rows] == [
        ("Coast Courier", 1, 4, "2026-03-04"),
        ("The Bay", 1, 2, "2026-04"),
    ]


def test_an_article_without_a_date_hides_no_other_date_of_its_publisher(tmp_path: Path) -> None:
    article = replace(FERRY, id="undated", date=None)
    with open_writer(tmp_path) as store:
        put(store, [SECOND, replace(SECOND, article=article)])
        (row,) = queries.run(store, "publishers").records()

    assert (row["articles"], row["first"], row["last"]) == (2, "2026-04", "2026-04")


def test_cues_of_a_speaker_are_counted(ask: Ask) -> None:
    assert [(row["cue"], row["statements"]) for row in ask("cues", speaker="Lind")] == [
        ("say", 2),
        ("believe", 1),
        ("tell", 1),
    ]
    assert [row["cue"] for row in ask("cues", mode="thought")] == ["believe"]


def test_counts_are_of_things_and_not_of_mentions(ask: Ask) -> None:
    assert {row["what"]: row["count"] for row in ask("counts")} == {
        "articles": 2,
        "statements": 6,
        "events": 2,
        "persons": 2,
        "organizations": 0,
        "countries": 0,
        "places": 1,
        "groups": 1,
        "unnamed sources": 2,
        "roles": 1,
        "notes": 1,
    }


def test_notes_tell_where_in_the_article(ask: Ask) -> None:
    (row,) = ask("notes", article="harbour")
    assert (row["publisher"], row["published"]) == ("Coast Courier", "2026-03-04")

    assert (row["level"], row["message"]) == ("info", "nobody is named")
    assert row["start"] == HARBOUR.text.index("It was announced")
    assert ask("notes", article="ferry") == []


def test_an_empty_store_answers_every_question_that_needs_no_name(tmp_path: Path) -> None:
    with open_writer(tmp_path) as store:
        for query in queries.named():
            if any(p.required and p.type in ("actor", "article") for p in query.parameters):
                continue
            params = {p.name: "x" for p in query.parameters if p.required}
            table = queries.run(store, query.name, **params)
            assert all(row["count"] == 0 for row in table.records()) or not len(table), query.name
