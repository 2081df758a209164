"""The dashboard in a real browser, over a real store. Every test goes through the gate in gate.py."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from gate import Gate
from playwright.sync_api import BrowserContext, Download, Locator, Page, expect

import kb

expect.set_options(timeout=15_000)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TALKS = Path(__file__).parents[2] / "data/articles/miami-talks.txt"
PAGES = {
    "": "On Record",
    "search?q=ceasefire+OR+talks": "Search",
    "articles": "Articles",
    "articles?article=miami-talks": "title not known",
    "actors": "Actors",
    "actors?actor=person%2Fmarco-rubio": "Marco Rubio",
    "statements": "Statements",
    "events": "Events",
    "sparql": "SPARQL",
    "sparql?query=statements": "SPARQL",
    "quality": "Data quality",
    "add": "Add an article",
}
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g"


def visit(page: Page, address: str) -> None:
    """Open the page, and wait until Streamlit has drawn all of it."""
    page.goto(f"/{address}")
    expect(page.locator("h1, .alert").first).to_be_visible()
    settled(page)


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", level=1, name=words, exact=True)


def query(page: Page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def saved(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8")


def run_sparql(page: Page, sparql: str) -> None:
    page.get_by_role("textbox", name="SPARQL").fill(sparql)
    page.get_by_role("button", name="Run").click()


@pytest.mark.parametrize(("address", "title"), PAGES.items(), ids=list(PAGES))
def test_every_page_opens_and_fits_a_desk_and_a_telephone_by_day_and_by_night(
    page: Page, address: str, title: str
) -> None:
    visit(page, address)
    expect(heading(page, title)).to_be_visible()
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal in a loop
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


def test_the_gate_sees_what_leaves_this_machine_and_what_the_console_says(context: BrowserContext) -> None:
    page = context.new_page()
    gate = Gate(page)
    page.set_content("<img src='http://pictures.example/x.png'>")
    page.evaluate("console.error('ouch')")
    page.evaluate("new WebSocket('ws://sockets.example/')")
    expect(page.locator("img")).to_have_count(1)
    page.close()
    assert gate.left == ["http://pictures.example/x.png", "ws://sockets.example/"]
    assert gate.errors[0].startswith(("ouch", "Failed to load"))


def test_an_article_has_every_statement_marked_and_says_on_hover_who_said_it(page: Page) -> None:
    visit(page, "articles?article=miami-talks")
    read = kb.read(TALKS.read_text(encoding="utf-8"), id="miami-talks")
    expect(page.locator(".contents li")).to_have_count(len(read.statements))
    mark = page.locator(".text mark", has_text="that significant obstacles remain")
    mark.hover()
    tip = mark.evaluate("mark => getComputedStyle(mark, '::after').content")
    assert tip == '"Marco Rubio · cautioned · indirect"'


def test_a_click_on_a_statement_shows_its_triples_and_where_it_stands(page: Page) -> None:
    visit(page, "articles?article=miami-talks")
    page.locator(".text mark", has_text="that significant obstacles remain").click()
    card = page.get_by_role("region", name="Statement")
    expect(card).to_contain_text("Marco Rubio cautioned")
    expect(page.locator(".text .speaker")).to_have_text("Rubio")
    card.get_by_text("Triples").click()
    expect(card.locator("pre")).to_contain_text("a onr:Statement")
    assert query(page).keys() == {"article", "statement"}


def test_the_address_of_a_statement_opens_at_its_place(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    visit(page, "articles?article=miami-talks")
    address = page.locator(".contents a").last.get_attribute("href")
    visit(page, str(address))
    expect(page.locator(".text mark.chosen").first).to_be_in_viewport()


def test_what_is_not_known_of_an_article_is_said_so(page: Page) -> None:
    visit(page, "articles?article=miami-talks")
    expect(page.locator(".head")).to_contain_text("publisher not known · date not known")
    visit(page, "articles?article=bridge-1")
    expect(page.locator(".head")).to_contain_text("The Larkhill Echo · 2026-02-01")


def test_a_title_with_markup_in_it_is_text(page: Page) -> None:
    visit(page, "articles?article=bridge-2")
    expect(heading(page, "Bridge <b>open</b>")).to_be_visible()


def test_filters_go_into_the_address_and_come_from_it(page: Page) -> None:
    visit(page, "statements")
    page.get_by_role("textbox", name="Words").fill("safer")
    page.get_by_role("textbox", name="Words").press("Enter")
    expect(page.locator(".quotes li")).to_have_count(1)
    choose(page, "Form", "mixed")
    expect(page).to_have_url(re.compile("form=mixed"))
    assert query(page) == {"words": ["safer"], "form": ["mixed"]}
    visit(page, "statements?publisher=The+Larkhill+Echo&certainty=possible&after=2026-01-01")
    expect(page.locator(".quotes li")).to_have_count(1)
    expect(page.locator(".quotes")).to_contain_text("it might close in 2027")


def test_a_search_marks_what_it_finds_and_leads_to_its_place(page: Page) -> None:
    visit(page, "search")
    page.get_by_role("textbox", name="Words of statements").fill('"bridge had" OR safe -closed')
    page.get_by_role("textbox", name="Words of statements").press("Enter")
    expect(page.locator(".quotes mark.found", has_text="bridge had")).to_be_visible()
    assert query(page) == {"q": ['"bridge had" OR safe -closed']}
    page.get_by_role("link", name="the bridge had").click()
    expect(page.locator(".text mark.chosen").first).to_contain_text("that the bridge had")


def test_a_search_for_nothing_is_told_in_one_line(page: Page) -> None:
    visit(page, "search?q=-%22")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing to look for")
    visit(page, "search?q=%3Cb%3Eopen")
    expect(page.get_by_text("No statement holds these words.")).to_be_visible()


def test_a_name_that_is_not_offered_can_be_typed(page: Page) -> None:
    visit(page, "statements")
    speaker = page.get_by_role("combobox", name="Speaker")
    speaker.fill("MARCO rubio")
    speaker.press("Enter")
    expect(page.locator(".quotes li")).to_have_count(3)
    assert query(page) == {"speaker": ["MARCO rubio"]}
    visit(page, "events?actor=Nobody+Nowhere")
    expect(page.get_by_role("alert")).to_contain_text("The store has no actor 'Nobody Nowhere'.")


def test_questions_can_be_asked_as_of_a_date(page: Page) -> None:
    visit(page, "sparql?query=articles&as_of=2020")
    expect(page.get_by_text("As recorded by 2020-12-31T23:59:59Z")).to_be_visible()
    expect(page.get_by_text("0 rows")).to_be_visible()
    visit(page, "sparql?as_of=2999")
    run_sparql(page, "SELECT ?s { ?a onr:said ?s ; skos:prefLabel 'Marco Rubio' }")
    expect(page.get_by_text("As recorded by 2999-12-31T23:59:59Z")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(3)
    visit(page, "sparql?query=articles&as_of=soon")
    expect(page.get_by_role("alert")).to_contain_text("As of 'soon' is no moment")


def test_a_row_leads_to_its_place_and_its_speaker(page: Page) -> None:
    visit(page, "statements?speaker=Marco+Rubio")
    expect(page.locator(".quotes li")).to_have_count(3)
    page.get_by_role("link", name="progress had been made").click()
    expect(page.locator(".text mark.chosen")).to_have_text("progress had been made")
    page.get_by_role("region", name="Statement").get_by_role("link", name="Marco Rubio").click()
    expect(heading(page, "Marco Rubio")).to_be_visible()
    expect(page.get_by_role("heading", name="3 statements")).to_be_visible()


def test_an_event_leads_to_its_words_in_the_text(page: Page) -> None:
    visit(page, "events?words=invasion")
    page.locator(".rows").get_by_role("link", name="invasion", exact=True).click()
    expect(page.locator(".text .at")).to_have_text("invasion")


def test_statements_of_known_dates_stand_along_time(page: Page) -> None:
    visit(page, "actors?actor=person%2Fada-finch")
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()


def test_one_article_leads_back_to_all(page: Page) -> None:
    visit(page, "articles?article=miami-talks")
    page.get_by_role("link", name="All articles").click()
    expect(heading(page, "Articles")).to_be_visible()
    expect(page.locator(".rows li")).to_have_count(20)


def test_an_address_of_nothing_is_told_in_one_line(page: Page) -> None:
    visit(page, "articles?article=nowhere")
    expect(page.get_by_role("alert")).to_contain_text("The store has no article 'nowhere'.")
    visit(page, "actors?actor=person%2Fnobody")
    expect(page.get_by_role("alert")).to_contain_text("The store has no actor 'person/nobody'.")


def test_a_named_query_takes_its_parameters_from_the_address(page: Page) -> None:
    visit(page, "sparql?query=said-by&speaker=Marco+Rubio")
    expect(page.locator("tbody tr")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(saved(download.value).splitlines()))
    assert {row["speakers"] for row in rows} == {"Marco Rubio"}


def test_ones_own_query_gives_a_table_and_triples_give_turtle(page: Page) -> None:
    visit(page, "sparql")
    run_sparql(page, "CONSTRUCT { ?a onr:said ?s } WHERE { ?a onr:said ?s ; skos:prefLabel 'Marco Rubio' }")
    expect(page.locator("tbody tr")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Turtle").click()
    assert saved(download.value).count("onr:said") == 3 or "person/marco-rubio" in saved(download.value)


def test_a_query_that_finds_more_than_it_may_give_says_so(page: Page) -> None:
    visit(page, "sparql")
    run_sparql(page, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    expect(page.get_by_text("The first 10,000 rows of more, the first 200 of them here.")).to_be_visible()


def test_a_query_with_an_error_shows_its_position(page: Page) -> None:
    visit(page, "sparql")
    run_sparql(page, "SELECT * {\n  ?s ?p }")
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column 3")
    expect(page.locator("pre.pointed")).to_have_text("  ?s ?p }\n  ^")
    run_sparql(page, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    expect(page.get_by_role("alert")).to_contain_text("SERVICE")


def test_an_endless_query_is_stopped_and_the_page_stays_usable(page: Page) -> None:
    visit(page, "sparql")
    choose(page, "Stop after", "2 seconds")
    run_sparql(page, ENDLESS)
    expect(page.get_by_text("Asking, ")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("was stopped")
    run_sparql(page, "ASK { ?a onr:said ?s }")
    expect(page.locator("tbody")).to_have_text("yes")


def test_while_a_query_runs_another_page_opens_at_once(page: Page) -> None:
    visit(page, "sparql")
    run_sparql(page, ENDLESS)
    expect(page.get_by_text("Asking, ")).to_be_visible()
    page.get_by_role("link", name="Events", exact=True).click()
    expect(heading(page, "Events")).to_be_visible(timeout=4_000)


def test_data_quality_shows_the_report_and_why_something_was_refused(page: Page) -> None:
    visit(page, "quality")
    expect(page.locator(".stHtml", has_text="empty.txt").last).to_contain_text("It is empty")
    expect(page.get_by_role("status").filter(has_text="conforms")).to_be_visible()


def test_a_pasted_article_is_shown_as_read_and_then_stored(page: Page) -> None:
    visit(page, "add")
    page.get_by_role("textbox", name="Text").fill("Rosa Marsh said that <img src=x onerror=alert(1)> is dry.")
    page.get_by_role("textbox", name="Title").fill("<script>alert(1)</script>")
    page.get_by_role("button", name="Read").click()
    expect(page.locator(".text mark")).to_have_text("that <img src=x onerror=alert(1)> is dry")
    expect(page.locator("script", has_text="alert(1)")).to_have_count(0)
    page.get_by_role("button", name="Store 1 article").click()
    page.get_by_role("status").get_by_role("link").click()
    expect(heading(page, "<script>alert(1)</script>")).to_be_visible()


def test_what_cannot_be_an_article_is_refused_in_one_line(page: Page) -> None:
    visit(page, "add")
    page.get_by_role("textbox", name="Text").fill("Rosa Marsh said it is dry.")
    page.get_by_role("textbox", name="Date").fill("31 February")
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_role("alert")).to_contain_text("'31 February' is not a date")


def test_an_uploaded_file_is_read_line_by_line_and_what_is_bad_is_named(page: Page) -> None:
    visit(page, "add")
    page.get_by_role("radio", name="A file").click()
    lines = b'{"id": "up-1", "text": "Ben Stone said the mill is old."}\n{"id": \n'
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "news.jsonl", "mimeType": "application/jsonl", "buffer": lines}
    )
    expect(page.get_by_text("news.jsonl")).to_be_visible()
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_role("alert")).to_contain_text("line 2: ")
    expect(page.locator(".text mark")).to_have_text("the mill is old")
    expect(page.get_by_role("button", name="Store 1 article")).to_be_visible()
