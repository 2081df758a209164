"""Who is meant: names, pronouns, definite descriptions, roles. Texts written for these tests."""

from collections.abc import Callable

import pytest

from kb.model import Actor, ActorType, Reading

Read = Callable[..., Reading]


def speaker(reading: Reading, number: int = -1) -> Actor:
    return reading.actor(reading.statements[number].speakers[0])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Senator Ann Lee came to Lima. Lee said the bridge is safe.", "Ann Lee"),
        ("Ann Lee met Bob Roy in Lima. She said the bridge is safe.", "Ann Lee"),
        ("Ann Lee spoke first. He was tired, Bob Roy said.", "Bob Roy"),
        ("Maria Gomez met Peter Hall in Lima. He said the bridge is safe.", "Peter Hall"),
        ("Maria Gomez spoke. Peter Hall spoke. She said the bridge is safe.", "Maria Gomez"),
        ("Acme Steel Corp. opened a mill. The company said profits rose.", "Acme Steel Corp."),
        ("Judge Ann Lee came in. The judge said the case is closed.", "Ann Lee"),
        ("The judge, Ann Lee, said the case is closed.", "Ann Lee"),
        ("Ann Lee, the judge, said the case is closed.", "Ann Lee"),
        # Over a quotation that goes on.
        (
            "“It broke,” Ann Lee said. “We saw it. We fled. It fell. It burned.” “It is safe now,” she added.",
            "Ann Lee",
        ),
        # Not a person who stands in a title.
        ("Mayor Ann Lee met the press. She said the bridge is safe.", "Ann Lee"),
        # A body that is called so in its name, or where it is introduced.
        ("The Lee campaign opened an office. The campaign said the bridge is safe.", "Lee campaign"),
        ("The Harbor Commission met. The commission said the bridge is safe.", "Harbor Commission"),
        ("NATO, the military alliance, met in Lima. The alliance said the bridge is safe.", "NATO"),
        # What says it, of a report too.
        ("The Lima Times opened a bureau. It said the bridge is safe.", "Lima Times"),
        ("A new study said the road is old. The study said the bridge is safe.", "new study"),
    ],
)
def test_the_speaker_is_the_person_meant(text: str, label: str, read: Read) -> None:
    assert speaker(read(text)).label == label


@pytest.mark.parametrize(
    "text",
    [
        "The Lee campaign opened an office. Bob Roy came to Lima. The campaign said the bridge is safe.",
        "The Harbor District Court met. The appeals court said the bridge is safe.",
        "The Ocean Network moved. Ann Lee left. Bob Roy left. Cy Poe left. The network said it is safe.",
        "A study was lost. Another study came out. The study said the bridge is safe.",
    ],
)
def test_a_body_or_report_that_may_be_another_is_nobody_with_a_name(text: str, read: Read) -> None:
    assert speaker(read(text)).type is ActorType.UNNAMED


def test_a_person_is_meant_where_only_what_is_called_after_him_is_named(read: Read) -> None:
    reading = read("Ann Roy met Bob Lee in Lima. Roy left. The Lee campaign said the law let him stay.")
    him = next(actor for actor in reading.actors if any(reading.words((m,)) == "him" for m in actor.mentions))
    assert him.label == "Bob Lee"


def test_it_is_no_country_that_only_stands_in_a_clause_before(read: Read) -> None:
    reading = read("The envoy read terms that Peru had refused. The plan works if it lowers the price.")
    peru = next(actor for actor in reading.actors if actor.label == "Peru")
    assert [reading.words((mention,)) for mention in peru.mentions] == ["Peru"]


def test_who_stands_for_all_that_and_joins(read: Read) -> None:
    reading = read("It came from both Democrats and Republicans, who say the bridge is safe.")
    (statement,) = reading.statements
    assert {reading.actor(id).label for id in statement.speakers} == {"Democrats", "Republicans"}


def test_a_title_before_a_name_is_nobody_else(read: Read) -> None:
    reading = read("Conservative candidate Ann Lee came to Lima. He was tired, Bob Roy said of his aide.")
    assert not [actor for actor in reading.actors if actor.descriptor and "candidate" in actor.descriptor]


def test_an_unnamed_source_keeps_the_capital_of_a_proper_adjective(read: Read) -> None:
    assert speaker(read("European officials said the talks failed.")).label == "European officials"


def test_a_pronoun_with_nobody_before_it_is_unresolved_and_noted(read: Read) -> None:
    reading = read("She said the bridge is safe.")
    actor = speaker(reading)
    assert (actor.type, actor.descriptor) == (ActorType.UNNAMED, "she")
    assert any("She" in note.message for note in reading.notes)


