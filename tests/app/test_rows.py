"""Figures of what queries find: lists, tables, a timeline; and where their links lead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import Page
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from app.figures import rows
from app.figures.html import joined
from app.figures.links import Links, url
from app.figures.rows import Row
from app.figures.table import SHOWN, as_table, table
from app.figures.timeline import timeline
from kb.store import Answer, Graph, Table
from kb.vocab import BASE

LINKS = Links(BASE)
ARTICLE = f"{BASE}article/talks"
PERSON = f"{BASE}actor/person/ada-brook"
UNNAMED = f"{ARTICLE}/actor/unnamed/9f2"

STATEMENT: Row = {
    "statement": f"{ARTICLE}/statement/s1",
    "text": "the bridge is safe",
    "speakers": "Ada Brook",
    "actors": PERSON,
    "cue": "said",
    "form": "indirect",
    "mode": "speech",
    "certainty": "certain",
    "polarity": "positive",
    "hedge": None,
    "said_at": None,
    "article": ARTICLE,
    "title": None,
    "publisher": None,
    "published": None,
    "start": 4,
    "end": 22,
}
EVENT: Row = {
    **STATEMENT,
    "event": f"{ARTICLE}/event/e1",
    "trigger": "closed",
    "type": "COERCE",
    "agents": "the council",
    "patients": "the bridge",
    "place": f"{BASE}actor/place/larkhill",
    "place_name": "Larkhill",
    "time": "2026-03",
    "time_text": "in March",
}
ACTOR: Row = {
    "actor": PERSON,
    "name": "Ada Brook",
    "type": "person",
    "aliases": "Brook",
    "statements": 3,
    "articles": 1,
}
ROLE: Row = {
    **STATEMENT,
    "role": "mayor",
    "organization": f"{BASE}actor/place/larkhill",
    "organization_name": "Larkhill",
    "status": "former",
    "as_of": "2026",
}
NOTE: Row = {**STATEMENT, "level": "warning", "message": "unpaired quotation mark"}
LISTED: Row = {**STATEMENT, "statements": 1, "events": 0}
FIGURES = [
    (rows.statements, STATEMENT),
    (rows.events, EVENT),
    (rows.actors, ACTOR),
    (rows.most_quoted, ACTOR),
    (rows.roles, ROLE),
    (rows.notes, NOTE),
    (rows.articles, LISTED),
]


def hrefs(html: str) -> list[str | None]:
    return [link["href"] for link in Page(html).named("a")]


@pytest.mark.parametrize(("figure", "row"), FIGURES, ids=lambda part: getattr(part, "__name__", ""))
@settings(max_examples=20)
@given(data=st.data())
def test_whatever_a_row_holds_becomes_text_and_never_markup(
    figure: Any, row: Row, data: st.DataObject
) -> None:
    hostile = (
        st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=x>', "<!--", "&lt;b&gt;"])
        | st.text()
    )
    wild = {key: data.draw(hostile) if isinstance(value, str) else value for key, value in row.items()}
    page = Page(figure([wild], LINKS))
    assert {tag for tag, _ in page.tags} <= {"ul", "li", "p", "a", "span", "mark", "strong"}
    assert {name for _, attrs in page.tags for name in attrs} <= {"class", "href", "style"}
    links = [link["href"] or "" for link in page.named("a")]
    assert all(link.startswith(("articles", "actors")) for link in links)


def test_a_statement_leads_to_its_place_its_speaker_and_its_article() -> None:
    assert hrefs(rows.statements([STATEMENT], LINKS)) == [
        "articles?article=talks&statement=s1",
        "actors?actor=person%2Fada-brook",
        "articles?article=talks",
    ]


def test_an_article_without_title_or_date_says_so_and_is_told_by_its_id() -> None:
    assert Page(rows.statements([STATEMENT], LINKS)).text == (
        "the bridge is safeAda Brook said · indirecttitle not known talks · date not known"
    )


def test_a_statement_says_how_sure_it_is_and_who_is_unnamed() -> None:
    row = {
        **STATEMENT,
        "certainty": "possible",
        "polarity": "negative",
        "hedge": "reportedly",
        "said_at": "2026",
    }
    shown = Page(rows.statements([{**row, "speakers": "an official", "actors": UNNAMED}], LINKS)).text
    assert (
        "an official (unnamed source) said · indirect · possible · negative · hedged by “reportedly” · said 2026"
        in shown
    )


def test_what_was_searched_for_is_marked_in_the_statement() -> None:
    row = {**STATEMENT, "text": "the <b>bridge</b> is", "found": "7-13 18-20"}
    shown = rows.statements([row], LINKS)
    assert Page(shown).named("mark").count({"class": "found"}) == 2
    assert (
        'the &lt;b&gt;<mark class="found">bridge</mark>&lt;/b&gt; <mark class="found">is</mark></a>' in shown
    )


def test_joint_speakers_each_lead_to_their_own_page() -> None:
    both = {**STATEMENT, "speakers": "Ada Brook; an official", "actors": f"{PERSON} {UNNAMED}"}
    assert "Ada Brook and an official (unnamed source) said" in Page(rows.statements([both], LINKS)).text
    assert len(hrefs(rows.statements([both], LINKS))) == 4


def test_an_event_leads_to_its_place_in_the_text_and_to_the_statement_it_is_in() -> None:
    html = rows.events([EVENT], LINKS)
    assert "the council closed the bridge" in Page(html).text
    assert "“in March”, that is 2026-03" in Page(html).text
    assert hrefs(html) == [
        "articles?article=talks&at=4-22",
        "actors?actor=place%2Flarkhill",
        "articles?article=talks&statement=s1",
        "articles?article=talks",
    ]


def test_the_longest_bar_is_the_most_quoted() -> None:
    page = Page(rows.most_quoted([ACTOR, {**ACTOR, "statements": 1}], LINKS))
    assert [attrs["style"] for attrs in page.named("span") if "style" in attrs] == [
        "width: 100%",
        "width: 33%",
    ]


@pytest.mark.parametrize(
    ("iri", "address", "label"),
    [
        (ARTICLE, "articles?article=talks", "talks"),
        (f"{ARTICLE}/statement/s1", "articles?article=talks&statement=s1", "s1"),
        (f"{ARTICLE}/event/e1", "articles?article=talks", "e1"),
        (f"{ARTICLE}/span/3-9/quote", "articles?article=talks", "3-9/quote"),
        (f"{BASE}article/2026/talks", "articles?article=2026%2Ftalks", "2026/talks"),
        (PERSON, "actors?actor=person%2Fada-brook", "person/ada-brook"),
        (UNNAMED, "actors?actor=article%2Ftalks%2Factor%2Funnamed%2F9f2", "unnamed/9f2"),
        (f"{BASE}run/r1", None, "r1"),
        ("https://schema.org/text", None, "text"),
    ],
)
def test_an_iri_of_the_store_leads_to_its_page(iri: str, address: str | None, label: str) -> None:
    assert LINKS.of(iri) == address
    if iri.startswith(BASE):
        assert LINKS.label(iri) == label


def test_an_address_leaves_out_what_is_not_given() -> None:
    assert url("statements", words="a&b", form=None) == "statements?words=a%26b"
    assert url("quality") == "quality"


def test_a_table_shows_terms_in_their_shortest_form() -> None:
    found = Table(
        ("who", "what", "n"),
        (
            (NamedNode(PERSON), NamedNode("https://w3id.org/onrecord/ns#said"), None),
            (BlankNode("b"), Literal("<b>"), None),
        ),
    )
    page = Page(table(found, LINKS))
    assert page.text == "whowhatnperson/ada-brookonr:said_:b<b>"
    assert [link["href"] for link in page.named("a")] == ["actors?actor=person%2Fada-brook"]


def test_several_iris_in_one_cell_are_several_links() -> None:
    found = Table(("actors",), ((Literal(f"{PERSON} {UNNAMED}"),),))
    assert len(hrefs(table(found, LINKS))) == 2


def test_a_table_shows_the_first_rows_only() -> None:
    found = Table(("n",), tuple((Literal(n),) for n in range(SHOWN + 5)))
    assert len(Page(table(found, LINKS)).named("tr")) == SHOWN + 1


def test_triples_and_a_yes_or_no_are_tables_too() -> None:
    a = NamedNode("https://a.example/")
    assert as_table(Graph((Triple(a, a, a),))) == Table(("subject", "predicate", "object"), ((a, a, a),))
    assert as_table(Answer(value=True)) == Table(("answer",), ((Literal("yes"),),))


def test_a_timeline_stands_where_a_statement_was_said_or_else_published() -> None:
    chart = timeline([{**STATEMENT, "said_at": "2026-03-01"}, {**STATEMENT, "published": "2025"}, STATEMENT])
    assert chart is not None
    spec = chart.to_dict()
    (points,) = spec["datasets"].values()
    assert [(point["date"][:10], point["when"]) for point in points] == [
        ("2026-03-01", "2026-03-01"),
        ("2025-01-01", "2025"),
    ]
    assert spec["encoding"]["shape"]["field"] == spec["encoding"]["color"]["field"] == "form"


def test_statements_of_a_day_stand_on_each_other_by_form() -> None:
    day: Row = {**STATEMENT, "said_at": "2026-03-01"}
    chart = timeline([day, {**day, "form": "direct"}, day, {**day, "said_at": "2026-03-02"}])
    assert chart is not None
    (points,) = chart.to_dict()["datasets"].values()
    assert [point["place"] for point in points] == [1, 0, 2, 0]


def test_there_is_no_timeline_of_less_than_two_dates() -> None:
    assert timeline([STATEMENT, {**STATEMENT, "said_at": "2026"}, {**STATEMENT, "said_at": "2026"}]) is None


def test_tiles_count_with_separators() -> None:
    page = Page(joined([rows.tiles([("statements", 12345, "statements")])]))
    assert page.text == "12,345 statements"
