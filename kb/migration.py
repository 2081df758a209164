"""Stores of an older format, brought up to date by the first that writes to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kb import history
from kb.store import open_writer
from kb.store.layout import FORMAT, SETTINGS, read_settings, write_settings
from kb.tracking import link, rekey


def migrate(root: Path) -> None:
    """Give a store of format 2 an index and an id, its names newer keys, its earlier versions moments.

    Each step may be repeated, and the format is written last: what breaks off is begun again. A store that
    does not exist, or is of this format, is left as it is. Raises NotAStore, StoreLocked, StoreUnwritable.
    """
    if not (root / SETTINGS).exists():
        return
    settings = read_settings(root)
    if settings.format == FORMAT and settings.id:
        return
    with open_writer(root, create=False) as store:  # which makes the index
        rekey(store)
        link(store)
    history.date_old_names(root)
    write_settings(root, replace(settings, format=FORMAT))
