from pathlib import Path

from made_up import graph, quads

from kb.store import Store, newest_name, open_snapshot, open_writer


def versions(store: Store) -> set[str]:
    return {quad.object.value for quad in store.quads(graph(1))}


def commit(store: Store, version: int) -> None:
    store.commit(drop=[graph(1)], add=quads(1, version=version))


def snapshots(root: Path) -> list[str]:
    return sorted(folder.name for folder in (root / "snapshots").iterdir())


def test_a_reader_keeps_its_snapshot_while_the_writer_works_and_sees_the_new_one_when_it_opens_again(
    tmp_path: Path,
) -> None:
    with open_writer(tmp_path) as writer:
        commit(writer, 1)

    with open_snapshot(tmp_path) as reader:
        with open_writer(tmp_path) as writer:
            commit(writer, 2)
            assert versions(reader) == {"1"}
            assert versions(writer) == {"2"}
        assert versions(reader) == {"1"}

    with open_snapshot(tmp_path) as reader:
        assert versions(reader) == {"2"}


def test_a_new_store_can_be_read_before_anything_is_in_it(tmp_path: Path) -> None:
    with open_writer(tmp_path), open_snapshot(tmp_path) as reader:
        assert list(reader.quads()) == []


def test_a_reader_loses_nothing_however_many_snapshots_follow(tmp_path: Path) -> None:
    # Many small commits make many files, more than Oxigraph opens before it needs them.
    with open_writer(tmp_path, publish_every_s=0) as writer:
        for number in range(40):
            writer.commit(add=quads(number))
        with open_snapshot(tmp_path) as reader:
            for number in range(40):
                writer.commit(drop=[graph(number)])
            assert len(list(reader.quads())) == 40 * 50


def test_snapshots_that_nobody_reads_are_removed(tmp_path: Path) -> None:
    with open_writer(tmp_path, publish_every_s=0) as writer:
        for version in range(5):
            commit(writer, version)

        assert snapshots(tmp_path) == [newest_name(tmp_path)]

        with open_snapshot(tmp_path):
            held = newest_name(tmp_path)
            commit(writer, 6)
            commit(writer, 7)
            assert snapshots(tmp_path) == [held, newest_name(tmp_path)]

        commit(writer, 8)
        assert snapshots(tmp_path) == [newest_name(tmp_path)]


def test_what_a_killed_publication_left_behind_is_removed(tmp_path: Path) -> None:
    open_writer(tmp_path).close()
    (tmp_path / "snapshots" / "00000099.tmp").mkdir()
    (tmp_path / "snapshots" / "00000099").mkdir()

    with open_writer(tmp_path) as writer:
        commit(writer, 1)

    assert snapshots(tmp_path) == ["00000100"]


def test_a_long_batch_is_published_now_and_then_and_not_with_every_commit(tmp_path: Path) -> None:
    with open_writer(tmp_path, publish_every_s=3600) as writer:
        before = newest_name(tmp_path)
        for version in range(10):
            commit(writer, version)
        assert newest_name(tmp_path) == before

    assert newest_name(tmp_path) == "00000002"


def test_a_writer_that_changes_nothing_publishes_nothing(tmp_path: Path) -> None:
    open_writer(tmp_path).close()
    before = newest_name(tmp_path)

    open_writer(tmp_path).close()

    assert newest_name(tmp_path) == before
