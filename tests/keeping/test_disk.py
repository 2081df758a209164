"""A full or read-only disk: one clear line, nothing lost, nothing half. The texts are our own."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from killed import Expected, Step, check, go_on, spawn
from said import SaidReader

import kb
from kb.errors import StoreError, StoreUnwritable
from kb.model import Article
from kb.store import Table


def mount(*arguments: object) -> None:
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, text=True, check=False)  # noqa: S607  the system's
    if done.returncode:
        pytest.skip(f"A file system of a test's own needs the right to mount: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=24m", "tmpfs", place)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)  # noqa: S607  the system's


@contextmanager
def room_left(disk: Path, size: int) -> Iterator[None]:
    """Fill the disk with a file until so many bytes are free."""
    filling = disk / "filling"
    status = os.statvfs(disk)
    with filling.open("wb") as out, suppress(OSError):
        os.posix_fallocate(out.fileno(), 0, max(1, status.f_bavail * status.f_frsize - size))
    try:
        yield
    finally:
        filling.unlink()


def steps(count: int, name: str) -> list[Step]:
    said = " ".join(f"Ada said the {thing} is safe." for thing in ("bridge", "pier", "dam"))
    return [Step(f"article-{number}", f"Ben said {name} {number}. {said}") for number in range(count)]


@pytest.mark.parametrize("size", [0, 20_000, 150_000])
def test_on_a_full_disk_nothing_acknowledged_is_lost_and_the_next_batch_goes_on(
    disk: Path, size: int
) -> None:
    store, expected = disk / "store", Expected()
    for step in steps(3, "first"):
        go_on(store, expected, int(step.id[-1]))
    told: list[str] = []
    second = steps(25, f"second {'with many words ' * 100}")
    with room_left(disk, size), pytest.raises(StoreUnwritable) as caught:
        kb.open(store).add(
            *(step.article for step in second),
            reader=SaidReader(),
            jobs=1,
            tell=lambda outcome: told.append(str(outcome.article)),
        )
    assert "No space left on device" in str(caught.value) or "full" in str(caught.value)
    assert "\n" not in str(caught.value)
    for step in second[: len(told)]:
        expected.follow(step)
    there = kb.open(store).counts()["articles"]
    if there > len(expected.texts):  # committed, and not acknowledged
        expected.follow(second[len(told)])
    check(store, expected)
    go_on(store, expected, 4)


def test_a_reader_on_a_full_disk_sees_what_was_published(disk: Path) -> None:
    store, expected = disk / "store", Expected()
    go_on(store, expected, 1)
    with room_left(disk, 0):
        check(store, expected)


WRITING: list[Callable[[kb.KnowledgeBase], object]] = [
    lambda base: base.add(Article("new", "Ada said no."), reader=SaidReader(), jobs=1),
    lambda base: base.remove("next-1"),
    lambda base: base.as_of("2999"),
    lambda base: base.mend(),
]


@pytest.mark.parametrize("write", WRITING)
def test_a_store_on_a_read_only_disk_is_read_and_refuses_writing_in_one_line(
    disk: Path, write: Callable[[kb.KnowledgeBase], object]
) -> None:
    store, expected = disk / "store", Expected()
    go_on(store, expected, 1)
    mount("-o", "remount,ro", disk)

    check(store, expected)
    with pytest.raises(StoreUnwritable, match="Read-only file system") as caught:
        write(kb.open(store))
    assert "\n" not in str(caught.value)
    [trouble] = [found for found in kb.open(store).examine() if found.trouble]
    assert (trouble.what, trouble.mendable) == ("database", False)
    found = kb.open(store).query("SELECT ?a { ?a a schema:NewsArticle }")
    assert isinstance(found, Table)
    assert len(found) == 1
    with pytest.raises(StoreError):
        kb.open(store).back_up(disk / "backup")


def add_with_files_no_larger_than(size: int, store: Path, told: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with told.open("w", buffering=1) as out, suppress(StoreUnwritable):
        kb.open(store).add(
            *(step.article for step in steps(10, f"second {'with many words ' * 100}")),
            reader=SaidReader(),
            jobs=1,
            tell=lambda outcome: out.write(f"{outcome.article}\n") and None,
        )
        out.write("stored all\n")


@pytest.mark.parametrize("size", [4_000, 340_000, 700_000])
def test_where_the_system_lets_no_file_grow_further_nothing_acknowledged_is_lost(
    tmp_path: Path, size: int
) -> None:
    """It stands in for a full disk where a test may not mount one; the index's log is the first to grow."""
    store, expected = tmp_path / "store", Expected()
    go_on(store, expected, 1)
    process = spawn(add_with_files_no_larger_than, size, store, tmp_path / "told")
    process.join()
    assert process.exitcode == 0
    told = (tmp_path / "told").read_text().splitlines()
    assert "stored all" not in told
    second = steps(10, f"second {'with many words ' * 100}")
    for step in second[: len(told)]:
        expected.follow(step)
    if kb.open(store).counts()["articles"] > len(expected.texts):
        expected.follow(second[len(told)])
    check(store, expected)
    go_on(store, expected, 4)
