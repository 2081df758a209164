"""A store behind any SPARQL 1.1 endpoint: query, update and, where it has one, graph store protocol.

    with open_remote(address_of("https://sparql.example.org"), writing=True) as store:
        store.commit(drop=[graph], add=quads)

    address     which URLs a server has, what it is to be told to let us in, and our folder beside it
    wire        what is sent, how often it is tried again, and what answers mean that are none
    settings    the graph in which the store says of itself what `onrecord.json` says of a folder
    store       the protocol
    asked       SPARQL typed by a person

There are no snapshots: readers see each commit at once. docs/remote.md tells what to know of which server.
"""

from kb.store.remote.address import Address, address_of, is_address
from kb.store.remote.asked import ask_untrusted
from kb.store.remote.store import RemoteStore, open_remote, state_of

__all__ = [
    "Address",
    "RemoteStore",
    "address_of",
    "ask_untrusted",
    "is_address",
    "open_remote",
    "state_of",
]
