"""A read-only SPARQL 1.1 endpoint over one store, as an ASGI application: `kb serve` runs it.

    app = endpoint(kb.open("my-store"))      # uvicorn.run(app, host="127.0.0.1", port=8502)

`protocol.py` takes requests apart, `formats.py` finds what a client can read, `pages.py` says what this is,
and `endpoint.py` lets `KnowledgeBase.answer` answer.
"""

from kb.serve.endpoint import MORE, endpoint

__all__ = ["MORE", "endpoint"]
