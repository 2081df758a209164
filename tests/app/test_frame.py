"""The pages without a browser: what they say where nothing is stored yet, or the folder is no store."""

from __future__ import annotations

from pathlib import Path

import pytest
from markup import Page
from said import SaidReader
from streamlit.testing.v1 import AppTest

import app
import kb
from app.figures.links import url
from kb.model import Article

MAIN = Path(app.__file__).parent / "main.py"
VIEWS = sorted(path.stem for path in MAIN.parent.glob("views/*.py") if path.stem not in {"__init__", "parts"})
NEEDS_ARTICLES = [name for name in VIEWS if name != "add"]

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def shown(test: AppTest) -> str:
    """What the page says, once it has run without an exception."""
    done = test.run(timeout=30)
    assert not done.exception
    return " ".join(Page(element.proto.body).text for element in done.get("html"))


def view(name: str) -> AppTest:
    return AppTest.from_string(f"from app.views import {name}\n{name}.render()")


def test_there_are_nine_pages() -> None:
    assert len(VIEWS) == 9
    frame = MAIN.read_text(encoding="utf-8")
    assert all(f"st.Page({name}.render" in frame for name in VIEWS)


@pytest.mark.parametrize("name", NEEDS_ARTICLES)
def test_a_page_says_how_to_begin_where_nothing_is_stored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_STORE", str(tmp_path / "store"))
    assert "No articles yet: add one here, or run kb add" in shown(view(name))
    assert not (tmp_path / "store").exists()


def test_an_actor_of_many_statements_leads_to_the_page_that_has_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_STORE", str(tmp_path / "store"))
    said = Article(id="many", text="Ada said one. Ada said two. Ada said three.")
    base = kb.open()
    base.add(said, reader=SaidReader(), jobs=1)
    (ada,) = base.query("actors").records()
    id = str(ada["actor"]).removeprefix(base.iris)
    test = AppTest.from_string("from app.views import actors\nactors._LIMIT = 2\nactors.render()")
    test.query_params["actor"] = id
    assert "2 statements or more" in shown(test)
    assert any(url("statements", speaker=id) in line.proto.body for line in test.get("html"))
    listed = view("statements")
    listed.query_params["speaker"] = id
    words = shown(listed)
    assert all(number in words for number in ("one", "two", "three"))


def test_a_folder_that_is_no_store_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.setenv("KB_STORE", str(tmp_path))
    assert f"{tmp_path} is not a store" in shown(AppTest.from_file(str(MAIN)))
