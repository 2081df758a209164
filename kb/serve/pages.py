"""What the endpoint says of itself: a service description for programs, a page for people."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse, serialize

_DESCRIPTION = """
prefix sd: <http://www.w3.org/ns/sparql-service-description#>
prefix format: <http://www.w3.org/ns/formats/>
<> a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML, format:SPARQL_Results_CSV,
    format:SPARQL_Results_TSV, format:Turtle, format:N-Triples, format:RDF_XML ;
  sd:defaultDataset <#dataset> .
<#dataset> a sd:Dataset ; sd:defaultGraph <#union> .
<#union> a sd:Graph .
"""
_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "format": "http://www.w3.org/ns/formats/",
}

PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>On Record: SPARQL endpoint</title>
<style>body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto }
textarea { width: 100% }</style>
<h1>On Record</h1>
<p>A read-only SPARQL 1.1 endpoint over who said what: give a client the address <code>/sparql</code>, or ask
here. The usual prefixes need not be declared.</p>
<form action="/sparql">
<p><label for="query">Query</label></p>
<textarea id="query" name="query" rows="10">
SELECT ?name ?text {
  ?actor onr:said ?statement ; skos:prefLabel ?name .
  ?statement schema:text ?text
} LIMIT 20</textarea>
<p><button>Ask</button></p>
</form>
"""
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
"""Of the header Content-Security-Policy: the page runs nothing and loads nothing."""


def description(address: str, format: str) -> bytes:
    """The service description of the endpoint at that address; `format` is a name of an RdfFormat."""
    triples = (quad.triple for quad in parse(_DESCRIPTION, RdfFormat.TURTLE, base_iri=address))
    return serialize(triples, format=getattr(RdfFormat, format), prefixes=_PREFIXES) or b""
