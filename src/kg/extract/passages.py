"""A directive → its passages: the own words of each provision that may carry norms, cut into sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.grammar import Grammar
from kg.extract.looks import Look, looks
from kg.extract.patterns import pattern_of
from kg.extract.segments import Scanner, Sentence
from kg.model import Directive, Kind, Provision

CASES = "u"
"""The letter of words that say a list names cases (有下列情形之一的) and not what is to be done."""

_OWN_SCOPE = frozenset({Kind.ARTICLE, Kind.ITEM, Kind.CLOSING, Kind.FRAME, Kind.CHAPTER, Kind.SECTION, Kind.PART})


@dataclass(slots=True)
class Lead:
    """The sentence that a list hangs on. ``reason``: why its entries are no norms, ``""`` if they are."""

    look: Look
    reason: str


@dataclass(slots=True)
class Passage:
    """One provision's own words. ``scope`` numbers the stretch of text in which a subject may go on."""

    provision: Provision
    looks: list[Look]
    scope: int
    scope_head: Provision
    lead: Lead | None = None
    tasks: list[tuple[int, int]] = field(default_factory=list)
    """Where the lines in brackets stand that say who carries out what stands before them."""

    def task_after(self, place: int) -> tuple[int, int] | None:
        """The first line in brackets that stands at ``place`` or after it."""
        index = bisect_left(self.tasks, (place, 0))
        return self.tasks[index] if index < len(self.tasks) else None

    @property
    def kind(self) -> str:
        """The provision's kind as a feature; entries of lists are told apart."""
        kind = str(self.provision.kind)
        return f"{kind}-{self.lead.reason or 'entry'}" if self.lead else kind


def passages(directive: Directive, scanner: Scanner, grammar: Grammar) -> Iterator[Passage]:
    """The passages of ``directive`` in text order, those of kinds that never carry norms left out."""
    scopes = 0
    stack: list[tuple[Provision, int, Provision, Lead | None]] = [(directive.root, 0, directive.root, None)]
    while stack:
        provision, scope, head, lead = stack.pop()
        if lead is None and (
            provision.kind in _OWN_SCOPE or (provision.kind is Kind.PARAGRAPH and head.kind is not Kind.ARTICLE)
        ):
            scopes += 1
            scope, head = scopes, provision
        own: Lead | None = None
        if provision.kind.speaks and len(provision.body):
            tasks = list(tasks_in(scanner, provision.body.start, provision.body.end))
            found = looks(
                list(_sentences(scanner, provision, tasks)), grammar, scanner, framed=provision.kind is Kind.FRAME
            )
            if found:
                yield Passage(provision, found, scope, head, lead, tasks)
                own = _lead(found)
        stack.extend((child, scope, head, own or lead) for child in reversed(provision.children))


def tasks_in(scanner: Scanner, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the task lines of ``text[start:end]`` stand, brackets included."""
    if scanner.text.find("（", start, end) >= 0:
        for match in pattern_of(scanner.lexicon, "task", "task.line").finditer(scanner.text, start, end):
            yield match.span()


def _sentences(scanner: Scanner, provision: Provision, tasks: list[tuple[int, int]]) -> Iterator[Sentence]:
    """The sentences of a provision's own words; a task line is none of them and ends the one before."""
    at = provision.body.start
    for start, end in [*tasks, (provision.body.end, provision.body.end)]:
        yield from scanner.sentences(at, start)
        at = end


def _lead(found: list[Look]) -> Lead | None:
    """The last segment, if it ends in a colon, with what it says of the entries that follow."""
    last = found[-1]
    if last.segment.mark != "：":
        return None
    sentence = found[-last.place - 1 :]
    code = "".join(look.segment.code for look in sentence)
    if CASES in code:
        return Lead(last, "condition")
    reason = next((look.shape.decision for look in sentence if look.shape.decision.startswith("none:")), "")
    return Lead(sentence[0] if sentence[0].shape.subject else last, reason.removeprefix("none:"))
