"""Bearer → a node shared by all documents: who × level constraint, not the words it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.model import Bearer, LevelConstraint, LevelKind
from kg.populate.labels import every, own_level, preferred
from kg.populate.names import Names, from_words, segment
from kg.populate.sheet import Sheet
from kg.populate.terms import LABEL, chinese, kg, plain


def node(bearer: Bearer, names: Names) -> NamedNode:
    """``id:bearer/leadership-team@county-up``; a head that the vocabulary does not know is named by its words."""
    who = "+".join(segment(key) for key in sorted(set(bearer.who))) or from_words(bearer.words)
    return names.node("bearer", f"{who}@{_level_name(bearer.level)}")


def quads(bearer: Bearer, sheet: Sheet) -> Iterator[Quad]:
    """What is said of the bearer itself."""
    subject = node(bearer, sheet.names)
    sheet = sheet.shared
    if not sheet.first(subject):
        return
    yield from sheet.kind(subject, "Bearer")
    yield from sheet.say(subject, LABEL, chinese(label(bearer)))
    for key in sorted(set(bearer.who)):
        yield from sheet.say(subject, kg("who"), sheet.names.concept("who", key))
    yield from sheet.say(subject, kg("levelKind"), plain(bearer.level.kind))
    for level in bearer.level.levels:
        yield from sheet.say(subject, kg("statedLevel"), sheet.names.concept("level", level))


def label(bearer: Bearer) -> str:
    """The reading in words: the same for all phrases that are read alike (县处级以上领导班子 → 县级以上领导班子).

    A head that says the level itself (县委, 基层党组织) does not get it a second time.
    """
    if not bearer.who:
        return bearer.words
    known = preferred("who")
    keys = sorted(set(bearer.who))
    if bearer.level.kind is LevelKind.ALL:
        return "、".join(f"{every().get(key, '各级')}{known.get(key, key)}" for key in keys)
    heads = [known.get(key, key) for key in keys]
    level = _level_label(bearer.level)
    told = [(own_level().get(key),) == bearer.level.levels for key in keys]
    if bearer.level.kind is LevelKind.LISTED and any(told):
        return "、".join(head if said else f"{level}{head}" for head, said in zip(heads, told, strict=True))
    return f"{level}{'、'.join(heads)}"


def _level_name(level: LevelConstraint) -> str:
    if level.kind is LevelKind.UNSTATED:
        return "none"
    if level.kind is LevelKind.ALL:
        return "all"
    listed = "-".join(level.levels)
    return f"{listed}-up" if level.kind is LevelKind.BOUND else listed


def _level_label(level: LevelConstraint) -> str:
    if level.kind is LevelKind.UNSTATED:
        return ""
    known = preferred("level")
    listed = "、".join(known.get(key, key) for key in level.levels)
    return f"{listed}以上" if level.kind is LevelKind.BOUND else listed
