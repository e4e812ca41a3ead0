"""One reading → its quads: exactly these, always the same, whatever the text holds."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse, serialize

from kg.model import Issue, Level, Modality, Run, SourceText, Span
from kg.populate import Coverage, coverage, quads, turtle
from kg.populate.names import BASE, KG
from tests.populate.builders import (
    ALL,
    bearer,
    bound,
    cadence,
    directive,
    listed,
    metadata,
    named,
    norm,
    reading,
    unread,
)

GOLDEN = Path(__file__).parent / "golden" / "reading.ttl"


def whole():
    """A reading that has one of everything."""
    full = norm(
        1,
        bearer("县处级以上领导班子", "leadership-team", level=bound(Level.COUNTY)),
        cadence=(cadence(count=">=1", unit="期", per="P1Y"),),
        mechanisms=(named("读书班", key="reading-class", kind="activity"), named("某某机制", kind="mechanism")),
        targets=(named("党员", key="party-member"),),
        references=(named("《党章》"),),
        issues=(Issue(code="blank", span=Span(0, 2), message="空白"),),
    )
    return reading(
        full,
        norm(2, quote="举办1期读书班", modality=Modality.PROHIBITION),
        unread=(unread(),),
        addressees=(bearer("各地区", "region", level=ALL), bearer("某协会")),
        issuers=(bearer("中央", level=listed(Level.CENTRAL)),),
        header={
            "doc_type": "实施意见",
            "issuers": ("中共中央办公厅",),
            "date": "2020-09-14",
            "implements": ("《关于某事的意见》",),
        },
    )


def objects(graph, subject, name):
    """What the quads say of ``subject``, by the last part of the predicate."""
    return {q.object.value for q in graph if q.subject.value == subject and q.predicate.value.endswith(name)}


def test_one_of_everything():
    """The graph of a reading is what the golden file holds. After a change that is meant: look at the difference, then write the file anew."""
    assert (
        turtle(quads(whole(), metadata(authority="official-text", implements=("other-one",)))).decode()
        == GOLDEN.read_text()
    )


def test_the_same_reading_gives_the_same_quads():
    """Quads come in the same order each time."""
    assert list(quads(whole(), metadata())) == list(quads(whole(), metadata()))


def test_its_own_in_one_graph_and_no_blank_node():
    """A directive can be replaced by replacing its graph."""
    graph = list(quads(whole(), metadata()))
    assert {q.graph_name.value for q in graph} == {f"{BASE}graph/000", f"{BASE}graph/shared"}
    assert not [q for q in graph if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]
    assert len(set(graph)) == len(graph)


def test_what_is_shared_is_said_alike_by_all():
    """Two directives with the same bearer describe it with the same quads, in the graph that they share."""
    shared = []
    for key, words in (("a", "各级党委"), ("b", "各级党委会")):
        made = reading(norm(1, bearer(words, "party-committee", level=ALL)), key=key)
        shared.append({q for q in quads(made, metadata(key)) if q.graph_name.value == f"{BASE}graph/shared"})
    assert shared[0] == shared[1]
    assert f"{BASE}bearer/party-committee@all" in {q.subject.value for q in shared[0]}


def test_what_is_named_twice_is_said_once():
    """A target that stands twice in one norm is one target, with two places."""
    graph = list(quads(reading(norm(1, targets=(named("党员"), named("党员")))), metadata()))
    assert len(set(graph)) == len(graph)
    assert len([q for q in graph if q.predicate.value == f"{KG}target"]) == 1
    assert len([q for q in graph if q.predicate.value == f"{KG}part" and q.object.value == "target"]) == 2


def test_the_base_is_the_callers():
    """Individuals move to another base; the terms stay."""
    graph = list(quads(whole(), metadata(), base="https://example.org/x/"))
    text = serialize(graph, format=RdfFormat.N_QUADS).decode()
    assert BASE not in text
    assert KG in text


def test_bearers_read_alike_are_one_node():
    """各级党委 and 各级党委会 say one thing; words stay on the norm."""
    graph = list(
        quads(
            reading(
                norm(1, bearer("各级党委", "party-committee", level=ALL)),
                norm(2, bearer("各级党委会", "party-committee", level=ALL)),
            ),
            metadata(),
        )
    )
    bearers = {q.object.value for q in graph if q.predicate.value == f"{KG}bearer"}
    assert bearers == {f"{BASE}bearer/party-committee@all"}
    assert {q.object.value for q in graph if q.predicate.value == f"{KG}bearerWords"} == {"各级党委", "各级党委会"}
    assert objects(graph, f"{BASE}bearer/party-committee@all", "rdf-schema#label") == {"各级党委"}


def test_bearer_names_say_who_and_which_levels():
    """The name of a bearer is its reading."""
    cases = {
        "leadership-team@county-up": bearer("县处级以上领导班子", "leadership-team", level=bound(Level.COUNTY)),
        "leadership-team@municipal-county": bearer(
            "市、县领导班子", "leadership-team", level=listed(Level.MUNICIPAL, Level.COUNTY)
        ),
        "cadre+party-member@none": bearer("党员、干部", "party-member", "cadre"),
        "~行政执法主体@none": bearer("行政执法主体"),
    }
    for name, value in cases.items():
        graph = quads(reading(norm(1, value)), metadata())
        assert f"{BASE}bearer/{name}" in {q.object.value for q in graph if q.predicate.value == f"{KG}bearer"}


def test_a_level_is_said_once():
    """A head that says its level is not given it again; a range, another level and a plain head keep theirs."""
    cases = {
        "基层党组织": bearer("基层党组织", "primary-party-organization", level=listed(Level.GRASSROOTS)),
        "县委": bearer("县委", "county-committee", level=listed(Level.COUNTY)),
        "中央和国家机关": bearer("中央和国家机关", "central-organs", level=listed(Level.CENTRAL)),
        "县级领导班子": bearer("县领导班子", "leadership-team", level=listed(Level.COUNTY)),
        "县级以上领导班子": bearer("县处级以上领导班子", "leadership-team", level=bound(Level.COUNTY)),
        "基层干部、基层党员": bearer(
            "基层党员、基层干部", "primary-party-member", "primary-cadre", level=listed(Level.GRASSROOTS)
        ),
        "县委、县级领导班子": bearer(
            "县委和领导班子", "county-committee", "leadership-team", level=listed(Level.COUNTY)
        ),
    }
    for label, value in cases.items():
        graph = list(quads(reading(norm(1, value)), metadata()))
        (node,) = {q.object.value for q in graph if q.predicate.value == f"{KG}bearer"}
        assert objects(graph, node, "rdf-schema#label") == {label}


def test_evidence_names_what_was_read_from_it():
    """Each bearer, cadence, mechanism, target and reference has evidence that leads to it."""
    graph = list(quads(whole(), metadata()))
    subject = f"{BASE}directive/000/item_1__norm_1"
    for part in ("bearer", "cadence", "mechanism", "target", "reference"):
        evidence = [q.subject for q in graph if q.predicate.value == f"{KG}part" and q.object.value == part]
        read = {q.object.value for q in graph if q.subject in evidence and q.predicate.value == f"{KG}value"}
        assert read == objects(graph, subject, f"ontology#{part}")
        assert read


def test_how_much_was_read_is_counted():
    """Of the sentences that could carry a norm: those that gave some, and those that nothing explains."""
    made = reading(norm(1), norm(2), unread=(unread(), unread(reason="fragment"), unread(reason="not-understood")))
    assert coverage(replace(made, sentences=5)) == Coverage(sentences=5, bearing=2, unclear=2)
    graph = list(quads(replace(made, sentences=5), metadata()))
    assert objects(graph, f"{BASE}directive/000", "#bearingSentenceCount") == {"2"}


def test_places_are_those_of_the_original():
    """Evidence points into the file as received, not into the clean text."""
    clean = "县处级以上领导班子每年至少举办1期读书班。"
    source = SourceText(
        name="a.html", text=clean, original=f"<p>{clean}</p>", runs=(Run(0, len(clean), 3, len(clean)),)
    )
    made = reading(norm(1))
    shifted = type(made)(
        directive=type(made.directive)(
            key="000", source=source, header=made.directive.header, root=directive(text=clean).root
        ),
        norms=(norm(1),),
        unread=(),
        addressees=(),
    )
    evidence = f"{BASE}directive/000/item_1__norm_1/evidence"
    graph = list(quads(shifted, metadata()))
    start, end = (int(*objects(graph, evidence, f"ontology#{name}")) for name in ("start", "end"))
    assert source.original[start:end] == source.quote(norm(1).span)


def test_a_blank_count_gets_no_number():
    """× in the text is unknown: not 0 and not 1."""
    graph = list(quads(reading(norm(1, cadence=(cadence(count="x", duration="PxD"),))), metadata()))
    node = f"{BASE}directive/000/item_1__norm_1/cadence/1"
    assert objects(graph, node, "#count") == {"x"}
    assert objects(graph, node, "Count") == set()
    assert objects(graph, node, "#duration") == set()


def test_a_directive_without_title_or_date_still_has_a_title():
    """Questions can always show a directive by its title."""
    graph = list(quads(reading(header={"title": "", "date": "去年"}), metadata()))
    assert objects(graph, f"{BASE}directive/000", "terms/title") == {"000.txt"}
    assert objects(graph, f"{BASE}directive/000", "date_document") == set()


def test_what_was_read_from_the_root_has_its_provision():
    """A norm of a document without provisions stands in the root."""
    graph = list(quads(reading(norm(1, provision="document")), metadata()))
    assert objects(graph, f"{BASE}directive/000/document", "#provisionKind") == {f"{BASE}provision-kind/document"}


hostile = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    ['"', "'''", "\\", "\n.\n", "\x00", "\ud800", "\u202e反转", "> . <", "}", "]]>", "<script>", "😀"]
)


@settings(max_examples=60, deadline=None)
@given(hostile, hostile, hostile)
def test_no_words_break_a_syntax(words, other, key):
    """Whatever the labels, the graph can be written and comes back as it was."""
    made = reading(
        norm(
            1,
            bearer(words),
            quote=other,
            mechanisms=(named(words),),
            targets=(named(other),),
            references=(named(words),),
        ),
        header={"title": words, "doc_type": other, "issuers": (words,), "implements": (other,), "number": words},
        text=words + other + "。",
        key=key,
    )
    graph = list(quads(made, metadata(key)))
    for syntax in (RdfFormat.N_QUADS, RdfFormat.TRIG):
        assert set(parse(serialize(graph, format=syntax), format=syntax)) == set(graph)
    assert {q.triple for q in parse(turtle(graph), format=RdfFormat.TURTLE)} == {q.triple for q in graph}


def test_values_from_vocabularies_are_their_concepts():
    """Keys of the closed vocabularies that the model knows are in the tables."""
    from kg.model import BearerSource, Confidence, Kind
    from kg.populate.labels import preferred

    assert set(BearerSource) == set(preferred("bearer-source"))
    assert set(Confidence) == set(preferred("confidence"))
    assert set(Kind) == set(preferred("provision-kind"))
    assert set(Modality) == set(preferred("modality"))
    assert tuple(Level) == tuple(preferred("level"))
