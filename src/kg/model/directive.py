"""A directive as a header and a tree of provisions that covers every character of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.text import SourceText, Span


class Kind(StrEnum):
    """What a provision is. The values are the element names of Akoma Ntoso 1.0 where it has one."""

    DOCUMENT = "document"
    """The root."""
    TITLE = "title"
    DOC_NUMBER = "docNumber"
    ISSUER = "issuer"
    DATE = "date"
    FRAME = "frame"
    """A news lead or cover letter around the directive; it may carry norms."""
    SALUTATION = "salutation"
    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ITEM = "item"
    """A numbered provision of a directive without articles: 一、 （一） 1. （1） ①, nested by series."""
    PARAGRAPH = "paragraph"
    """An unnumbered paragraph inside a provision, or of a document without numbering."""
    TABLE = "table"
    CLOSING = "closing"
    """Unnumbered paragraphs after the last item that speak for the directive as a whole."""
    SIGNATURE = "signature"
    FURNITURE = "furniture"
    """Disclaimers, source lines, datelines, navigation: not the directive's own words."""

    @property
    def speaks(self) -> bool:
        """Whether text of this kind may carry norms."""
        return self in _SPEAKING


_SPEAKING = frozenset(
    {
        Kind.FRAME,
        Kind.PREAMBLE,
        Kind.PART,
        Kind.CHAPTER,
        Kind.SECTION,
        Kind.ARTICLE,
        Kind.ITEM,
        Kind.PARAGRAPH,
        Kind.TABLE,
        Kind.CLOSING,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One node of the tree.

    ``eid`` follows the Akoma Ntoso eId pattern (``chp_2__art_7``, ``item_1__item_2``), unique in the document.
    ``number`` is the number as written without its closing mark (``一``, ``（十三）``, ``7``, ``第七条``), ``""``
    if none.
    ``path`` is the numbering path of ``gold/GUIDE.md`` (``三/7``, ``四/（十三）``, ``第二章/第七条``), ``""``
    outside items.
    ``span`` holds the whole provision with its children and the white space after it: the spans of
    siblings, and of a provision's own ``lead`` and children, meet without gap or overlap.
    ``lead`` is the number and heading, ``body`` the provision's own words after them and before its first
    child; either may be empty.
    """

    eid: str
    kind: Kind
    span: Span
    lead: Span
    body: Span
    number: str = ""
    heading: str = ""
    path: str = ""
    children: tuple[Provision, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """This provision and all below it, in text order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something in the text that could not be read with confidence (疑点). Text is data: issues, never exceptions."""

    code: str
    span: Span
    message: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the document says of itself. Empty where it says nothing; ``date`` is ISO 8601 (``2020-09-14``)."""

    title: str = ""
    doc_type: str = ""
    """意见, 实施意见, 通知, 条例 …: the kind named at the end of the title."""
    number: str = ""
    issuers: tuple[str, ...] = ()
    date: str | None = None
    implements: tuple[str, ...] = ()
    """Titles of the texts that this one says it carries out or consolidates."""
    addressees: tuple[str, ...] = ()
    """Whom the directive as a whole directs, in its own words (各地区各部门)."""
    spans: tuple[tuple[str, Span], ...] = ()
    """(field, place) for each field that was read from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A document read as a directive. ``key`` names it in identifiers: lower-case ASCII, unique in a graph."""

    key: str
    source: SourceText
    header: Header
    root: Provision
    issues: tuple[Issue, ...] = field(default=())

    def provisions(self) -> Iterator[Provision]:
        """All provisions below the root, in text order."""
        walker = self.root.walk()
        next(walker)
        yield from walker
