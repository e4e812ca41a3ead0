"""An explanation shows a norm in its sentence, what read each part, and whom it reaches on which basis."""

import json

import pyoxigraph as ox
import pytest

from kg.errors import NotFound
from kg.query import explain
from kg.store import Embedded
from tests.query.test_cases import load

MORE = """
PREFIX id: <https://w3id.org/zhize/id/>
PREFIX kg: <https://w3id.org/zhize/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
id:graph\\/more {
  id:directive\\/a\\/n2 kg:sentence "县处级以上领导班子要每年至少举办1期读书班，列出专题。"@zh ; kg:checkable true ;
    kg:confidence id:confidence\\/high ; kg:issue id:directive\\/a\\/n2\\/issue\\/1 ; kg:cadence id:directive\\/a\\/n2\\/cadence\\/1 ;
    kg:mechanism id:mechanism\\/reading-class ;
    kg:evidence id:directive\\/a\\/n2\\/evidence, id:directive\\/a\\/n2\\/evidence\\/cadence\\/1, id:directive\\/a\\/n2\\/evidence\\/bearer\\/1,
      id:directive\\/a\\/n2\\/evidence\\/mechanism\\/1, id:directive\\/a\\/n2\\/evidence\\/modality\\/1 .
  id:confidence\\/high skos:notation "high" .
  id:mechanism\\/reading-class skos:prefLabel "读书班"@zh ; skos:notation "reading-class" ; kg:mechanismKind id:mechanism-kind\\/activity .
  id:mechanism-kind\\/activity skos:notation "activity" .
  id:directive\\/a\\/n2\\/issue\\/1 kg:issueCode id:issue-code\\/blank ; kg:message "a number was left blank" .
  id:issue-code\\/blank skos:notation "blank" .
  id:directive\\/a\\/n2\\/cadence\\/1 kg:words "每年至少举办1期"@zh ; kg:count ">=1" ; kg:unit "期" ; kg:period "P1Y" .
  id:directive\\/a\\/n2\\/evidence kg:part "quote" ; oa:exact "每年至少举办1期读书班" ; kg:start 20 ; kg:end 31 ; kg:rule "segment.period" .
  id:directive\\/a\\/n2\\/evidence\\/cadence\\/1 kg:part "cadence" ; oa:exact "每年至少举办1期" ; kg:value id:directive\\/a\\/n2\\/cadence\\/1 ; kg:start 20 ; kg:end 28 ; kg:rule "cadence.count" .
  id:directive\\/a\\/n2\\/evidence\\/bearer\\/1 kg:part "bearer" ; oa:exact "县处级以上领导班子" ; kg:value id:bearer\\/from-county ; kg:start 10 ; kg:end 19 ; kg:rule "subject" .
  id:directive\\/a\\/n2\\/evidence\\/mechanism\\/1 kg:part "mechanism" ; oa:exact "读书班" ; kg:value id:mechanism\\/reading-class ; kg:start 28 ; kg:end 31 ; kg:rule "mechanism" .
  id:directive\\/a\\/n2\\/evidence\\/modality\\/1 kg:part "modality" ; kg:rule "modality.yao" .
  id:directive\\/b dcterms:title "关于乙的意见"@zh .
  id:directive\\/b\\/n1 kg:quote "每年至少举办1期读书班"@zh ; kg:inDirective id:directive\\/b ; kg:inProvision id:directive\\/b\\/item_1 .
}
""".replace("PREFIX id", "PREFIX dcterms: <http://purl.org/dc/terms/>\nPREFIX id")


@pytest.fixture(scope="module")
def connection() -> Embedded:
    """The graph of the question about duties, with one norm told in full."""
    found = load("duties")
    found.store.load(MORE, ox.RdfFormat.TRIG)
    return found


def test_a_norm_in_its_sentence(connection: Embedded):
    """The quote is marked where it stands."""
    found = explain(connection, "a/n2")
    assert (found.before, found.quote, found.after) == ("县处级以上领导班子要", "每年至少举办1期读书班", "，列出专题。")
    assert (found.id, found.directive, found.title, found.path) == ("a/n2", "a", "关于甲的意见", "一")
    assert (found.modality, found.confidence, found.checkable) == ("obligation", "high", True)


