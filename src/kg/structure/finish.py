"""Nodes → provisions: what closes the directive, where headings end, identifiers, paths, spans."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.model import Issue, Kind, Provision, Severity, Span
from kg.structure import headings
from kg.structure.nodes import Node
from kg.structure.titles import Titles

_HIERARCHY = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION})
_NAMES = {Kind.PARAGRAPH: "para", Kind.PART: "part", Kind.SALUTATION: "salutation"}
_FEW = 3
_DEEP_RANK = 8
"""From （1） on a first sentence is a heading only if it is short."""


def close(root: Node, closing: re.Pattern[str]) -> None:
    """Moves the unnumbered paragraphs that speak for the whole directive out of the last item of the main text."""
    main = [child for child in root.children if child.mark is not None and not child.opens]
    if not main:
        return
    last = main[-1]
    chain = [last]
    while inner := [child for child in chain[-1].children if child.mark is not None]:
        chain.append(inner[-1])
    holder = next((node for node in reversed(chain) if node.paragraphs()), None)
    if holder is None or any(node.kind is Kind.ARTICLE for node in chain):
        return
    at = _first_closing(holder, main, closing)
    if at is None:
        return
    moved = holder.children[at:]
    del holder.children[at:]
    for node in moved:
        node.kind = Kind.CLOSING if node.kind is Kind.PARAGRAPH else node.kind
    place = root.children.index(last) + 1
    root.children[place:place] = moved


def _first_closing(holder: Node, main: Sequence[Node], closing: re.Pattern[str]) -> int | None:
    """Where in the children of the last item the closing begins: beyond what its fellows hold, or at closing words."""
    fellows = [
        node
        for top in main
        for node in top.walk()
        if node.series == holder.series and node is not holder and not any(child.mark for child in node.children)
    ]
    tail = [n for n, child in enumerate(holder.children) if child.kind in {Kind.PARAGRAPH, Kind.FURNITURE, Kind.TABLE}]
    paragraphs = [n for n in tail if holder.children[n].kind is Kind.PARAGRAPH]
    has_body = headings.first_stop(holder.words) > 0
    allowed = max((node.paragraphs() for node in fellows), default=len(paragraphs))
    for count, n in enumerate(paragraphs):
        if (count or has_body) and (count >= allowed or closing.fullmatch(holder.children[n].words)):
            return n
    return None


def unnumbered_tails(root: Node) -> Iterator[Issue]:
    """Items that alone among their fellows have an unnumbered paragraph after them."""
    for parent in root.walk():
        groups: dict[str, list[Node]] = defaultdict(list)
        for child in parent.children:
            if child.kind is Kind.ITEM:
                groups[child.series].append(child)
        for group in groups.values():
            tailed = [node for node in group if node.paragraphs() and headings.first_stop(node.words)]
            if len(group) >= _FEW and len(tailed) == 1:
                paragraph = next(child for child in tailed[0].children if child.kind is Kind.PARAGRAPH)
                yield Issue(
                    code="unnumbered-tail",
                    span=Span(paragraph.start, paragraph.stop),
                    message="an unnumbered paragraph follows one item only; read as part of it",
                    severity=Severity.INFO,
                )


def head(root: Node, titles: Titles) -> None:
    """Gives every numbered node its heading and the end of its lead; a duty is none."""
    stack = [(root, False)]
    while stack:
        parent, in_article = stack.pop()
        groups: dict[str, list[Node]] = defaultdict(list)
        for child in parent.children:
            if child.mark is not None and not child.opens:
                groups[child.series].append(child)
            stack.append((child, in_article or child.kind is Kind.ARTICLE))
        for group in groups.values():
            _head_group(group, titles, in_article=in_article)


def _head_group(group: Sequence[Node], titles: Titles, *, in_article: bool) -> None:
    short = in_article or group[0].rank >= _DEEP_RANK
    limit = headings.DEEP_LIMIT if short else headings.RUN_IN_LIMIT
    stops = [headings.run_in(_rest(node), limit) for node in group]
    # Points of an article and deep items have run-in headings all together or not at all.
    trusted = not short or sum(map(bool, stops)) * 3 >= len(group) * 2
    for node, stop in zip(group, stops, strict=True):
        if node.kind not in _HIERARCHY and titles.is_duty(node):
            continue
        end = _heading_end(node, stop if trusted else 0)
        if end:
            node.heading = headings.clean(_rest(node)[:end])
            node.lead_stop += end
        if node.kind is Kind.ARTICLE:
            _article_heading(node)


def _rest(node: Node) -> str:
    return node.words[node.lead_stop - node.start :]


def _heading_end(node: Node, run_in: int) -> int:
    """How many characters after the number are heading."""
    rest = _rest(node)
    if node.kind in _HIERARCHY:
        return len(rest) if headings.of_line(rest) or not headings.first_stop(rest) else headings.first_stop(rest)
    if node.kind is Kind.ARTICLE:
        return 0
    if run_in:
        return run_in
    followed = any(child.kind is not Kind.FURNITURE for child in node.children)
    if followed and (headings.of_line(rest) or headings.first_stop(rest) == len(rest)):
        return len(rest)
    return 0


def _article_heading(node: Node) -> None:
    """第五条 【职责】…, or a short line of its own above the article's paragraphs."""
    rest = _rest(node)
    found = headings.bracketed(rest)
    if found is not None:
        node.heading = found[0].strip()
        node.lead_stop += found[1]
        return
    alone = 0 < len(rest.strip()) <= headings.DEEP_LIMIT and headings.of_line(rest) and not rest.endswith(("：", ":"))
    if alone and any(child.kind is Kind.PARAGRAPH for child in node.children):
        node.heading = rest.strip()
        node.lead_stop += len(rest)


