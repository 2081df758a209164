"""Namespaces, the terms On Record uses from each, and where its own things live. Nothing else.

Standard terms come first; `ONR` holds our own, each defined in `kb/onrecord.ttl` and explained in
`docs/vocabulary.md`. A term that is not listed here cannot be written by accident.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode

BASE = "https://w3id.org/onrecord/id/"
"""Where instances live unless a setting says otherwise."""


class Vocabulary:
    """One namespace, with the terms that On Record uses from it: `ONR.speaker`, `FACT["non-future"]`.

    Raises AttributeError or KeyError for any other name.
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self._terms = {name: NamedNode(iri + name) for name in names.split()}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"On Record uses no term {name!r} of <{self.iri}>") from None

    def __getitem__(self, name: str) -> NamedNode:
        return self._terms[name]

    def __contains__(self, term: object) -> bool:
        return term in self._terms.values()

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(self._terms.values())


RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
XSD = Vocabulary(
    "http://www.w3.org/2001/XMLSchema#",
    "anyURI boolean date dateTime decimal gYear gYearMonth integer string",
)
SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#", "Concept altLabel prefLabel")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#", "sameAs")
SCHEMA = Vocabulary(
    "https://schema.org/",
    "Country NewsArticle Organization Person Place about articleBody author datePublished description"
    " headline inLanguage isPartOf name publisher roleName softwareVersion text url",
)
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#",
    "Activity Entity SoftwareAgent endedAtTime generatedAtTime invalidatedAtTime startedAtTime used"
    " wasAssociatedWith wasGeneratedBy wasQuotedFrom wasRevisionOf",
)
OA = Vocabulary(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector bodyValue end exact hasSelector hasSource"
    " hasTarget prefix start suffix",
)
ORG = Vocabulary("http://www.w3.org/ns/org#", "Membership member organization role")
SEM = Vocabulary(
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "Event eventType hasActor hasBeginTimeStamp hasEndTimeStamp hasPlace hasTimeStamp",
)
FACT = Vocabulary(
    "http://groundedannotationframework.org/grasp/factuality#",
    "certain probable possible underspecified positive negative future non-future",
)
PLOVER = Vocabulary(
    "https://w3id.org/onrecord/plover#",
    "AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE DEMAND DISAPPROVE FIGHT INVESTIGATE MOBILIZE PROTEST"
    " REJECT RETREAT SANCTION SUPPORT THREATEN",
)
ONR = Vocabulary(
    "https://w3id.org/onrecord/ns#",
    # classes
    "Decision Group KnownActor Note Statement UnnamedSource"
    # concepts: form, mode, status of a role
    " direct mixed indirect speech thought intention perception held former future acting"
    # who said what, and how
    " speaker said form mode cue cueLemma certainty certaintyCue polarity tense hedge condition"
    " saidAt saidAtText"
    # events
    " agent patient recipient trigger triggerLemma timeText"
    # where it stands in the article
    " span contentSpan speakerSpan cueSpan certaintyCueSpan hedgeSpan conditionSpan mentionSpan roleSpan"
    " anonymitySpan triggerSpan retoldSpan placeSpan"
    # actors and roles
    " descriptor affiliation number rank anonymity unstated roleStatus asOf"
    # who is who across articles
    " identity nameKey evidence uncompared decidedActor decidedSame"
    # records
    " confidence edtf level modelDigest sha256",
)

VOCABULARIES = {
    "rdf": RDF,
    "xsd": XSD,
    "skos": SKOS,
    "owl": OWL,
    "schema": SCHEMA,
    "prov": PROV,
    "oa": OA,
    "org": ORG,
    "sem": SEM,
    "fact": FACT,
    "plover": PLOVER,
    "onr": ONR,
}
"""Each vocabulary by its prefix."""

PREFIXES = {prefix: vocabulary.iri for prefix, vocabulary in VOCABULARIES.items()} | {
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "cito": "http://purl.org/spar/cito/",
    "wd": "http://www.wikidata.org/entity/",
    "gn": "https://sws.geonames.org/",
}
"""Namespace by prefix, for SPARQL and for Turtle that people read."""
