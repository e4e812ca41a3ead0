"""The provisions before, around and after the items → what the document says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Header, Kind, Provision, Span
from kg.structure.cues import Cues
from kg.structure.numerals import dates, iso_date

_SEPARATOR = re.compile(r"[、，,；;]|\s+和\s+")
_OPEN = "“‘《〈（(【「『〔["
_CLOSE = "”’》〉）)】」』〕]"
_SHORTEST_TITLE = 5
"""A shorter name in 《》 is a short form given elsewhere: 《意见》, 《条例》."""
_TRIM = " \t\u3000\xa0：:。"


def read_header(text: str, root: Provision, cues: Cues) -> Header:
    """The header; each field from the first of its sources that says something."""
    reader = _Reader(text, root, cues)
    title = reader.title()
    fields: dict[str, Span] = {}
    issuers = reader.issuers(title)
    return Header(
        title=title,
        doc_type=reader.doc_type(title),
        number=reader.number(),
        issuers=issuers,
        date=reader.date(),
        implements=reader.implements(title),
        addressees=reader.addressees(),
        spans=tuple(sorted({**fields, **reader.places}.items())),
    )


class _Reader:
    def __init__(self, text: str, root: Provision, cues: Cues) -> None:
        self.text = text
        self.fields = cues.fields
        self.shape = cues.shapes["shape.body"]
        self.tops = root.children
        self.places: dict[str, Span] = {}

    def _of(self, *kinds: Kind) -> list[Provision]:
        return [provision for provision in self.tops if provision.kind in kinds]

    def _words(self, provision: Provision) -> str:
        return self.text[provision.span.start : provision.span.end].strip()

    def _place(self, field: str, span: Span) -> None:
        self.places.setdefault(field, span)

    def _found(self, field: str, group: str, match: re.Match[str], base: int) -> None:
        self._place(field, Span(base + match.start(group), base + match.end(group)))

    # title -----------------------------------------------------------------------------------------------------

    def title(self) -> str:
        titles = self._of(Kind.TITLE)
        for provision in self._of(Kind.FURNITURE):
            match = self.fields["field.full-text"].search(self._words(provision))
            if match:
                self._found("title", "title", match, provision.span.start)
                return match["title"][1:-1]
        if titles:
            chosen = titles[-1]
            words = "".join(line.strip() for line in self._words(chosen).splitlines())
            self._place("title", _trimmed(self.text, chosen.span))
            return words
        for provision in self._of(Kind.FRAME):
            match = self.fields["field.lead"].search(self._words(provision))
            if match:
                self._found("title", "title", match, provision.span.start)
                return match["title"][1:-1]
        return ""

    def doc_type(self, title: str) -> str:
        match = self.fields["field.type"].search(title)
        return re.sub(r"[（(].*", "", match["type"]).strip() if match else ""

    def number(self) -> str:
        for provision in self._of(Kind.DOC_NUMBER):
            self._place("number", _trimmed(self.text, provision.span))
            return self._words(provision).strip("（）() ")
        return ""

    # issuers and date ------------------------------------------------------------------------------------------

    def issuers(self, title: str) -> tuple[str, ...]:
        for names in (
            self._signed(),
            self._titled(title),
            self._lead(),
            self._headed(),
            self._adopted(),
        ):
            if names:
                return names
        return ()

    def _signed(self) -> tuple[str, ...]:
        lines = [line for provision in self._of(Kind.SIGNATURE) for line in self._bodies(provision)]
        return tuple(dict.fromkeys(lines))

    def _bodies(self, provision: Provision) -> Iterable[str]:
        words = self._words(provision)
        if dates(words) or not self.shape.fullmatch(words):
            return
        self._place("issuers", _trimmed(self.text, provision.span))
        parts = words.split()
        yield from ["".join(parts)] if all(len(part) == 1 for part in parts) else parts

    def _titled(self, title: str) -> tuple[str, ...]:
        match = self.fields["field.title-issuer"].match(title)
        return (
            tuple(_split(match["issuers"].replace(" ", "、")))
            if match and self.shape.fullmatch(match["issuers"])
            else ()
        )

    def _lead(self) -> tuple[str, ...]:
        for provision in self._of(Kind.FRAME):
            match = self.fields["field.lead"].search(self._words(provision))
            if match:
                self._found("issuers", "issuers", match, provision.span.start)
                return tuple(_split(match["issuers"]))
        return ()

    def _headed(self) -> tuple[str, ...]:
        names: list[str] = []
        for provision in self._of(Kind.ISSUER):
            words = self.fields["field.letterhead"].sub("", self._words(provision))
            self._place("issuers", _trimmed(self.text, provision.span))
            names += words.split()
        return tuple(dict.fromkeys(names))

    def _adopted(self) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for provision in self._of(Kind.DATE):
            for match in self.fields["field.adopting-body"].finditer(self._words(provision)):
                self._found("issuers", "issuers", match, provision.span.start)
                found = tuple(_split(self.fields["field.term-of-office"].sub("", match["issuers"])))
        return found

    def date(self) -> str | None:
        for kinds in ((Kind.SIGNATURE,), (Kind.DATE,)):
            for provision in reversed(self._of(*kinds)):
                found = dates(self._words(provision))
                if found:
                    iso, start, end = max(found)
                    base = provision.span.start
                    self._place("date", Span(base + start, base + end))
                    return iso
        return self._news_date()

    def _news_date(self) -> str | None:
        """A dateline names no year: the line that says when it was published does."""
        published = None
        for provision in self._of(Kind.FURNITURE):
            published = published or self.fields["field.published"].search(self._words(provision))
        if published is None:
            return None
        year, month, day = (int(published[name]) for name in ("year", "month", "day"))
        for provision in self._of(Kind.FRAME, Kind.FURNITURE):
            line = self.fields["field.dateline"].search(self._words(provision))
            if line:
                before = (int(line["month"]), int(line["day"])) <= (month, day)
                self._place("date", Span(provision.span.start + line.start(), provision.span.start + line.end()))
                return iso_date(year if before else year - 1, int(line["month"]), int(line["day"]))
        return iso_date(year, month, day)

    # what it carries out, whom it directs ------------------------------------------------------------------------

    def implements(self, title: str) -> tuple[str, ...]:
        works: list[str] = []
        match = self.fields["field.implementing-title"].match(title)
        if match:
            works += _works(match["works"])
        for provision in self._opening():
            words = self._words(provision)
            for match in self.fields["field.implements"].finditer(words):
                self._found("implements", "works", match, provision.span.start)
                works += _works(match["works"])
        if not works:
            match = self.fields["field.implementing-opinion"].match(title)
            works += [match["before"] + match["after"]] if match else []
        return tuple(dict.fromkeys(work for work in works if work != title and len(work) >= _SHORTEST_TITLE))

    def _opening(self) -> Sequence[Provision]:
        """Where a text says what it carries out: cover letter, preamble, first article."""
        opening = self._of(Kind.FRAME, Kind.PREAMBLE)
        article = next((p for top in self.tops for p in top.walk() if p.kind is Kind.ARTICLE), None)
        return [*opening, article] if article else opening

    def addressees(self) -> tuple[str, ...]:
        for provision in self._of(Kind.SALUTATION):
            self._place("addressees", _trimmed(self.text, provision.span))
            return self._people(self._words(provision))
        for provision in self._of(Kind.FRAME):
            match = self.fields["field.lead-addressee"].search(self._words(provision))
            if match:
                self._found("addressees", "addressees", match, provision.span.start)
                return self._people(match["addressees"])
        return self._scope()

    def _scope(self) -> tuple[str, ...]:
        """Whom a text in articles binds by its own first articles."""
        articles = (p for top in self.tops for p in top.walk() if p.kind is Kind.ARTICLE)
        first = [article for article, _ in zip(articles, range(5), strict=False)]
        for name in ("field.scope", "field.scope-of", "field.scope-actor"):
            for article in first:
                match = self.fields[name].search(self.text, article.body.start, article.body.end)
                if match:
                    self._found("addressees", "addressees", match, 0)
                    return self._people(match["addressees"])
        return ()

    def _people(self, words: str) -> tuple[str, ...]:
        """Bodies and people as listed; a bare place name (各区、) is the beginning of the next one."""
        place = self.fields["field.place"]
        return tuple(_split(words, joins=lambda part: bool(place.match(part))))


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(span.start, span.start + len(words.rstrip())) if words.strip() else span


def _works(words: str) -> list[str]:
    found: list[str] = []
    depth, start = 0, 0
    for at, char in enumerate(words):
        if char == "《":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif char == "》" and depth:
            depth -= 1
            if not depth:
                found.append(words[start:at])
    return found


def _split(words: str, joins: object = None) -> list[str]:
    """Listed names, cut at commas outside quotation marks and brackets."""
    cuts = [match for match in _SEPARATOR.finditer(words) if _level(words, match.start()) == 0]
    bounds = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(words)]
    parts: list[str] = []
    pending = None
    for start, end in zip(bounds, ends, strict=True):
        begin = start if pending is None else pending
        if callable(joins) and joins(words[start:end].strip(_TRIM)) and end < len(words):
            pending = begin
            continue
        pending = None
        if part := words[begin:end].strip(_TRIM):
            parts.append(part)
    return parts


def _level(words: str, at: int) -> int:
    level = 0
    for char in words[:at]:
        level += (char in _OPEN) - (char in _CLOSE)
    return level
