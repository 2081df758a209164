"""Short forms of given names: a table, read without spaCy."""

import subprocess
import sys

import pytest

from kb.reading.lexicon import may_be_called, nicknames


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob", "Robert"),
        ("Robert", "Bob"),
        ("Bob", "Rob"),
        ("Catherine", "Kathryn"),
        ("Ann", "Ann"),
        ("Zoltan", "Zoltan"),
    ],
)
def test_one_person_may_bear_both_names(one: str, other: str) -> None:
    assert may_be_called(one, other)


@pytest.mark.parametrize(("one", "other"), [("Bob", "William"), ("Robert", "William"), ("Jeb", "George")])
def test_nobody_bears_both_names(one: str, other: str) -> None:
    assert not may_be_called(one, other)


def test_no_name_stands_for_itself() -> None:
    assert all(name not in fuller for name, fuller in nicknames().items())


def test_the_table_is_read_without_spacy() -> None:
    asked = (
        "import sys; from kb.reading.lexicon import nicknames; nicknames(); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
