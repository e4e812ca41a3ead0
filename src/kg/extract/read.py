"""A directive → its norms, passage by passage in text order, and a reason for each sentence that gave none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extract.bearers import BearerReader, union
from kg.extract.cadence import CadenceReader
from kg.extract.checkable import CheckableReader
from kg.extract.grammar import Grammar
from kg.extract.issues import IssueReader
from kg.extract.looks import Look
from kg.extract.model import Model, packaged
from kg.extract.names import NameReader
from kg.extract.passages import Passage, passages
from kg.extract.segments import Scanner, Segment, Sentence
from kg.extract.subjects import Scope, SubjectResolver
from kg.extract.units import Cut, Unit, cut
from kg.lexicon import Lexicon, fold
from kg.model import (
    Bearer,
    BearerSource,
    Cadence,
    Confidence,
    Directive,
    Found,
    Issue,
    Kind,
    Modality,
    Norm,
    Provision,
    Reading,
    Span,
    Unread,
)

MODELS = ("boundaries", "subjects", "names", "checkable")
"""The decisions that are learned: ``data/model/<name>.json``."""

_MODALITY = {
    "M": Modality.OBLIGATION,
    "X": Modality.PROHIBITION,
    "Y": Modality.PROHIBITION,
    "K": Modality.PERMISSION,
    "k": Modality.PERMISSION,
}

_IMPERATIVE = Found(Modality.OBLIGATION, None, "modality.imperative")

_CLASSES = ((0.93, Confidence.HIGH), (0.7, Confidence.MEDIUM), (0.0, Confidence.LOW))
"""The least probability of each confidence class; ``make calibration`` prints how often each class is right."""


@dataclass(slots=True)
class _Result:
    norms: list[Norm] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    sentences: int = 0


def extract(directive: Directive, lexicon: Lexicon) -> Reading:
    """All norms of ``directive`` in text order. Never raises on any text."""
    return Reader(directive, lexicon, {name: packaged(name) for name in MODELS}).read()


class Reader:
    """Reads one directive. ``models`` holds one model a name of ``MODELS``."""

    def __init__(self, directive: Directive, lexicon: Lexicon, models: Mapping[str, Model]) -> None:
        self.directive = directive
        self.text = fold(directive.source.text)
        self.scanner = Scanner(self.text, lexicon)
        self.grammar = Grammar.of(lexicon, "segment")
        self.boundaries = models["boundaries"]
        self.bearers = BearerReader(self.scanner)
        self.resolver = SubjectResolver(self.bearers, models["subjects"])
        self.cadences = CadenceReader(lexicon)
        self.names = NameReader(self.scanner, lexicon, models["names"])
        self.checkable = CheckableReader(lexicon, models["checkable"])
        self.issues = IssueReader(lexicon).read(directive.source.text)
        self._issues = sorted(self.issues, key=lambda issue: issue.span)
        self._issue_starts = [issue.span.start for issue in self._issues]
        self.result = _Result()

    def read(self) -> Reading:
        scope, number = Scope(str(Kind.DOCUMENT)), -1
        for provision in self.directive.provisions():
            if not provision.kind.speaks and len(provision.body):
                self._furniture(provision)
        for passage in passages(self.directive, self.scanner, self.grammar):
            if passage.scope != number:
                number = passage.scope
                scope = self.scope_of(passage, scope)
            self._passage(passage, scope)
        return Reading(
            directive=self.directive,
            norms=tuple(self.result.norms),
            unread=tuple(sorted(self.result.unread, key=lambda unread: unread.span)),
            addressees=self._parties(self.directive.header.addressees),
            issuers=self._parties(self.directive.header.issuers),
            issues=(*self.directive.issues, *self.issues),
            sentences=self.result.sentences,
        )

    def scope_of(self, passage: Passage, before: Scope) -> Scope:
        """A fresh scope; a paragraph under a heading keeps the heading's subject."""
        head = passage.scope_head
        heading = self._heading_subject(head) or (before.heading if head.kind is Kind.PARAGRAPH and head.path else ())
        return Scope(str(head.kind), heading=heading)

    def _parties(self, phrases: tuple[str, ...]) -> tuple[Bearer, ...]:
        """Phrases of the header read as who × level; their spans are those of the phrases' first place in the text."""
        found: list[Bearer] = []
        for phrase in phrases:
            at = self.text.find(fold(phrase))
            if at >= 0:
                found.extend(self.bearers.read(at, at + len(phrase), "header.party"))
        return tuple(found)

    def _furniture(self, provision: Provision) -> None:
        self._unread(
            provision.body,
            provision,
            "heading" if provision.kind is Kind.TITLE else "furniture",
            f"kind.{provision.kind}",
        )

    def _heading_subject(self, provision: Provision) -> tuple[Bearer, ...]:
        """The subject of a heading that is a sentence with a modal (二、各县（市、区）教育局要切实承担…责任)."""
        if not provision.heading:
            return ()
        at = self.text.find(fold(provision.heading), provision.lead.start, provision.lead.end + 1)
        if at < 0:
            return ()
        for sentence in self.scanner.sentences(at, at + len(provision.heading)):
            segment = sentence.segments[0]
            shape = self.grammar.read(segment.code)
            if shape.subject and shape.modal:
                return self.bearers.phrase(segment.part(*shape.parts["subject"]), "subject.heading")
        return ()

    def _passage(self, passage: Passage, scope: Scope) -> None:
        sentences: dict[int, list[Look]] = {}
        for look in passage.looks:
            sentences.setdefault(look.sentence.start, []).append(look)
        self.result.sentences += len(sentences)
        found = Cut(outside=list(passage.looks)) if self.silent(passage) else cut(passage, self.boundaries, self.text)
        modality, lead = self._lead(passage)
        covered: set[int] = set()
        waiting = iter(sorted(found.outside, key=lambda look: look.segment.start))
        pending = next(waiting, None)
        state = _State()
        for unit in found.units:
            while pending is not None and pending.segment.start < unit.start:
                self.note_subject(pending, scope, passage.provision.eid)
                pending = next(waiting, None)
            covered.add(unit.main.sentence.start)
            self._norm(unit, passage, scope, state, modality, lead)
        while pending is not None:
            self.note_subject(pending, scope, passage.provision.eid)
            pending = next(waiting, None)
        for start, found_in in sentences.items():
            if start not in covered:
                self._unread(Span(start, found_in[0].sentence.end), passage.provision, *self._reason(passage, found_in))

    @staticmethod
    def silent(passage: Passage) -> bool:
        """Whether the passage's place already says that it holds no norm."""
        return passage.provision.kind is Kind.PREAMBLE or bool(passage.lead and passage.lead.reason)

    def note_subject(self, look: Look, scope: Scope, passage: str) -> None:
        """A subject named where there is no norm (…是第一责任人) is still the subject of what follows."""
        if look.shape.subject and look.shape.decision in ("topic", "begin", "introduce"):
            named = self.bearers.phrase(look.segment.part(*look.shape.parts["subject"]), "subject.topic")
            if named:
                scope.name(named, look.sentence.start, passage)

    def _lead(self, passage: Passage) -> tuple[Found[Modality] | None, tuple[Bearer, ...] | None]:
        """What the entries of a list take from the sentence that it hangs on: modality and subject."""
        if passage.lead is None:
            return None, None
        shape, segment = passage.lead.look.shape, passage.lead.look.segment
        modality = None
        if shape.modal:
            token = shape.parts["modal"][0]
            span = Span(segment.edges[token], segment.edges[token + 1])
            modality = Found(_MODALITY[segment.code[token]], span, "modality.list-lead")
        bearers: tuple[Bearer, ...] = ()
        if shape.subject:
            bearers = self.bearers.phrase(segment.part(*shape.parts["subject"]), "subject.list-lead")
        return modality, bearers

    def _reason(self, passage: Passage, sentence: list[Look]) -> tuple[str, str]:
        """Why a sentence gave no norm, and by which rule."""
        if passage.provision.kind is Kind.PREAMBLE:
            return "preamble", "kind.preamble"
        if passage.lead and passage.lead.reason:
            return passage.lead.reason, "list.lead"
        shapes = [look.shape for look in sentence]
        for shape in shapes:
            if shape.decision.startswith("none:"):
                return shape.decision.removeprefix("none:"), shape.rule
        if shapes and all(shape.decision in ("introduce", "unknown", "topic", "continue", "frame") for shape in shapes):
            return "fragment", shapes[0].rule
        if passage.provision.kind is Kind.FRAME:
            return "report-frame", "boundaries.outside"
        doubtful = any(shape.modal for shape in shapes)
        return ("not-understood" if doubtful else "background"), "boundaries.outside"

    def _unread(self, span: Span, provision: Provision, reason: str, rule: str) -> None:
        start, end = self.scanner.trim(span.start, span.end)
        if start < end:
            self.result.unread.append(Unread(span=Span(start, end), provision=provision.eid, reason=reason, rule=rule))

    def _norm(
        self,
        unit: Unit,
        passage: Passage,
        scope: Scope,
        state: _State,
        lead_modality: Found[Modality] | None,
        lead_bearers: tuple[Bearer, ...] | None,
    ) -> None:
        provision = passage.provision
        bearers, source = self.resolver.resolve(unit, scope, lead_bearers, provision.eid, passage.task_after(unit.end))
        modality = self._modality(unit, state, lead_modality)
        same_sentence = state.sentence is unit.main.sentence
        cadence = self.cadences.read(self.text, unit.start, unit.end, state.frequency if same_sentence else None)
        state.frequency = next((one for one in cadence if one.per and one.count), None)
        if not same_sentence:
            state.sentence = unit.main.sentence
            state.span = Span(*self.scanner.trim(state.sentence.start, state.sentence.end))
        state.modality = modality
        state.place = state.place + 1
        if not same_sentence or unit.topic:
            state.topic = unit.topic
        subject = unit.subject if source.rule == "subject.sentence" else None
        names = self.names.read(unit.whole, unit.main.word, subject, state.topic)
        span = Span(unit.start, unit.end)
        self.result.norms.append(
            Norm(
                id=f"{provision.eid}__norm_{state.place}",
                provision=provision.eid,
                path=provision.path,
                span=span,
                quote=self.directive.source.quote(span),
                sentence=state.span,
                rule=unit.rule,
                modality=modality,
                bearers=bearers,
                bearer_source=source,
                level=union(bearer.level for bearer in bearers),
                checkable=self.checkable.read(unit, self.text, modality.value, cadence, names.mechanisms),
                cadence=cadence,
                mechanisms=names.mechanisms,
                targets=names.targets,
                references=names.references,
                confidence=_confidence(unit, source),
                issues=self._issues_in(span),
            )
        )

    def _issues_in(self, span: Span) -> tuple[Issue, ...]:
        """The issues of the text that lie in a norm's quote, in text order."""
        first = bisect_left(self._issue_starts, span.start)
        beyond = bisect_left(self._issue_starts, span.end, first)
        return tuple([issue for issue in self._issues[first:beyond] if issue.span.end <= span.end])

    def _modality(self, unit: Unit, state: _State, lead: Found[Modality] | None) -> Found[Modality]:
        """The modal's or the verb's modality.

        A permission goes on within its sentence, and that of a list's lead in its entries.
        """
        main = unit.main
        segment = main.segment
        token = unit.modal if unit.modal >= 0 else main.shape.head
        modality = _MODALITY.get(segment.code[token]) if token >= 0 else None
        if modality is not None:
            span = Span(segment.edges[token], segment.edges[token + 1])
            return Found(modality, span, self.scanner.source(segment, token))
        if lead is not None:
            return lead
        before = state.modality
        goes_on = before is not None and before.rule in ("modality.permission", "modality.goes-on")
        if goes_on and before is not None and state.sentence is main.sentence and not main.shape.subject:
            return Found(before.value, before.span, "modality.goes-on")
        return _IMPERATIVE


_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class _State:
    """What one norm hands on to the next of its passage."""

    sentence: Sentence | None = None
    span: Span = _NOWHERE
    """The sentence without white space at its ends."""
    modality: Found[Modality] | None = None
    frequency: Cadence | None = None
    topic: Segment | None = None
    place: int = 0


def _confidence(unit: Unit, source: Found[BearerSource]) -> Confidence:
    """The class of the boundary's probability; an inherited subject is never surer than medium."""
    for least, confidence in _CLASSES:
        if unit.certainty >= least:
            inherited = source.value is BearerSource.INHERITED and confidence is Confidence.HIGH
            return Confidence.MEDIUM if inherited else confidence
    return Confidence.LOW
