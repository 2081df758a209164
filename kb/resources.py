"""Where the files live that are not Python: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def in_checkout() -> bool:
    """Whether `kb` runs from a checkout of the project, rather than from an installed wheel."""
    return (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "shapes").is_dir()


def _beside() -> Path:
    return _CHECKOUT if in_checkout() else _PACKAGE / "_shipped"


def shapes() -> Path:
    """Folder of the SHACL shapes, one Turtle file per class."""
    return _beside() / "shapes"


def dashboard() -> Path:
    """Folder that holds the package `app`, the Streamlit dashboard."""
    return _beside()


def ontology() -> Path:
    """The vocabulary as a Turtle file."""
    return _PACKAGE / "onrecord.ttl"


def queries() -> Path:
    """Folder of the named queries, one `.rq` file each."""
    return _PACKAGE / "queries"


def default_store() -> Path:
    """`data/store/` in a checkout, the user's data folder otherwise."""
    return _CHECKOUT / "data" / "store" if in_checkout() else user_data_path("on-record") / "store"