def freeze(root: Node, text: str) -> Provision:
    """The provisions. Afterwards: 1. leads and bodies cover ``text`` without gap or overlap; 2. eids are unique."""
    first = root.children[0].start if root.children else len(text)
    return Provision(
        eid="document",
        kind=Kind.DOCUMENT,
        span=Span(0, len(text)),
        lead=Span(0, first),
        body=Span(first, first),
        children=_children(root, len(text), "", ""),
    )


def _children(parent: Node, end: int, prefix: str, path: str) -> tuple[Provision, ...]:
    taken: Counter[str] = Counter()
    ordinals: Counter[str] = Counter()
    # The paragraph that runs in with an article's number is its first.
    if parent.kind is not Kind.DOCUMENT and parent.stop > parent.lead_stop:
        ordinals["para"] = 1
    ends = [*(child.start for child in parent.children[1:]), end] if parent.children else []
    made: list[Provision] = []
    for child, stop in zip(parent.children, ends, strict=True):
        name = _name(child, ordinals)
        taken[name] += 1
        if taken[name] > 1:
            name = f"{name}-{taken[name]}"
        made.append(_freeze(child, stop, f"{prefix}{name}", _path(child, parent, path)))
    return tuple(made)


def _freeze(node: Node, end: int, eid: str, path: str) -> Provision:
    number = node.mark.number if node.mark else ""
    first = node.children[0].start if node.children else end
    # A lead that ends its line takes the white space after it, so that the body begins with a word.
    lead_stop = first if node.lead_stop >= node.stop else node.lead_stop
    lead_stop = node.start if node.lead_stop == node.start else lead_stop
    return Provision(
        eid=eid,
        kind=node.kind,
        span=Span(node.start, end),
        lead=Span(node.start, lead_stop),
        body=Span(lead_stop, first),
        number=number,
        heading=node.heading,
        path=path,
        children=_children(node, end, f"{eid}__", path),
    )


def _name(node: Node, ordinals: Counter[str]) -> str:
    if node.mark is not None and node.value:
        suffix = f"bis{node.mark.suffix}" if node.mark.suffix else ""
        return f"{node.mark.series.eid}_{node.value}{suffix}"
    base = node.mark.series.eid if node.mark else ("att" if node.opens else _NAMES.get(node.kind, node.kind.value))
    ordinals[base] += 1
    return f"{base}_{ordinals[base]}"


def _path(node: Node, parent: Node, path: str) -> str:
    """The numbering path; points and paragraphs of an article are cited by the article."""
    if node.mark is None and not node.opens:
        return path
    if node.kind is Kind.ITEM and (parent.kind is Kind.ARTICLE or parent.point):
        node.point = True
        return path
    number = node.mark.number if node.mark else node.heading
    return f"{path}/{number}" if path else number
