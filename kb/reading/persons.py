"""What a person's full name is made of, and whether two full names may be one person's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kb.reading.lexicon import may_be_called

_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


def straight(text: str) -> str:
    """`text` with one kind of apostrophe: "O’Neill" is "O'Neill"."""
    return text.replace("’", "'")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name in parts: "George H.W. Bush Jr." has the middle "HW". Full stops do not count."""

    given: str
    middle: str
    surname: str
    suffix: str

    @classmethod
    @lru_cache(maxsize=10_000)
    def of(cls, label: str) -> PersonName:
        """The parts of `label`, which has at least one word; a single one is given name and surname."""
        words = straight(label).replace(".", "").replace(",", " ").split() or [label]
        suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
        middle = "".join(word if word.isupper() else word[0] for word in words[1:-1])
        return cls(words[0], middle, words[-1], suffix)

    def may_be(self, other: PersonName) -> bool:
        """Whether one person may bear both: no part contradicts, and one middle may be left out."""
        longer, shorter = sorted((self.middle, other.middle), key=len, reverse=True)
        return (
            (self.surname, self.suffix) == (other.surname, other.suffix)
            and longer.startswith(shorter)
            and may_be_called(self.given, other.given)
        )
