import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import quads

from kb.errors import NotAStore, StoreUnwritable
from kb.store import newest_name, open_snapshot, open_writer, run_untrusted

# Tests may run as root, whom no permission stops: the system's limit on the size of files does.
FILLING = """
import resource, sys
from pathlib import Path
from made_up import graph, quads
from kb.errors import StoreUnwritable
from kb.store import open_writer

resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
acknowledged = 0
try:
    with open_writer(Path(sys.argv[1]), publish_every_s=3600) as store:
        for number in range(1000):
            store.commit(add=quads(number, 500))
            acknowledged += 1
except StoreUnwritable as error:
    print(acknowledged, error)
"""


def test_a_new_store_says_its_format_and_base(tmp_path: Path) -> None:
    with open_writer(tmp_path / "new" / "store", base="https://example.org/id/") as store:
        assert store.base == "https://example.org/id/"

    settings = json.loads((tmp_path / "new" / "store" / "onrecord.json").read_text())
    assert len(settings.pop("id")) == 32
    assert settings == {"format": 3, "base": "https://example.org/id/"}


def test_the_base_of_a_store_is_fixed_when_it_is_made(tmp_path: Path) -> None:
    open_writer(tmp_path, base="https://example.org/id/").close()

    with open_writer(tmp_path, base="https://example.org/other/") as store:
        assert store.base == "https://example.org/id/"
    with open_snapshot(tmp_path) as store:
        assert store.base == "https://example.org/id/"


def test_hidden_files_do_not_keep_a_folder_from_becoming_a_store(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()

    open_writer(tmp_path).close()

    assert (tmp_path / "onrecord.json").exists()


def test_a_folder_of_other_things_is_not_a_store_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()

    for attempt in (open_writer, open_snapshot, newest_name):
        with pytest.raises(
            NotAStore, match=r"not a store of On Record .* Name a store, or an empty or new folder"
        ):
            attempt(tmp_path)
    with pytest.raises(NotAStore):
        run_untrusted(tmp_path, "ASK {}")

    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.odt"]


@pytest.mark.parametrize("folder", ["missing", "missing/below", "."])
def test_reading_where_there_is_no_store_makes_none_and_says_how_to_make_one(
    tmp_path: Path, folder: str
) -> None:
    for attempt in (open_snapshot, newest_name, lambda path: open_writer(path, create=False)):
        with pytest.raises(NotAStore, match=r"There is no store at .* kb add PATH"):
            attempt(tmp_path / folder)

    assert list(tmp_path.iterdir()) == []


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("something")

    for attempt in (open_writer, open_snapshot):
        with pytest.raises(NotAStore, match="is a file, and a store is a folder"):
            attempt(tmp_path / "file")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', "null", '{"base": "x"}'])
def test_settings_that_cannot_be_read_are_a_damaged_store(tmp_path: Path, text: str) -> None:
    open_writer(tmp_path).close()
    (tmp_path / "onrecord.json").write_text(text)

    for attempt in (open_writer, open_snapshot):
        with pytest.raises(NotAStore, match=r"onrecord\.json cannot be read"):
            attempt(tmp_path)


def test_a_store_of_a_later_format_is_left_alone(tmp_path: Path) -> None:
    open_writer(tmp_path).close()
    (tmp_path / "onrecord.json").write_text('{"format": 1, "base": "https://example.org/"}')

    for attempt in (open_writer, open_snapshot):
        with pytest.raises(NotAStore, match="has format 1, this On Record reads format 3"):
            attempt(tmp_path)


@pytest.mark.parametrize("text", ["", "../../../etc", "00000077"])
def test_a_store_without_its_current_snapshot_is_damaged(tmp_path: Path, text: str) -> None:
    open_writer(tmp_path).close()
    (tmp_path / "current").write_text(text)

    with pytest.raises(NotAStore, match="is damaged"):
        open_snapshot(tmp_path)


def test_a_damaged_database_is_named_as_such(tmp_path: Path) -> None:
    with open_writer(tmp_path) as store:
        store.commit(add=quads(1))
    for manifest in (tmp_path / "db").glob("MANIFEST-*"):
        manifest.write_bytes(b"nonsense")

    with pytest.raises(NotAStore, match="cannot be used"):
        open_writer(tmp_path)


def test_a_store_cannot_be_made_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for place in (tmp_path / "file" / "store", Path("/proc/store")):
        with pytest.raises(StoreUnwritable, match=r"Cannot write to the store .* use another folder"):
            open_writer(place)


def test_a_full_disk_ends_in_one_line_and_loses_nothing_acknowledged(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    acknowledged, message = done.stdout.strip().split(" ", 1)

    assert done.stderr == ""
    assert message.startswith(
        f"Cannot write to the store {tmp_path}: File too large. Nothing stored before is lost."
    )
    assert "\n" not in message
    assert int(acknowledged) > 0
    with open_snapshot(tmp_path) as store:
        assert len(list(store.quads())) >= int(acknowledged) * 500
