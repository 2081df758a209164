"""The pages without a browser: what they say where nothing is stored yet, or the folder is no store."""

from __future__ import annotations

from pathlib import Path

import pytest
from markup import Page
from streamlit.testing.v1 import AppTest

import app

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


def test_a_folder_that_is_no_store_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.setenv("KB_STORE", str(tmp_path))
    assert f"{tmp_path} is not a store" in shown(AppTest.from_file(str(MAIN)))
