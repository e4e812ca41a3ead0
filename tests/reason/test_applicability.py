"""To whom a norm applies, and on which basis."""

import pytest

from kg.model import LEVELS, Level
from kg.populate import BASE
from kg.populate.names import KG
from tests.populate.builders import ALL, UNSTATED, bearer, bound, listed, norm, reading
from tests.reason.graphs import addressed, basis, named, store_of

COUNTY_UP = bound(Level.COUNTY)
THREE = listed(Level.PROVINCIAL, Level.MUNICIPAL, Level.COUNTY)
GRASSROOTS = listed(Level.GRASSROOTS)


@pytest.mark.parametrize(
    ("words", "who", "level", "position", "expected"),
    [
        # 县处级以上领导班子 covers the county and all above it
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership@county", "level-range"),
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership@municipal", "level-range"),
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership@provincial", "level-range"),
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership@central", "level-range"),
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership-team@central", "level-range"),
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership@township", None),
        ("县处级以上领导班子", "leadership-team", COUNTY_UP, "leadership@grassroots", None),
        # 省、市、县党政领导班子 names its levels
        ("省、市、县党政领导班子", "party-government-leadership-team", THREE, "leadership@county", "named"),
        ("省、市、县党政领导班子", "party-government-leadership-team", THREE, "leadership@provincial", "named"),
        ("省、市、县党政领导班子", "party-government-leadership-team", THREE, "leadership@central", None),
        ("省、市、县党政领导班子", "party-government-leadership-team", THREE, "leadership@township", None),
        # 各级 and no word of level reach every level, each on its own basis
        ("各级领导班子", "leadership-team", ALL, "leadership@county", "all-levels"),
        ("各级党委（党组）", "party-committee-or-group", ALL, "leadership@township", "all-levels"),
        ("党员领导干部", "party-member-leading-cadre", UNSTATED, "leadership@county", "level-unstated"),
        ("主要负责同志", "principal-leader", UNSTATED, "leadership@county", "level-unstated"),
        # a compound names its parts, one by one
        ("各级党委（党组）", "party-committee-or-group", ALL, "party-committee@county", "all-levels"),
        ("党委（党组）", "party-committee-or-group", UNSTATED, "party-group@county", "level-unstated"),
        ("县级以上党委（党组）", "party-committee-or-group", COUNTY_UP, "party-committee@county", "level-range"),
        ("县级以上党委（党组）", "party-committee-or-group", COUNTY_UP, "party-committee@township", None),
        ("党委（党组）", "party-committee-or-group", UNSTATED, "party-work-committee@county", "as-member"),
        ("党委", "party-committee", UNSTATED, "party-committee-or-group@county", "level-unstated"),
        ("党组", "party-group", UNSTATED, "party-committee@county", None),
        ("党委和政府", "locality", UNSTATED, "government@county", "level-unstated"),
        ("纪检监察机关", "discipline-supervision-organ", UNSTATED, "supervisory-commission@county", "level-unstated"),
        ("村“两委”", "village-two-committees", GRASSROOTS, "villagers-committee@grassroots", "named"),
        ("村“两委”", "village-two-committees", GRASSROOTS, "village-party-organization@grassroots", "named"),
        ("村“两委”", "village-two-committees", GRASSROOTS, "party-branch@grassroots", None),
        # a wider class reaches those within it
        ("党员", "party-member", UNSTATED, "party-member-leading-cadre@county", "as-member"),
        ("党员", "party-member", UNSTATED, "leadership@county", "as-member"),
        ("干部", "cadre", UNSTATED, "leadership@county", "as-member"),
        ("各级党组织", "party-organization", ALL, "leadership@county", "as-member"),
        ("党员领导干部", "party-member-leading-cadre", UNSTATED, "party-member@county", None),
        # what is done at the grassroots is not done by the county
        ("党支部", "party-branch", GRASSROOTS, "leadership@county", None),
        ("党支部", "party-branch", GRASSROOTS, "party-branch@grassroots", "named"),
        ("基层党组织书记", "primary-party-organization-secretary", GRASSROOTS, "leadership@county", None),
        ("基层党组织", "primary-party-organization", GRASSROOTS, "leadership@county", None),
        # other people's duties
        ("公安机关", "public-security-organ", UNSTATED, "leadership@county", None),
        ("学校", "school", UNSTATED, "leadership@county", None),
        ("组织部门", "organization-department", UNSTATED, "leadership@county", None),
        ("组织部门", "organization-department", UNSTATED, "organization-department@county", "level-unstated"),
        ("各部门", "department", ALL, "public-security-organ@county", "as-member"),
    ],
)
def test_a_bearer_reaches_a_position_on_a_basis(words, who, level, position, expected):
    """Each reading of a bearer reaches exactly the positions that its words mean."""
    assert basis(named(bearer(words, who, level=level)), position) == expected


@pytest.mark.parametrize("level", LEVELS)
def test_addressees_carry_what_names_nobody(level):
    """A norm without bearer in a directive to 各地区各部门 reaches leadership at every level: leading bodies act for them."""
    store = addressed(bearer("各地区", "region", level=ALL), bearer("各部门", "department", level=ALL))
    assert basis(store, f"leadership@{level}") == "addressee"


def test_addressees_of_one_level_are_of_that_level():
    """各县（市、区）党委 as addressee is the county's."""
    store = addressed(bearer("各县（市、区）党委", "party-committee", level=listed(Level.COUNTY)))
    assert basis(store, "leadership@county") == "addressee"
    assert basis(store, "leadership@township") is None


def test_a_norm_with_a_bearer_does_not_fall_on_the_addressees():
    """Who is named is meant, and nobody else."""
    store = store_of(
        reading(
            norm(1, bearer("党支部", "party-branch", level=GRASSROOTS)),
            addressees=(bearer("各地区", "region", level=ALL),),
        )
    )
    assert basis(store, "leadership@county") is None


def test_a_head_that_is_unknown_reaches_nobody():
    """What the vocabulary does not know is not guessed."""
    store = named(bearer("某某办事机构"))
    assert not store.query(f"ASK {{ ?norm <{KG}fallsOn>/<{KG}reaches> ?position }}", use_default_graph_as_union=True)


def test_a_directive_carries_out_the_one_that_it_names():
    """Where the text that is carried out is in the graph, the two directives are linked."""
    title = "关于某事的意见"
    store = store_of(
        reading(key="central", header={"title": title}),
        reading(key="local", header={"title": "实施意见", "implements": (f"《{title}》",)}),
    )
    link = (
        f"ASK {{ <{BASE}directive/local> <http://data.europa.eu/eli/ontology#implements> <{BASE}directive/central> }}"
    )
    assert store.query(link, use_default_graph_as_union=True)
