"""`kb actors`: a person's word on who is who. Own text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import Kb

pytestmark = pytest.mark.usefixtures("said")


def add(kb: Kb, id: str, text: str, date: str = "2020-01-01") -> None:
    assert kb("add", "-", "--id", id, "--date", date, input=text).exit_code == 0


def articles(kb: Kb, actor: str) -> str:
    result = kb("query", "identity", "--param", f"actor={actor}", "--format", "csv")
    return " ".join(re.findall(r"/article/(\w+),", result.stdout)) or result.stderr


def test_joining_two_and_taking_it_back(kb: Kb) -> None:
    add(kb, "a", "Ada said the bridge is safe.")
    add(kb, "b", "Eva said it is not.")

    joined = kb("actors", "merge", "Ada", "Eva", "--because", "a pen name")
    assert joined.stdout.startswith("person/ada in a is person/eva in b. To take it back: kb actors undo ")
    assert articles(kb, "Ada") == articles(kb, "Eva") == "a b"
    assert "person/ada in a is person/eva in b" in kb("actors", "decisions").stdout
    assert "a pen name" in kb("actors", "decisions").stdout

    undone = kb("actors", "undo", joined.stdout.split()[-1])
    assert undone.stdout == "Taken back: person/ada in a is person/eva in b.\n"
    assert articles(kb, "Ada") == "a"
    assert kb("actors", "decisions").stdout == "Nobody has decided anything about who is who.\n"


def test_setting_one_apart(kb: Kb) -> None:
    add(kb, "a", "Ada said the bridge is safe.")
    add(kb, "b", "Eva said it is not.")
    kb("actors", "merge", "Ada", "Eva")

    apart = kb("actors", "split", "Eva", "b")
    assert apart.stdout.startswith("person/eva in b is nobody else.")
    assert articles(kb, "article/b/actor/person/eva") == "b"


def test_a_table_of_known_actors_says_whom_it_found(kb: Kb, tmp_path: Path) -> None:
    add(kb, "a", "Ada said the bridge is safe.")
    table = tmp_path / "actors.csv"
    table.write_text("name,aliases,QID\nAda Finch,Ada,Q42\nBob Lee,,Q43\n")

    assert kb("actors", "link", str(table)).stdout.splitlines() == [
        "actor             item",
        "person/ada-finch  Q42",
        "1 of 2 in the table linked.",
        "Not linked: Bob Lee. No article names them, or several actors share the name.",
    ]


def test_a_mistake_is_told_in_one_line(kb: Kb, tmp_path: Path) -> None:
    add(kb, "a", "Ada said the bridge is safe.")
    for command, message in (
        (
            ("merge", "Ada", "Nobody"),
            "Error: The store has no actor 'Nobody'. The query 'actors' lists them.\n",
        ),
        (("split", "Ada", "z"), "Error: The store has no article 'z'. The query 'articles' lists them.\n"),
        (("undo", "z"), "Error: No decision 'z' stands. `kb actors decisions` lists those that do.\n"),
    ):
        result = kb("actors", *command)
        assert (result.exit_code, result.stderr) == (1, message)
    bad = tmp_path / "bad.csv"
    bad.write_text("who,QID\n")
    result = kb("actors", "link", str(bad))
    assert "has no column name and no aliases" in result.stderr