def test_a_quote_longer_than_its_sentence_is_shown_alone(connection: Embedded):
    """Without a sentence the quote stands for it."""
    found = explain(connection, "a/n4")
    assert (found.before, found.quote, found.after) == ("", "集体讨论查找问题", "")


def test_each_part_has_its_words_value_place_and_rule(connection: Embedded):
    """In the order of the text; parts without words first."""
    parts = {part.part: part for part in explain(connection, "a/n2").parts}
    assert list(parts) == ["modality", "bearer", "quote", "cadence", "mechanism"]
    assert (parts["modality"].value, parts["modality"].start) == ("obligation", None)
    assert (parts["bearer"].words, parts["bearer"].start, parts["bearer"].end, parts["bearer"].rule) == (
        "县处级以上领导班子",
        10,
        19,
        "subject",
    )
    assert parts["bearer"].value == "leadership-team @ >=county"
    assert parts["cadence"].value == "count >=1, per P1Y, unit 期"
    assert parts["mechanism"].value == "reading-class, activity"


def test_each_of_several_bearers_has_its_own_reading():
    """Words lead to the bearer that was read from them, whatever the bearer is labelled."""
    made = load("duties")
    made.store.load(
        """
PREFIX id: <https://w3id.org/zhize/id/>
PREFIX kg: <https://w3id.org/zhize/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
id:graph\\/more {
  id:directive\\/a\\/n2 kg:fallsOn id:bearer\\/member ; kg:evidence id:e\\/1, id:e\\/2 .
  id:e\\/1 kg:part "bearer" ; oa:exact "班子" ; kg:start 1 ; kg:end 3 ; kg:rule "r" ; kg:value id:bearer\\/from-county .
  id:e\\/2 kg:part "bearer" ; oa:exact "他们" ; kg:start 4 ; kg:end 6 ; kg:rule "r" ; kg:value id:bearer\\/member .
}
""",
        ox.RdfFormat.TRIG,
    )
    parts = explain(made, "a/n2").parts
    assert [(part.words, part.value) for part in parts] == [
        ("班子", "leadership-team @ >=county"),
        ("他们", "party-member @ unstated"),
    ]


@pytest.mark.parametrize(
    ("norm", "bearer", "level", "basis"),
    [
        ("a/n1", "县级领导班子", "county", "named"),
        ("a/n2", "县处级以上领导班子", "county", "level-range"),
        ("a/n3", "各级领导班子", "township", "all-levels"),
        ("a/n4", "领导班子", "county", "level-unstated"),
        ("a/n5", "各地区", "county", "addressee"),
        ("a/n6", "党员", "county", "as-member"),
    ],
)
def test_why_it_applies(connection: Embedded, norm: str, bearer: str, level: str, basis: str):
    """Each level that is reached has its basis, the same as the answer about duties gives."""
    (found,) = explain(connection, norm).bearers
    assert found.label == bearer
    assert {reached.level: reached.basis for reached in found.levels}[level] == basis
    (reached,) = [reached for reached in found.levels if reached.level == level]
    assert "leadership" in (reached.as_member if basis in ("as-member", "addressee") else reached.by_name)


def test_a_norm_that_reaches_no_position_says_so(connection: Embedded):
    """Its bearer is named all the same."""
    (found,) = explain(connection, "a/n7").bearers
    assert (found.label, found.levels) == ("村委会", ())


def test_issues_and_other_places(connection: Embedded):
    """What is doubtful, and who says the same words."""
    found = explain(connection, "a/n2")
    assert found.issues == ("blank: a number was left blank",)
    assert [(place.norm, place.title) for place in found.elsewhere] == [("b/n1", "关于乙的意见")]


def test_an_explanation_is_json(connection: Embedded):
    """Plain values only."""
    assert json.loads(json.dumps(explain(connection, "a/n8").as_dict()))["quote"] == "查找差距和不足"


def test_what_is_not_there_is_said(connection: Embedded):
    """With the way to the ids."""
    with pytest.raises(NotFound, match="kg ask evidence lists the norms"):
        explain(connection, "a/n99")
