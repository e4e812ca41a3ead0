"""A norm and its parts, each with the words and the rule that it was read by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kg.model.directive import Directive, Issue
from kg.model.text import Span


class Modality(StrEnum):
    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"


class BearerSource(StrEnum):
    EXPLICIT = "explicit"
    """Named in the same sentence as subject."""
    INHERITED = "inherited"
    """The subject of an earlier sentence or the heading goes on."""
    DOCUMENT = "document"
    """Nobody named: it falls on whom the directive addresses."""


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Level(StrEnum):
    """Organisational levels from the top, in the order of ``ontology/vocabulary/level.csv``."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"
    TOWNSHIP = "township"
    GRASSROOTS = "grassroots"


LEVELS = tuple(Level)


class LevelKind(StrEnum):
    UNSTATED = "unstated"
    ALL = "all"
    LISTED = "listed"
    BOUND = "bound"
    """That level and all above it (县处级以上)."""


@dataclass(frozen=True, slots=True)
class LevelConstraint:
    """What a bearer's words say about organisational level.

    >>> LevelConstraint(LevelKind.BOUND, (Level.COUNTY,)).notation
    '>=county'
    >>> LevelConstraint(LevelKind.LISTED, (Level.MUNICIPAL, Level.COUNTY)).notation
    'municipal,county'
    """

    kind: LevelKind = LevelKind.UNSTATED
    levels: tuple[Level, ...] = ()

    @property
    def notation(self) -> str:
        """The form of ``gold/GUIDE.md`` section 3: ``none``, ``all``, ``>=county`` or a comma list."""
        if self.kind is LevelKind.UNSTATED:
            return "none"
        if self.kind is LevelKind.ALL:
            return "all"
        words = ",".join(self.levels)
        return f">={words}" if self.kind is LevelKind.BOUND else words


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the place its words stand at (``None`` where no words say it), and the id of the rule that read it."""

    value: T
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who must do it: the exact words, and their reading as who × level.

    ``who`` holds keys of ``ontology/vocabulary/who.csv`` (``leadership-team``), empty where the vocabulary does
    not know the head.
    """

    words: str
    span: Span
    who: tuple[str, ...]
    level: LevelConstraint
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often, how much, how long; fields and notation as in ``gold/GUIDE.md`` section 3.

    ``per`` and ``duration`` are ISO 8601 durations (``P1Y``), ``duration`` and ``count`` with ``>=`` or ``<=`` in
    front where the text bounds them; count ``"x"`` is a blank in the text.
    """

    words: str
    span: Span
    rule: str
    count: str | None = None
    unit: str | None = None
    per: str | None = None
    duration: str | None = None
    each: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mechanism, target or reference: its exact words, and the vocabulary key it is known by (``""`` if unknown)."""

    words: str
    span: Span
    rule: str
    key: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What someone must, must not or may do, in one directive. See ``gold/GUIDE.md``.

    ``id`` is the provision's eid and the norm's place in it (``item_1__norm_3``): stable while the provision's text is.
    ``span`` holds the quote, ``sentence`` the sentence it stands in.
    """

    id: str
    provision: str
    path: str
    span: Span
    quote: str
    sentence: Span
    rule: str
    """The rule that made this stretch of text a norm."""
    modality: Found[Modality]
    bearers: tuple[Bearer, ...]
    bearer_source: Found[BearerSource]
    level: LevelConstraint
    """The union of the bearers' levels."""
    checkable: Found[bool]
    cadence: tuple[Cadence, ...] = ()
    mechanisms: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    references: tuple[Named, ...] = ()
    confidence: Confidence = Confidence.HIGH
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A sentence that gave no norm, and why: ``reason`` is a key of ``ontology/vocabulary/unread-reason.csv``."""

    span: Span
    provision: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A directive with all that was read from it. ``sentences`` counts those that could carry a norm."""

    directive: Directive
    norms: tuple[Norm, ...]
    unread: tuple[Unread, ...]
    addressees: tuple[Bearer, ...]
    issuers: tuple[Bearer, ...] = ()
    """The issuers read as who × level (中共杭州市委办公厅 is municipal)."""
    issues: tuple[Issue, ...] = ()
    sentences: int = 0