def test_a_pronoun_does_not_find_a_person_of_the_other_gender(read: Read) -> None:
    assert speaker(read("Mr Roy came in. She said the bridge is safe.")).type is ActorType.UNNAMED


@pytest.mark.parametrize(
    ("text", "descriptor", "affiliation"),
    [
        ("A Pentagon official said the bridge is safe.", "Pentagon official", "Pentagon"),
        ("A French diplomat said the talks failed.", "French diplomat", "France"),
        ("A spokesman for Pfizer said the drug works.", "spokesman for Pfizer", "Pfizer"),
        ("Two officials said the talks failed.", "two officials", None),
    ],
)
def test_an_unnamed_source_keeps_its_words_and_whose_it_is(
    text: str, descriptor: str, affiliation: str | None, read: Read
) -> None:
    reading = read(text)
    actor = speaker(reading)
    assert actor.type is ActorType.UNNAMED
    assert actor.descriptor == descriptor
    assert (reading.actor(actor.affiliation).label if actor.affiliation else None) == affiliation


def test_unnamed_sources_are_never_merged_by_their_words(read: Read) -> None:
    reading = read("An official said the bridge is safe. A mile away, an official said the road is closed.")
    first, second = reading.statements
    assert first.speakers != second.speakers


def test_a_source_that_the_article_leaves_out_is_unstated(read: Read) -> None:
    reading = read("It was announced that the bridge is closed.")
    assert speaker(reading).unstated
    assert reading.statements[0].speaker == ()


def test_countries_are_known_by_name_abbreviation_and_people(read: Read) -> None:
    reading = read(
        "The U.S. said the talks failed. American officials left. The United States called for calm."
    )
    (country,) = [actor for actor in reading.actors if actor.type is ActorType.COUNTRY]
    assert (country.label, country.wikidata) == ("United States", "Q30")
    assert len(country.mentions) == 3


def test_an_ambiguous_name_gets_no_wikidata_id(read: Read) -> None:
    georgia = next(a for a in read("Georgia said the talks failed.").actors if a.label == "Georgia")
    assert georgia.wikidata is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("French envoy Ann Lee left Lima.", ("envoy", "France", "held")),
        ("Peru’s foreign minister Ann Lee left Lima.", ("foreign minister", "Peru", "held")),
        ("Ann Lee, the mayor, left Lima.", ("mayor", None, "held")),
        ("Former senator Ann Lee left Lima.", ("senator", None, "former")),
        ("Acting director Ann Lee left Lima.", ("director", None, "acting")),
        ("Ann Lee is the mayor of Lima.", ("mayor", "Lima", "held")),
        ("Ann Lee, who is the mayor of Lima, left.", ("mayor", "Lima", "held")),
        ("Ann Lee was the mayor of Lima.", ("mayor", "Lima", "former")),
        ("Ann Lee will become president of Peru.", ("president", "Peru", "future")),
        ("Ann Lee was elected president of Peru.", ("president", "Peru", "held")),
        ("Ann Lee served as Peru’s ambassador.", ("ambassador", "Peru", "former")),
        ("Ann Lee leads the World Bank.", ("leader", "World Bank", "held")),
        ("Ann Lee, who led the World Bank, left Lima.", ("leader", "World Bank", "former")),
    ],
)
def test_roles_beside_a_name(text: str, expected: tuple[str, str | None, str], read: Read) -> None:
    reading = read(text)
    (role,) = reading.roles
    organization = reading.actor(role.organization).label if role.organization else None
    assert (role.role, organization, role.status.value) == expected
    assert reading.actor(role.actor).label == "Ann Lee"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee is not the mayor of Lima.",
        "Ann Lee may become president of Peru.",
        "Ann Lee is a good teacher.",
        "“Ann Lee is the mayor of Lima,” said John Smith.",
        "Ann Lee leads.",
    ],
)
def test_what_is_denied_or_doubted_or_somebodys_words_or_no_office_is_no_role(text: str, read: Read) -> None:
    assert read(text).roles == ()


def test_two_people_with_one_name_keep_two_ids(read: Read) -> None:
    reading = read("Ann Smith met John Smith in Lima. Ann Smith said the talks failed.")
    people = {a.id for a in reading.actors if a.type is ActorType.PERSON}
    assert people == {"person/ann-smith", "person/john-smith"}


def test_a_surname_that_is_also_a_country_stays_with_its_bearer(read: Read) -> None:
    reading = read("Michael Jordan came to Lima. Jordan said the bridge is safe.")
    assert speaker(reading).label == "Michael Jordan"
