"""What was tried against the process that runs people's SPARQL, and what must come of it.

`URL` in a query stands for the address of somebody who would notice a call. docs/endpoint.md tells of each attack
by its name, and a test compares.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout

LONG = 1_000_000
DEEP = 10_000


@dataclass(frozen=True, slots=True)
class Attack:
    """`outcome` is the error that it must end in, with a part of its message; None where it may run."""

    name: str
    query: str
    outcome: tuple[type[QueryError], str] | None = None


SERVICE = (QueryRefused, "SERVICE is not allowed")
FROM = (QueryRefused, "FROM is not allowed")
NO_SPARQL = (QuerySyntaxError, "")
READS = (QueryRefused, "would change the store. A query here only reads")
SLOW = (QueryTimeout, "stopped after")
HUNGRY = (QueryTimeout, "MB of memory")
NESTED = (QueryError, "nested too deeply")
CALL = "SERVICE <URL> { ?s ?p ?o }"

OUTSIDE = (
    Attack("SERVICE", f"SELECT * {{ {CALL} }}", SERVICE),
    Attack("SERVICE SILENT", "SELECT * { sErViCe silent <URL> { ?s ?p ?o } }", SERVICE),
    Attack("SERVICE by a variable", f"SELECT * {{ VALUES ?u {{ <URL> }} {CALL.replace('<URL>', '?u')} }}", SERVICE),
    Attack("SERVICE deep inside", f"ASK {{ {{ {{ ?s ?p ?o MINUS {{ ?s ?p ?o FILTER EXISTS {{ {CALL} }} }} }} }} }}", SERVICE),
    Attack("SERVICE in a subselect", f"SELECT * {{ {{ SELECT * {{ {{ SELECT * {{ {CALL} }} }} }} }} }}", SERVICE),
    Attack("SERVICE in MINUS, UNION, GRAPH", f"SELECT * {{ {{}} UNION {{ GRAPH ?g {{}} MINUS {{ {CALL} }} }} }}", SERVICE),
    Attack("SERVICE in CONSTRUCT", f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}", SERVICE),
    Attack("SERVICE in DESCRIBE", f"DESCRIBE ?s {{ {CALL} }}", SERVICE),
    Attack("SERVICE glued to a text", f"SELECT * {{ VALUES ?v {{ 'c' }}{CALL} }}", SERVICE),
    Attack("SERVICE glued to a number", f"SELECT * {{ ?a ?b 0{CALL} }}", NO_SPARQL),
    Attack("SERVICE with a prefixed name glued to it", "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }", SERVICE),
    Attack(
        "a prefix named SERVICE",
        "PREFIX SERVICE: <a:> PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
        (QueryRefused, "SERVICE"),
    ),
    Attack("a BASE that makes it relative", "BASE <URL> SELECT * { SERVICE <x> { ?s ?p ?o } }", SERVICE),
    Attack("SERVICE after a comment that ends in CR", f"SELECT * {{ # a comment\r{CALL} }}", SERVICE),
    Attack("SERVICE after a comment that ends in CRLF", f"SELECT * {{ # a comment\r\n{CALL} }}", SERVICE),
    Attack("SERVICE behind a quote in a comment", f"SELECT * {{ # it's\n{CALL} # '\n }}", SERVICE),
    Attack("SERVICE behind a quote in a name", f"PREFIX x: <a:> SELECT * {{ VALUES ?v {{ x:it\\'s }} {CALL} }} #'", SERVICE),
    Attack("SERVICE between texts that look like an IRI", "SELECT * { FILTER(1<'b>')SERVICE<URL>{?x ?y '}'} }", SERVICE),
    Attack("SERVICE after texts of three quotes", f"SELECT * {{ VALUES ?v {{ '''a''b'c\\''' .''' }} {CALL} }}", SERVICE),
    Attack("SERVICE in a query that rdflib cannot read", f"SELECT * {{ LATERAL {{ {CALL} }} }}", NO_SPARQL),
    Attack("SERVICE with an escaped letter", r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }", NO_SPARQL),
    Attack("SERVICE after an escaped end of a text", rf'SELECT * {{ BIND("\u0022 AS ?x) #" AS ?y) {CALL} }}', NO_SPARQL),
    Attack("SERVICE after an escaped end of a comment", f"SELECT * {{ # \\u000a {CALL}\n }}"),
    Attack("SERVICE after an end of line of Unicode", f"SELECT * {{ # \u2028 \x85 \x0b {CALL}\n }}"),
    Attack("SERVICE with letters that only look like it", f"SELECT * {{ {CALL.replace('SERVICE', 'ЅERVICE')} }}", NO_SPARQL),
    Attack("SERVICE with a long s", f"SELECT * {{ {CALL.replace('S', 'ſ', 1)} }}", NO_SPARQL),
    Attack("SERVICE to a file", "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }", SERVICE),
    Attack("FROM with a web address", "SELECT * FROM <URL> { ?s ?p ?o }", FROM),
    Attack("FROM NAMED", "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }", FROM),
    Attack("FROM with a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", FROM),
    Attack("GRAPH with a file", "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }"),
    Attack("a function by its web address", "SELECT (<URL>(1) AS ?x) {}", (QueryError, "")),
    Attack("the words in texts, names and comments", "SELECT ?service { ?service ?p 'FROM' # service\n }"),
    Attack("the words in a text of SPARQL 1.2", "SELECT * { << ?s ?p 'SERVICE <URL> from' >> ?q ?r }"),
)  # fmt: skip

WRITES = (
    Attack("LOAD", "LOAD <URL>", READS),
    Attack("LOAD of a file", "LOAD <file:///etc/passwd> INTO GRAPH <a:b>", READS),
    Attack("LOAD with an escaped letter", r"\u004cOAD <URL>", READS),
    Attack("LOAD inside a text", "SELECT ('LOAD <URL>' AS ?x) {}"),
    Attack("INSERT DATA", "INSERT DATA { <a:a> <a:b> <a:c> }", READS),
    Attack(
        "DELETE and INSERT", "WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", READS
    ),
    Attack("DROP ALL after a prologue", "# one\nPREFIX x: <a:x> # two\nDROP ALL", READS),
    Attack("an update after a query", "SELECT * { ?s ?p ?o } ; DROP ALL", NO_SPARQL),
    Attack("an update in front of a query", "DROP ALL ; SELECT * { ?s ?p ?o }", NO_SPARQL),
    Attack("an update in a query", "SELECT * { INSERT DATA { <a:a> <a:b> <a:c> } }", NO_SPARQL),
)

TOO_MUCH = (
    Attack("a join of everything with everything", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", SLOW),
    Attack("CONSTRUCT of billions of triples", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", SLOW),
    Attack("a join that is sorted", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f", HUNGRY),
    Attack("a join behind an OFFSET", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } OFFSET 9999999999999", SLOW),
    Attack("GROUP_CONCAT of a join", "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", SLOW),
    Attack(
        "a text doubled forty times",
        'SELECT (STRLEN(?x40) AS ?n) { BIND("aaaaaaaa" AS ?x0) '
        + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40)) + " }",
        HUNGRY,
    ),
    Attack(
        "REPLACE that multiplies",
        f'SELECT (STRLEN(REPLACE(REPLACE("{"a" * 10_000}", "a", "{"b" * 1000}"), "b", "{"c" * 1000}")) AS ?n) {{}}',
        HUNGRY,
    ),
    Attack(
        "VALUES multiplied",
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?x{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(8)) + " }",
        SLOW,
    ),
    Attack("a regular expression that backtracks", f'SELECT (REGEX("{"a" * 40}!", "^(a+)+$") AS ?x) {{}}'),
    Attack("a regular expression that is huge", 'SELECT (REGEX("a", "((a{1,1000}){1,1000}){1,1000}") AS ?x) {}'),
    Attack("a property path that goes everywhere", "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>|!^<a:y>)*/(!<a:x>|!^<a:y>)*/(!<a:x>|!^<a:y>)* ?b }", SLOW),
    Attack("paths multiplied", "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>)* ?b . ?c (!<a:x>)* ?d . ?e (!<a:x>)* ?f }", SLOW),
    Attack("a BIND that uses itself", "SELECT * { BIND(?x + 1 AS ?x) }"),
    Attack("DESCRIBE of everything", "DESCRIBE * { ?s ?p ?o }"),
    Attack("numbers at their ends", "SELECT (9223372036854775807 + 1 AS ?a) (-9223372036854775808 / -1 AS ?b) (1/0 AS ?c) (SUBSTR('é', 2, -1) AS ?d) {}"),
    Attack("dates at their ends", 'SELECT (xsd:dateTime("999999999999-01-01T00:00:00Z") + xsd:dayTimeDuration("P99999999999D") AS ?x) {}'),
)  # fmt: skip

FORM = (
    Attack("ten thousand braces", "SELECT * " + "{" * DEEP + "}" * DEEP, NESTED),
    Attack("ten thousand brackets", "ASK { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }", NESTED),
    Attack("ten thousand open brackets", "ASK { FILTER" + "(" * DEEP + "'service'", (QueryError, "")),
    Attack("ten thousand times not", "ASK { FILTER(" + "!" * DEEP + "true) }", (QueryError, "")),
    Attack("ten thousand blank nodes", "ASK { ?s ?p " + "[<a:b> " * DEEP + "1" + "]" * DEEP + " }", (QueryError, "")),
    Attack("ten thousand collections", "ASK { ?s ?p " + "(" * DEEP + "1" + ")" * DEEP + " }", (QueryError, "")),
    Attack("five thousand triple terms", "ASK { ?s ?p " + "<<( <a:b> <a:c> " * 5000 + "1" + ")>>" * 5000 + " }", SLOW),
    Attack("twenty thousand UNIONs", "SELECT * { " + " UNION ".join(["{ ?s ?p 1 }"] * 20_000) + " }", NESTED),
    Attack("a property path of twenty thousand steps", "ASK { ?s " + "/".join(["<a:b>"] * 20_000) + " ?o }", NESTED),
    Attack("a thousand subselects", "SELECT * { " + "{ SELECT * { " * 1000 + "}}" * 1000 + " }"),
    Attack("a VALUES of a million characters", "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 499_000 + "} }"),
    Attack("a comment of a million characters", "#" + "x" * (LONG - 20) + "\nASK {}"),
    Attack("comments without end", "# it's\n" * (LONG // 8) + "ASK {}"),
    Attack("quotes without end", "ASK { FILTER('service') } #" + "\\'\"" * 30_000, None),
    Attack("ten megabytes", "ASK { } #" + "x" * 10_000_000, (QueryRefused, "10,000,009 characters, and at most 1,000,000")),
    Attack("FROM in a query too long to look into", "SELECT * FROM <a:b> { } #" + "x" * 50_000, (QueryRefused, "at most 20,000")),
    Attack("nothing", "", (QuerySyntaxError, "ends too early")),
    Attack("NUL in the query", "ASK { \0 }", NO_SPARQL),
    Attack("NUL in a text", "ASK { FILTER('\0' = '\0') }"),
    Attack("half a character", "ASK { FILTER('\udcff' = '') }", (QuerySyntaxError, "Write the query as UTF-8")),
    Attack("a byte order mark", "\ufeffASK {}"),
    Attack("lines that end in CR", "ASK\r{\r}\r"),
    Attack("spaces that are none", "ASK\u00a0{}", NO_SPARQL),
    Attack("an escape that is no character", r"ASK { FILTER('\uD800' = '') }", NO_SPARQL),
)  # fmt: skip

ATTACKS = (*OUTSIDE, *WRITES, *TOO_MUCH, *FORM)


def told(attack: Attack) -> str:
    """The row of docs/endpoint.md that tells of the attack."""
    match attack.outcome:
        case None:
            ends = "runs, and does no harm"
        case kind, message if kind is QueryTimeout:
            ends = "stopped: memory" if "memory" in message else "stopped: time"
        case kind, _:
            ends = {QueryRefused: "refused", QuerySyntaxError: "no SPARQL"}.get(kind, "an error of one line")
    return f"| {attack.name} | {ends} |"
