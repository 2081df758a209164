"""Everything that we could think of against `run_untrusted`, and what Hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pyoxigraph
import pytest
from attacks import ATTACKS, FORM, HUNGRY, OUTSIDE, SLOW, TOO_MUCH, WRITES, Attack, told
from hypothesis import given, settings
from hypothesis import strategies as st
from listening import Listener
from made_up import quads

from kb import queries
from kb.errors import OnRecordError, QueryError
from kb.store import LIMITS, Limits, open_writer, run_untrusted, syntax, worker
from kb.store.limits import reported
from kb.vocab import PREFIXES


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("attacked")
    with open_writer(root) as writer:
        writer.commit(add=[quad for number in range(4) for quad in quads(number, 500, number)])
    return root


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


def test_the_attacks_are_many_and_each_has_its_name() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) > 75


def asked(query: str) -> Iterator[object]:
    """Its first answers, from Oxigraph itself."""
    store = pyoxigraph.Store()
    store.extend(quads(0, 2))
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    if not isinstance(found, pyoxigraph.QueryBoolean):
        yield from islice(found, 10)


def judged(query: str) -> QueryError | None:
    """What the worker would say of the query, without its process, its limits and its lack of a network."""
    try:
        syntax.check(query)
        list(asked(query))
    except Exception as error:  # noqa: BLE001  as in the worker
        return reported(worker._reason(error, query), LIMITS)
    return None


@pytest.mark.parametrize("attack", [*OUTSIDE, *WRITES], ids=lambda attack: attack.name)
def test_what_reaches_outside_or_writes_is_refused(listener: Listener, attack: Attack) -> None:
    kind, message = attack.outcome or (type(None), "")

    error = judged(attack.query.replace("URL", listener.url))

    assert isinstance(error, kind)
    assert message in str(error)
    assert len(str(error).splitlines()) == 1
    assert listener.calls == 0


def test_the_documentation_tells_of_every_attack_and_how_it_ends() -> None:
    page = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
    assert [attack.name for attack in ATTACKS if told(attack) not in page] == []


@pytest.mark.parametrize("attack", [*TOO_MUCH, *FORM], ids=lambda attack: attack.name)
def test_what_takes_too_much_is_stopped_and_what_is_deformed_is_refused(store: Path, attack: Attack) -> None:
    limits = Limits(
        timeout_s=0.5 if attack.outcome == SLOW else 20, memory_mb=200 if attack.outcome == HUNGRY else 1024
    )
    if attack.outcome is None:
        assert run_untrusted(store, attack.query, limits) is not None
        return
    kind, message = attack.outcome
    with pytest.raises(kind, match=message or None) as caught:
        run_untrusted(store, attack.query, limits)
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_after_all_of_it_the_store_is_as_it_was(store: Path) -> None:
    found = run_untrusted(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    assert found.records() == [{"n": 2000}]  # type: ignore[union-attr]


# SPARQL with a call hidden somewhere in it, glued together in every way that one parser or another may take.

SPACE = st.sampled_from(
    ["", " ", "\n", "\r", "\t", "#'\n", '# "\r', "#<\n", " # }\n", "\f", "\u00a0", "\\u0020"]
)
NOISE = st.sampled_from([
    "?s ?p ?o .", "<a:b> <a:c> 'd' .", "?s <http://x.example/a#b> 'it''s' .", "?s ?p '''a'b''c''' .", '?s ?p """ " """ .',
    "FILTER(1<2)", "FILTER(1<'b>')", "FILTER('a'<?b&&?c>'d')", "?s x:it\\'s ?o .", "?s ?p x:a .", "?s ?p 'a'@en-gb .",
    "BIND('service' AS ?from)", "FILTER(?s<x:a)", "?s (x:a|^x:b)*/x:c? ?o .", "VALUES ?v { <a:#> '#' }", "_:from ?p 1 .",
    "<< ?s ?p ?o >> ?q ?r .", "?s ?p ?o {| ?q '\\'' |} .", "?s ?p 1.", "?s ?p true", "FILTER(?a<?b)", "'", '"', "<", "#",
])  # fmt: skip
CALLED = st.tuples(
    st.sampled_from(["SERVICE", "service", "SeRvIcE", "SERVICE SILENT", "\\u0053ERVICE", "SERVICE#\n"]),
    SPACE,
    st.sampled_from(["<URL>", "?url", "u:", "u:x", "<x>"]),
    SPACE,
    st.sampled_from(["{}", "{ ?s ?p ?o }", "{ ?s ?p '}' }"]),
).map("".join)
PART = st.tuples(NOISE | CALLED, SPACE).map("".join)
GROUP = st.recursive(
    st.lists(PART, max_size=4).map("".join),
    lambda inner: st.tuples(
        st.sampled_from(
            ["{", "OPTIONAL{", "{} UNION {", "MINUS{", "GRAPH ?g{", "FILTER EXISTS{", "LATERAL{"]
        ),
        inner,
        st.just("}"),
        PART,
    ).map("".join),
    max_leaves=4,
)
START = st.sampled_from(["SELECT * {", "ASK {", "CONSTRUCT { ?s ?p ?o } {", "SELECT * WHERE { {SELECT * {"])
HIDDEN = st.tuples(START, GROUP, st.sampled_from(["}", "}}}", "", "} #'"])).map("".join)

FUZZ = settings(max_examples=120, deadline=None)
TEXTS = sorted((query.sparql for query in queries.named()), key=len)


@st.composite
def changed(draw: st.DrawFn) -> str:
    """One of our own queries, with pieces cut out, doubled, or put in from elsewhere."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 20)))
        text = (
            text[:begin]
            + draw(NOISE | CALLED | SPACE | st.text(max_size=5) | st.just(text[begin:end] * 2))
            + text[end:]
        )
    return text  # fmt: skip


@FUZZ
@given(query=HIDDEN)
def test_a_hidden_call_is_never_made(query: str, listener: Listener) -> None:
    prologue = f"BASE <{listener.url}> PREFIX u: <{listener.url}> PREFIX x: <a:x>"

    judged(f"{prologue}\n{query}".replace("URL", listener.url))

    assert listener.calls == 0


@settings(FUZZ, max_examples=30)
@given(query=changed() | st.text(max_size=60))
def test_whatever_is_wrong_with_a_query_is_said_in_one_line(query: str, listener: Listener) -> None:
    error = judged(query.replace("URL", listener.url))

    assert error is None or len(str(error).splitlines()) == 1
    assert listener.calls == 0


def test_without_the_check_many_of_these_calls_would_be_made() -> None:
    made = []
    with Listener() as noticing:
        for attack in OUTSIDE:
            with suppress(Exception):
                list(asked(attack.query.replace("URL", noticing.url)))
            made += [attack] * (noticing.calls > len(made))

    assert len(made) >= 18
    assert all(attack.outcome is not None for attack in made)


@settings(FUZZ, max_examples=6)
@given(query=HIDDEN | changed() | st.text(st.characters(), max_size=40))
def test_in_its_process_every_text_ends_in_a_result_or_in_one_line(
    query: str, store: Path, listener: Listener
) -> None:
    error = None
    try:
        run_untrusted(store, query.replace("URL", listener.url), Limits(timeout_s=2))
    except OnRecordError as found:
        error = found
    assert error is None or len(str(error).splitlines()) == 1
    assert listener.calls == 0
