"""The segments of a passage → observations: what each segment and its neighbours look like.

They are the observations of a linear-chain model (``kg.extract.model``), in parts; ``BOUNDARY`` says which features
each part gives. All are made from the lexicon's classes and the grammar's patterns, so that what is learned is how
classes behave and not which words one document uses.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from kg.extract.looks import Look
from kg.extract.observations import Naming, Observation, Template, features, when

_SHORT = 4
"""A predicate of so many characters has no object of its own."""
_LONG = 24
"""Longer segments are not told apart."""
_BEGIN = "begin"


def boundary_features(all_looks: Sequence[Look], kind: str, text: str) -> list[list[str]]:
    """The names of the features of each segment, for learning."""
    return [features(BOUNDARY, observation) for observation in boundaries(all_looks, kind, text)]


def boundaries(all_looks: Sequence[Look], kind: str, text: str) -> Iterator[Observation]:
    """For each segment of a passage of provision kind ``kind``, what says whether a norm begins there."""
    own = [_own(look) for look in all_looks]
    own.append(_NOBODY)  # stands after the last, and so before the first too: own[-1]
    before: Look | None = None
    earlier: Look | None = None
    opening = governor = all_looks[0] if all_looks else None
    governed = 0
    modal = False
    for index, look in enumerate(all_looks):
        shape, segment = look.shape, look.segment
        start, end = segment.start, segment.end
        if look.first or before is None or opening is None or governor is None:
            opening = governor = look
            modal, governed = False, index
            (linked, ruled), related = _ALONE
        else:
            (linked, ruled), related = _related(before, governor, look, index - governed)
            if shape.decision == _BEGIN:
                governor, governed = look, index
        modal = modal or shape.modal
        after = all_looks[index + 1] if index + 1 < len(all_looks) else None
        parts = (
            *own[index],
            *own[index - 1],
            *own[index + 1],
            min(end - start, _LONG),
            shape.telling,
            (shape.subject, shape.modal, shape.topic, shape.decision, look.first, kind),
            (opening.shape.decision, modal, opening.shape.copula, min(look.place, 4),
             min(len(look.sentence.segments) - look.place - 1, 3)),
            (before.shape.rule, before.shape.decision, shape.rule, shape.decision) if before else None,
            (min(len(before.segment) // 3, 8), before.word == look.word) if before else None,
            earlier.shape.decision if earlier else None,
            (shape.rule, shape.decision, segment.mark, after.shape.rule, after.shape.decision) if after else None,
            (after.shape.modal, after.shape.subject, after.shape.core[:1]) if after else None,
            linked,
            ruled,
        )  # fmt: skip
        words = (
            text[start],
            text[start : min(start + 2, end)],
            text[end - 1],
            text[max(end - 2, start) : end],
            *related,
        )
        yield parts, words, ()
        before, earlier = look, before


def _own(look: Look) -> tuple[Hashable, ...]:
    """What a segment looks like by itself: its rule and mark, both ends of its core, and its head."""
    shape, core = look.shape, look.shape.core
    return (shape.rule, shape.decision, look.segment.mark, look.first), core[:3], core[-2:], (look.word, look.source)


def _related(before: Look, governor: Look, look: Look, distance: int) -> Related:
    """How a segment goes together with the one before it in its sentence, and with the last that may begin a norm."""
    letter, letter_before, letter_over = look.shape.core[:1], before.shape.core[:1], governor.shape.core[:1]
    return (
        (
            (before.source, look.source, letter),
            (letter_over, letter, min(distance, 4), governor.source, look.source),
        ),
        (f"{before.word}|{letter}", f"{letter_before}|{look.word}", governor.word),
    )


Related = tuple[tuple[Hashable, Hashable], tuple[str | None, ...]]

_NOBODY = (None, None, None, None)
_ALONE: Related = ((None, None), (None, None, None))


def _own_parts(role: str) -> tuple[Naming, ...]:
    """What a segment's own parts give, for the segment itself or in the ``role`` of a neighbour."""
    return (
        lambda part: (f"{role}r={part[0]}", f"{role}d={part[1]}", f"{role}m={part[2]}", f"{role}f={part[3]}"),
        lambda core: (f"{role}c1={core[:1]}", f"{role}c2={core[:2]}", f"{role}c3={core}"),
        lambda core: (f"{role}e1={core[-1:]}", f"{role}e2={core}"),
        lambda part: (f"{role}w={part[0]}", f"{role}s={part[1]}"),
    )


def _length(characters: int) -> Iterator[str]:
    yield f"len={min(characters // 3, 8)}"
    yield f"short={characters <= _SHORT}"


def _situation(part: tuple[bool, bool, bool, str, bool, str]) -> Iterator[str]:
    subject, modal, topic, decision, first, kind = part
    yield f"sub={subject}"
    yield f"mod={modal}"
    yield f"top={topic}"
    yield f"kind={kind}"
    yield f"df={decision}|{first}"


def _sentence(part: tuple[str, bool, bool, int, int]) -> Iterator[str]:
    opening, modal, copula, place, left = part
    yield f"sd={opening}"
    yield f"am={modal}"
    yield f"sc={copula}"
    yield f"pl={place}"
    yield f"left={left}"


def _before(part: tuple[str, str, str, str] | None) -> Iterator[str]:
    if part is None:
        yield "BOS"
        return
    rule_before, decision_before, rule, decision = part
    yield f"dd={decision_before}|{decision}"
    yield f"dr={rule_before}|{rule}"


def _after(part: tuple[str, str, str, str, str] | None) -> Iterator[str]:
    if part is None:
        yield "EOS"
        return
    rule, decision, mark, rule_after, decision_after = part
    yield f"da={decision}|{decision_after}|{mark}"
    yield f"ra={rule}|{rule_after}"


BOUNDARY = Template(
    parts=(
        *_own_parts(""),
        *map(when, _own_parts("-1")),
        *map(when, _own_parts("+1")),
        _length,
        lambda letters: [f"has={letter}" for letter in letters],
        _situation,
        _sentence,
        _before,
        when(lambda part: (f"lp={part[0]}", f"same={part[1]}")),
        when(lambda decision: (f"-2d={decision}",)),
        _after,
        when(lambda part: (f"ma={part[0]}|{part[1]}|{part[2]}",)),
        when(lambda part: (f"ss={part[0]}|{part[1]}", f"sl={part[0]}|{part[2]}")),
        when(lambda part: (f"gov={part[0]}|{part[1]}", f"gd={part[2]}", f"gs={part[3]}|{part[4]}")),
    ),
    words=("p1", "p2", "s1", "s2", "wc", "cw", "govw"),
)
"""What a segment's observation gives; ``None`` stands for a neighbour that is not there."""
