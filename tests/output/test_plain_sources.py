"""What is said in plain words of an unnamed source's condition and of the time of a role."""

from dataclasses import replace

from small import READING, at

from kb.model import When
from kb.plain import to_text


def test_a_role_says_when_it_is_held() -> None:
    (role,) = READING.roles
    reading = replace(READING, roles=(replace(role, time=When("2019/..", "since 2019")),))
    words = "Ada Brook: mayor of Larkhill, “since 2019”, which is 2019/.., here “mayor of Larkhill”"
    assert words in to_text(reading)


def test_an_unnamed_source_says_on_what_condition_it_spoke() -> None:
    actors = [replace(a, condition=at("in March 2026")) if a.descriptor else a for a in READING.actors]
    said = [replace(one, speakers=("unnamed/engineers",)) for one in READING.statements]
    reading = replace(READING, actors=tuple(actors), statements=tuple(said))
    assert "who      engineers (unnamed source), “in March 2026” [" in to_text(reading)
