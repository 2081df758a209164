"""The words of a headline with the parse of a disguise, before they are a document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kb.reading.headline.disguise import Words
from kb.reading.syntax import child

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_NO_NAMES = frozenset({"VERB", "AUX", "ADV"})
_CHANGED = {"to": ("TO", "PART", "aux"), ",": (",", "PUNCT", "punct")}


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written, and what a parse says of it; `head` is the index of another, or its own."""

    text: str
    space: bool
    tag: str
    pos: str
    lemma: str
    dep: str
    head: int
    morph: str = ""
    entity: str = "O"

    @classmethod
    def of(cls, token: Token, text: str, head: int) -> Word:
        return cls(
            text,
            bool(token.whitespace_),
            token.tag_,
            token.pos_,
            token.lemma_,
            token.dep_,
            head,
            str(token.morph),
            f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O",
        )


Clause = tuple[Word, ...]


def tears_a_name(words: Words, parse: Span, cased: Doc) -> bool:
    """Whether `parse` takes a word of a person's full name in `cased` for a verb or an adverb."""
    shown = [index for index, word in enumerate(words) if word is not None]
    full = {token.i for ent in cased.ents if ent.label_ == "PERSON" and len(ent) > 1 for token in ent}
    return any(index in full and token.pos_ in _NO_NAMES for index, token in zip(shown, parse, strict=True))


def undressed(words: Words, parse: Span, cased: Doc, part: str) -> Clause:
    """The words of `part` with `parse`, of a disguise in `words`, and the names of the parse `cased`."""
    shown = [index for index, word in enumerate(words) if word is not None]
    seen = dict(zip(shown, parse, strict=True))
    own = {token.i: index for index, token in seen.items()}
    root = next((index for index, token in seen.items() if token.dep_ == "ROOT"), shown[0])
    found = []
    for token in cased:
        text, other = part[token.idx : token.idx + len(token)], seen.get(token.i)
        if other is None:
            found.append(_left_out(token, text, seen, own, root))
        else:
            word = Word.of(token, text, own.get(other.head.i, token.i))
            found.append(_told(word, token, other))
    return tuple(found)


def _left_out(token: Token, text: str, seen: dict[int, Token], own: dict[int, int], root: int) -> Word:
    """A mark; or a name, joined by a dash to one that is shown, before the same word as that."""
    shown = seen.get(token.i + 2)
    if token.pos_ != "PROPN" or shown is None:
        return replace(Word.of(token, text, root), pos="PUNCT", dep="punct")
    above = own.get(shown.head.i, token.i + 2) if shown.dep_ == "compound" else token.i + 2
    return replace(Word.of(token, text, above), dep="compound")


def _told(word: Word, token: Token, seen: Token) -> Word:
    """`word`, of `token` in sentence case, as `seen` in a disguise."""
    dep = "ROOT" if word.head == token.i else seen.dep_
    word = replace(word, tag=seen.tag_, pos=seen.pos_, morph=str(seen.morph), lemma=seen.lemma_, dep=dep)
    if seen.pos_ == "NOUN" and child(seen, "aux") is not None:
        return replace(word, tag="VBG" if token.lower_.endswith("ing") else "VB", pos="VERB", lemma="")
    if seen.lower_ == token.lower_:
        name = token.ent_type_ in _NAMES and seen.pos_ == "NOUN"
        return replace(word, tag="NNP", pos="PROPN") if name else word
    if token.lower_ in _CHANGED:
        tag, pos, dep = _CHANGED[token.lower_]
        return replace(word, tag=tag, pos=pos, morph="", lemma=token.lower_, dep=dep)
    if seen.pos_ == "PRON":
        return replace(word, tag="CD", pos="NUM", morph="", lemma=token.lower_)
    return replace(word, lemma="")  # that of the word which stood in for it


def said_by(clause: Clause, by: Doc, text: str) -> Clause:
    """`clause` and after it `text`, ", officials say", as `by` has it after a clause of two words."""
    root = next(index for index, word in enumerate(clause) if word.dep == "ROOT")
    shift, start = len(clause) - 2, by[2].idx

    def head(token: Token) -> int:
        return root if token.head.i < 2 else token.head.i + shift

    rest = [Word.of(t, text[t.idx - start : t.idx - start + len(t)], head(t)) for t in by[2:-1]]
    what = replace(clause[root], dep="ccomp", head=head(by[1]))
    return (*clause[:root], what, *clause[root + 1 :], *rest)


def with_space(clause: Clause, space: str) -> Clause:
    """`clause` and the white space after it."""
    if not space:
        return clause
    root = next(index for index, word in enumerate(clause) if word.dep == "ROOT")
    return (*clause, Word(space, space=False, tag="_SP", pos="SPACE", lemma=space, dep="dep", head=root))


def document(clause: Clause, nlp: Language) -> Doc:
    doc = Doc(
        nlp.vocab,
        words=[word.text for word in clause],
        spaces=[word.space for word in clause],
        tags=[word.tag for word in clause],
        pos=[word.pos for word in clause],
        morphs=[word.morph for word in clause],
        lemmas=[word.lemma for word in clause],
        heads=[word.head for word in clause],
        deps=[word.dep for word in clause],
        ents=[word.entity for word in clause],
    )
    return nlp.get_pipe("lemmatizer")(doc)  # only where there is no lemma yet
