"""Lines → blocks, each with the part it plays in the document: header, cover letter, body, annex, signature, furniture.

A line's look by itself is not enough: a date under the title is the document's date, one after the last paragraph
belongs to the signature; a title that follows a signature is the title of the text that the letter before it hands on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.model import Kind
from kg.structure.cues import Cues
from kg.structure.lines import Line

_STRUCTURAL = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION})
_SENTENCE = re.compile(r"[。；！？]")
_STOPS = re.compile(r"[。；！？，：:;]")
_WORK = re.compile(r"《([^《》\n]{2,120}|(?:[^《》\n]|《[^《》\n]{1,60}》){2,120})》")
_LEADER = re.compile(r"[\s.…·\-—]*[0-9]*$")
_TITLE_LINES = 4
_TITLE_WIDTH = 60
_HEADLINE = 80
_SCRAP = 40
_NAMES = 90
_MENU = 3
_MOST_TABLES = 20


@dataclass(slots=True)
class Block:
    """One or more lines that are one thing. ``kind`` is ``None`` for a numbered line, which the tree places."""

    line: Line
    kind: Kind | None
    stop: int
    words: str
    opens: bool = False
    """Whether an annex begins here."""


def lay_out(lines: Sequence[Line], cues: Cues) -> list[Block]:
    """Every line in exactly one block, in order."""
    return _Layout(lines, cues).blocks()


class _Layout:
    def __init__(self, lines: Sequence[Line], cues: Cues) -> None:
        self.lines = list(lines)
        self.body = cues.shapes["shape.body"]
        self.title_start = cues.shapes["shape.title-start"]
        self.title = cues.shapes["shape.title"]
        self.title_whole = cues.shapes["shape.title-whole"]
        self.furniture: set[int] = set()
        self.spoken = False
        """Whether the head has said a sentence by now: what looks like an issuer after that is a signature."""
        self.works: set[str] = set()
        """The works named in the head by now: 《…》."""

    def blocks(self) -> list[Block]:
        self._contents()
        self._annex_lists()
        head = self._head_length()
        blocks = self._head(self.lines[:head], whole=head == len(self.lines))
        blocks += self._body(head)
        return blocks

    def _is_body(self, line: Line) -> bool:
        return line.mark is None and line.length <= _NAMES and bool(self.body.fullmatch(line.words))

    def _is_title(self, line: Line) -> bool:
        return line.mark is None and not line.role and bool(self.title.fullmatch(line.words))

    def _contents(self) -> None:
        """A table of contents is furniture up to where its first heading comes again."""
        tables = [at for at, line in enumerate(self.lines) if line.role == "contents"]
        self.furniture.update(tables)
        for at in tables[:_MOST_TABLES]:
            if at + 1 >= len(self.lines):
                continue
            first = _key(self.lines[at + 1].words)
            end = at + 2
            while (
                end < len(self.lines) and self.lines[end].length <= _HEADLINE and _key(self.lines[end].words) != first
            ):
                end += 1
            if end < len(self.lines) and _key(self.lines[end].words) == first:
                self.furniture.update(range(at, end))

    def _annex_lists(self) -> None:
        """``附件：1.分工表`` names annexes, it opens none: furniture with the numbered names below it."""
        for at, line in enumerate(self.lines):
            mark = line.mark
            if mark is None or mark.series.rank or at in self.furniture:
                continue
            following = self.lines[at + 1] if at + 1 < len(self.lines) else None
            bare = mark.end >= line.stop
            listing = not bare and ("：" in line.words[:8] or ":" in line.words[:8])
            if bare and following is not None and following.mark and following.mark.series.id == "mark.decimal":
                listing = line.words.endswith(("：", ":"))
            if not listing:
                continue
            self.furniture.add(at)
            end = at + 1
            while end < len(self.lines) and self._names_annex(self.lines[end]):
                self.furniture.add(end)
                end += 1

    @staticmethod
    def _names_annex(line: Line) -> bool:
        mark = line.mark
        return (
            mark is not None
            and mark.series.id == "mark.decimal"
            and line.length <= _TITLE_WIDTH
            and "。" not in line.words
        )

    def _head_length(self) -> int:
        """How many lines stand before the first numbered one; an annex mark among them opens the text itself."""
        for at, line in enumerate(self.lines):
            if line.mark is not None and at not in self.furniture and line.mark.series.rank:
                for earlier in range(at):
                    if self.lines[earlier].mark is not None:
                        self.furniture.add(earlier)
                return at
        return len(self.lines)

    # head ------------------------------------------------------------------------------------------------------

    def _head(self, lines: Sequence[Line], *, whole: bool) -> list[Block]:
        blocks: list[Block] = []
        at = 0
        while at < len(lines):
            block, used = self._head_block(lines, at, blocks[-1].kind if blocks else None)
            blocks.append(block)
            self.spoken = self.spoken or block.kind is Kind.FRAME or (block.kind is Kind.DOCUMENT and _speaks(block))
            self.works.update(_WORK.findall(block.line.words))
            at += used
        self._untitled(blocks, whole=whole)
        self._kickers(blocks)
        self._frames(blocks)
        prose = Kind.PARAGRAPH if whole else Kind.PREAMBLE
        return [replace(block, kind=prose) if block.kind is Kind.DOCUMENT else block for block in blocks]

    def _head_block(self, lines: Sequence[Line], at: int, last: Kind | None) -> tuple[Block, int]:
        """The block that begins at ``at``; prose is marked with the root's kind until its place is known."""
        line = lines[at]
        spoken = self.spoken
        if at in self.furniture or line.role in {"furniture", "contents"}:
            return _block(line, Kind.FURNITURE), 1
        if line.role == "full-text":
            return _block(line, Kind.FURNITURE, words="\0"), 1
        if line.role in {"docNumber", "frame"}:
            return _block(line, Kind(line.role)), 1
        if line.role == "issuer":
            return _block(line, Kind.SIGNATURE if spoken else Kind.ISSUER), 1
        if line.role == "date":
            return _block(line, Kind.SIGNATURE if spoken else Kind.DATE), 1
        if line.role == "salutation":
            return _block(line, Kind.DOCUMENT if spoken else Kind.SALUTATION), 1
        if not spoken or last in {Kind.SIGNATURE, Kind.FURNITURE} or line.words in self.works:
            used = self._title_lines(lines, at)
            if used:
                words = "".join(part.words for part in lines[at : at + used])
                return Block(line, Kind.TITLE, lines[at + used - 1].stop, words), used
        if self._is_body(line):
            signs = at + 1 == len(lines) or lines[at + 1].role == "date" or self._is_body(lines[at + 1])
            if not spoken:
                return _block(line, Kind.ISSUER), 1
            if signs:
                return _block(line, Kind.SIGNATURE), 1
        return _block(line, Kind.TABLE if line.role == "row" else Kind.DOCUMENT), 1

    def _title_lines(self, lines: Sequence[Line], at: int) -> int:
        """How many lines from ``at`` make up one title; 0 if none begins there."""
        words = lines[at].words
        used = int(self._is_title(lines[at]))
        if used and self.title_whole.fullmatch(words):
            return 1
        if not self._wraps(lines[at]) or not (used or self.title_start.fullmatch(words)):
            return used
        for end in range(at + 1, min(at + _TITLE_LINES, len(lines))):
            line = lines[end]
            if line.mark is not None or line.role or not self._wraps(line):
                break
            words += line.words
            if self.title.fullmatch(words):
                if self.title_whole.fullmatch(words):
                    return end + 1 - at
                used = used or end + 1 - at
        return used

    @staticmethod
    def _wraps(line: Line) -> bool:
        return line.length <= _TITLE_WIDTH and not _SENTENCE.search(line.words)

    def _untitled(self, blocks: list[Block], *, whole: bool) -> None:
        """A short first line without a full stop is a title even if it names no kind of document."""
        if any(block.kind in {Kind.TITLE, Kind.FRAME} for block in blocks):
            return
        for at, block in enumerate(blocks):
            if block.kind is Kind.DOCUMENT:
                short = block.line.length <= _TITLE_WIDTH and not re.search(r"[。；！？，：:;,]$", block.words)
                if short and not (whole and at + 1 == len(blocks)):
                    blocks[at] = replace(block, kind=Kind.TITLE)
                return

    @staticmethod
    def _kickers(blocks: list[Block]) -> None:
        """Scraps above the title or the news lead, such as a page's menu, are furniture."""
        opening = next((at for at, block in enumerate(blocks) if block.kind in {Kind.TITLE, Kind.FRAME}), 0)
        for at, block in enumerate(blocks[:opening]):
            if block.kind is Kind.DOCUMENT and not _speaks(block):
                blocks[at] = replace(block, kind=Kind.FURNITURE)
        menu = sum(block.kind is Kind.FURNITURE for block in blocks[:opening]) >= _MENU
        for at, block in enumerate(blocks[:opening]):
            # In a menu a name of a body is one more entry, unless it stands right above the title.
            if menu and block.kind is Kind.ISSUER and blocks[at + 1].kind is Kind.FURNITURE:
                blocks[at] = replace(block, kind=Kind.FURNITURE)

    @staticmethod
    def _frames(blocks: list[Block]) -> None:
        """What is said before the last title, or before 全文如下, frames the directive."""
        first = next((at for at, block in enumerate(blocks) if block.kind is Kind.DOCUMENT), len(blocks))
        ends = [
            at for at, block in enumerate(blocks) if block.words == "\0" or (block.kind is Kind.TITLE and at > first)
        ]
        for at, block in enumerate(blocks):
            if block.words == "\0":
                blocks[at] = replace(block, words=block.line.words)
            elif ends and at < ends[-1] and block.kind is Kind.DOCUMENT:
                blocks[at] = replace(block, kind=Kind.FRAME)

    # body ------------------------------------------------------------------------------------------------------

    def _body(self, head: int) -> list[Block]:
        lines = self.lines
        starts = self._annex_starts(head)
        blocks: list[Block] = []
        bounds = [head, *sorted(starts), len(lines)]
        for begin, end in pairwise(bounds):
            blocks += self._segment(begin, end, opens=begin in starts)
        return blocks

    def _annex_starts(self, head: int) -> set[int]:
        """Lines that open an annex: an annex mark, or a title right after a signed date."""
        starts: set[int] = set()
        previous = ""
        for at in range(head, len(self.lines)):
            line = self.lines[at]
            if at in self.furniture or line.role == "furniture":
                continue
            if (line.mark is not None and not line.mark.series.rank) or (
                previous == "date" and at > head and self._is_title(line)
            ):
                starts.add(at)
            previous = line.role if line.mark is None else "mark"
        return starts

    def _segment(self, begin: int, end: int, *, opens: bool) -> list[Block]:
        """One stretch of the body; its last lines may be a signature."""
        kinds: list[Kind | None] = []
        for at in range(begin, end):
            line = self.lines[at]
            if at in self.furniture or (line.mark is None and line.role == "furniture"):
                kinds.append(Kind.FURNITURE)
            elif line.mark is not None:
                kinds.append(None)
            else:
                kinds.append(Kind.TABLE if line.role == "row" else Kind.PARAGRAPH)
        self._foot(kinds, begin)
        tail = end
        signed = False
        while tail > begin + opens:
            line = self.lines[tail - 1]
            dated = line.mark is None and line.role in {"date", "issuer"}
            if dated or (self._is_body(line) and (signed or tail == end or self._only_furniture(kinds, tail - begin))):
                kinds[tail - 1 - begin] = Kind.SIGNATURE
                signed = True
            elif kinds[tail - 1 - begin] is not Kind.FURNITURE:
                break
            tail -= 1
        blocks = [_block(self.lines[begin + n], kind) for n, kind in enumerate(kinds)]
        if opens and blocks:
            blocks[0] = replace(blocks[0], kind=None, opens=True)
        return blocks

    def _foot(self, kinds: list[Kind | None], begin: int) -> None:
        """Scraps among the furniture at the foot of a page are furniture too."""
        first = len(kinds)
        for n in range(len(kinds) - 1, -1, -1):
            line = self.lines[begin + n]
            scrap = kinds[n] is Kind.PARAGRAPH and line.length <= _SCRAP and not _STOPS.search(line.words)
            if kinds[n] is Kind.FURNITURE:
                first = n
            elif not scrap or line.role or self._is_body(line):
                break
        kinds[first:] = [Kind.FURNITURE] * (len(kinds) - first)

    @staticmethod
    def _only_furniture(kinds: Sequence[Kind | None], since: int) -> bool:
        return all(kind is Kind.FURNITURE for kind in kinds[since:])


def _speaks(block: Block) -> bool:
    """Whether a block is a sentence rather than a scrap: long, or with a stop in it."""
    return block.line.length > _TITLE_WIDTH or bool(_STOPS.search(block.words))


def _block(line: Line, kind: Kind | None, *, words: str | None = None) -> Block:
    return Block(line, kind, line.stop, line.words if words is None else words)


def _key(words: str) -> str:
    """A heading without white space, dot leaders and page number, for comparing it with its entry in the contents."""
    return "".join(_LEADER.sub("", words).split())
