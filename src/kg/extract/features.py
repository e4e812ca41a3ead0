"""The segments of a passage → features: what each segment and its neighbours look like, as short strings.

The features are the observations of a linear-chain model (``kg.extract.model``); all of them are made from the
lexicon's classes and the grammar's patterns, so that what is learned is how classes behave and not which words one
document uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.grammar import Grammar, Shape
from kg.extract.segments import Scanner, Segment, Sentence, Token

_SHORT = 4
"""A predicate of so many characters has no object of its own."""

HEADS = frozenset("VURmkXYbdIpifcsr")
"""Letters that can head a predicate or open a segment."""


@dataclass(slots=True)
class Look:
    """One segment with what the grammar says of it. ``first``: it opens its sentence."""

    segment: Segment
    shape: Shape
    head: Token | None
    word: str
    """The head's word, or the segment's first two characters."""
    core: str
    """The code without the links and adverbs in front."""
    first: bool
    sentence: Sentence
    source: str = ""
    """The lexicon entry of the head."""
    place: int = 0
    """Which segment of its sentence it is."""


def looks(sentences: Sequence[Sentence], grammar: Grammar, scanner: Scanner, *, framed: bool = False) -> list[Look]:
    """All segments of a passage in order.

    ``framed``: in a news lead, where whom a text demands something of must do it.
    """
    found: list[Look] = []
    for sentence in sentences:
        for place, segment in enumerate(sentence.segments):
            shape = grammar.read(segment.code)
            if shape.rule == "segment.demand" and not framed:
                shape = replace(shape, parts={"head": (0, len(segment.tokens))})
            head = head_token(segment, shape)
            word = scanner.word(head) if head else scanner.text[segment.start : segment.start + 2]
            found.append(
                Look(
                    segment,
                    shape,
                    head,
                    word,
                    segment.code.lstrip("WA"),
                    place == 0,
                    sentence,
                    scanner.source(head) if head else "",
                    place,
                )
            )
    return found


def head_token(segment: Segment, shape: Shape) -> Token | None:
    """The token that heads the predicate: the first of a heading class in the pattern's head."""
    if "head" not in shape.parts:
        return None
    start, end = shape.parts["head"]
    for index in range(start, end):
        if segment.code[index] in HEADS:
            return segment.tokens[index]
    return None


def boundary_features(all_looks: Sequence[Look], kind: str, text: str) -> list[list[str]]:
    """For each segment of a passage of provision kind ``kind``, the features that say whether a norm begins there."""
    own = [_own(look) for look in all_looks]
    rows: list[list[str]] = []
    opening = 0
    modal = False
    for index, look in enumerate(all_looks):
        if look.first:
            opening, modal = index, False
        shape, segment, code = look.shape, look.segment, look.segment.code
        modal = modal or "modal" in shape.parts
        words = text[segment.start : segment.end]
        row = list(own[index])
        row += (
            f"len={min(len(segment) // 3, 8)}",
            f"short={len(segment) <= _SHORT}",
            f"p1={words[:1]}",
            f"p2={words[:2]}",
            f"s1={words[-1:]}",
            f"s2={words[-2:]}",
            f"sub={'subject' in shape.parts}",
            f"mod={'modal' in shape.parts}",
            f"top={'topic' in shape.parts}",
            f"kind={kind}",
            f"df={shape.decision}|{look.first}",
            f"sd={all_looks[opening].shape.decision}",
            f"am={modal}",
            f"sc={'C' in all_looks[opening].segment.code}",
            f"pl={min(look.place, 4)}",
            f"left={min(len(look.sentence.segments) - look.place - 1, 3)}",
        )
        row += (f"has={letter}" for letter in "TOqVDBCAUR" if letter in code)
        if index:
            before = all_looks[index - 1]
            row += (f"-1{feature}" for feature in own[index - 1])
            row.append(f"dd={before.shape.decision}|{shape.decision}")
            row.append(f"dr={before.shape.rule}|{shape.rule}")
            row.append(f"lp={min(len(before.segment) // 3, 8)}")
            row.append(f"same={before.word == look.word}")
            if not look.first:
                row.append(f"ss={before.source}|{look.source}")
                row.append(f"sl={before.source}|{look.core[:1]}")
                row.append(f"wc={before.word}|{look.core[:1]}")
                row.append(f"cw={before.core[:1]}|{look.word}")
        else:
            row.append("BOS")
        if index > 1:
            row.append(f"-2d={all_looks[index - 2].shape.decision}")
        if index + 1 < len(all_looks):
            after = all_looks[index + 1]
            row += (f"+1{feature}" for feature in own[index + 1])
            row.append(f"da={shape.decision}|{after.shape.decision}|{segment.mark}")
            row.append(f"ra={shape.rule}|{after.shape.rule}")
            row.append(f"ma={'modal' in after.shape.parts}|{'subject' in after.shape.parts}|{after.core[:1]}")
        else:
            row.append("EOS")
        if not look.first:
            governor = index - 1
            while governor > opening and all_looks[governor].shape.decision != "begin":
                governor -= 1
            row.append(f"gov={all_looks[governor].core[:1]}|{look.core[:1]}")
            row.append(f"govw={all_looks[governor].word}")
            row.append(f"gs={all_looks[governor].source}|{look.source}")
            row.append(f"gd={min(index - governor, 4)}")
        rows.append(row)
    return rows


def _own(look: Look) -> tuple[str, ...]:
    core, shape = look.core, look.shape
    return (
        f"r={shape.rule}",
        f"d={shape.decision}",
        f"c1={core[:1]}",
        f"c2={core[:2]}",
        f"c3={core[:3]}",
        f"e1={core[-1:]}",
        f"e2={core[-2:]}",
        f"m={look.segment.mark}",
        f"f={look.first}",
        f"w={look.word}",
        f"s={look.source}",
    )
