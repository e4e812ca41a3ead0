"""What the questions answer about the five directives is what one finds on reading them."""

from collections.abc import Iterator

import pytest

from kg.pipeline import build
from kg.query import ask
from kg.store import open_database
from kg.store.connection import Connection, Value

NOTICE, OPINION, LATER, LOCAL, MODEL = (
    "central-2019-life-meeting",
    "central-2020-theme-education",
    "central-2024-theme-education",
    "hangzhou-2020-theme-education",
    "model-mission-system",
)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The graph of the directives that come with the package."""
    path = tmp_path_factory.mktemp("five") / "db"
    build(out=path)
    with open_database(path) as database:
        yield database.connection


def rows(five: Connection, name: str, **asked: str | int) -> list[dict[str, Value]]:
    """The rows of a question."""
    return list(ask(five, name, **asked).records())


def quotes(five: Connection, name: str, **asked: str | int) -> list[str]:
    """The words of the norms in the rows."""
    return [str(row["quote"]) for row in rows(five, name, **asked)]


def test_one_carries_out_another(five: Connection):
    """The local opinion takes up the title of the central one of the same year; no other says whom it follows."""
    (found,) = rows(five, "lineage")
    assert (found["key"], found["relation"], found["otherKey"]) == (LOCAL, "implements", OPINION)
    assert (found["levels"], found["otherLevels"]) == ("municipal", "central")


@pytest.mark.parametrize(
    ("work", "places"),
    [
        ("八项规定", {(OPINION, "九"), (LATER, "三"), (LOCAL, "七/19")}),
        ("纪律处分条例", {(LATER, "三/9")}),
        ("永远在路上", {(MODEL, "三/（十一）")}),
    ],
)
def test_where_a_text_is_cited(five: Connection, work: str, places: set[tuple[str, str]]):
    """By each provision that names it, and by no other."""
    assert {(row["key"], row["path"]) for row in rows(five, "references", work=work)} == places


def test_the_party_constitution_is_cited_most(five: Connection):
    """By itself, not within 党章党规, in four places."""
    found = [row for row in rows(five, "references") if row["text"] == "党章"]
    assert {(row["key"], row["path"]) for row in found} == {
        (OPINION, "二"), (LATER, "一/3"), (LOCAL, "一/1"), (LOCAL, "二/4"),
    }  # fmt: skip
    assert rows(five, "references")[0]["text"] == "党章"


@pytest.mark.parametrize(
    ("level", "who", "expected"),
    [
        ("grassroots", "party-branch", ["每年组织1次党章专题学习交流"] * 2),
        ("provincial", "党委", ["综合分析民意收集、信访反映、巡视巡察、调查研究等方面情况", "每年确定若干突出问题进行专项整治"]),
        ("central", "leadership", []),
    ],
)  # fmt: skip
def test_what_falls_on_one_position_alone(five: Connection, level: str, who: str, expected: list[str]):
    """Party branches study the constitution, provincial committees choose the problems; no leader alone is central."""
    assert quotes(five, "duties-exclusive", level=level, who=who) == expected


def test_what_falls_on_county_leaders_alone(five: Connection):
    """A district's or county's team members look after townships; what 县处级以上 must do is shared with those above."""
    found = quotes(five, "duties-exclusive", level="county", who="leadership")
    assert "每年相对固定包干乡镇(街道)、走遍所辖村(社区)" in found
    assert not any("读书班" in quote or "联系点" in quote for quote in found)


def test_what_the_principal_leader_does_in_person(five: Connection):
    """First responsible person, principal leaders, secretaries; no team, no deputy."""
    found = rows(five, "personal")
    assert {str(row["quote"]) for row in found} >= {
        "履行第一责任人职责",
        "联系实际讲好党课",
        "每年接受1次县以上培训",
        "带头每月至少1天到下级单位进行接访调研",
    }
    assert any("亲自抓" in str(row["quote"]) for row in found)
    assert any("重大问题亲自过问" in str(row["quote"]) for row in found)
    assert all("书记" in str(row["bearers"]) or "主要负责同志" in str(row["bearers"]) for row in found)


def test_a_matrix_counts_what_applies(five: Connection):
    """The cell of county leadership is the county answer; a level where nobody is such has none."""
    cells = {row["who"]: row for row in rows(five, "matrix")}
    assert cells["leadership"]["county"] == len(rows(five, "duties", level="county", who="leadership"))
    assert cells["party-branch"]["grassroots"] == len(rows(five, "duties", level="grassroots", who="party-branch"))
    assert cells["party-branch"]["county"] == 0


def test_who_is_acted_upon(five: Connection):
    """Newly appointed leaders get a talk on integrity in both opinions of 2020."""
    found = rows(five, "targets", target="新任职党员领导干部")
    assert [(row["key"], row["path"]) for row in found] == [(OPINION, "九"), (LOCAL, "七/19")]
    assert all("廉政谈话" in str(row["quote"]) for row in found)
    assert rows(five, "targets")[0]["target"] == "党员"


def test_a_quarter_of_county_leadership(five: Connection):
    """Yearly duties stay open, a quarter's own are due within it, and later directives ask for nothing yet."""
    found = {str(row["quote"]): row for row in rows(five, "calendar", year=2021, quarter=2)}
    yearly = found["每年至少举办1期读书班，列出专题，集中学习研讨"]
    assert (yearly["state"], yearly["opens"], yearly["closes"], yearly["minimum"]) == ("open", 1, 12, 1)
    assert {row["state"] for row in found.values() if row["period"] == "P3M"} == {"within"}
    assert {row["key"] for row in found.values()} == {OPINION, LOCAL, MODEL}
    assert {row["key"] for row in rows(five, "calendar", year=2024)} == {OPINION, LATER, LOCAL, MODEL}
    assert {row["key"] for row in rows(five, "calendar", year=2020, month=11)} == {OPINION, MODEL}


def test_five_years_begin_nobody_knows_when(five: Connection):
    """基层党员每5年至少参加1次集中轮训 has no year of its own, and adds nothing to a year."""
    found = rows(five, "recurring", period="P5Y")
    assert [(row["key"], row["minimum"], row["unit"]) for row in found] == [(LOCAL, 1, "次")]


@pytest.mark.parametrize(
    ("directive", "sums"),
    [
        (OPINION, {("期", 1, None), ("次", 2, None)}),
        (LATER, {("个", 2, None), ("次", 1, None)}),
        (LOCAL, {("期", 1, None), ("次", 3, None), ("件", 1, None), ("个", 1, None), ("月", 3, 3)}),
    ],
)
def test_a_year_of_county_leadership(five: Connection, directive: str, sums: set[tuple[str, int, int | None]]):
    """The numbers of the text added up: reading classes, lessons and visits, cases, projects, months at the grassroots."""
    found = rows(five, "workload", directive=directive)
    assert {(row["unit"], row["least"], row["most"]) for row in found if row["state"] == "counted"} == sums
    assert all(row["least"] is None and row["most"] is None for row in found if row["state"] != "counted")


def test_days_and_blanks_of_a_year(five: Connection):
    """Two days a quarter and one a month are twenty; a blank adds nothing."""
    found = rows(five, "workload", directive=MODEL)
    assert [(row["least"], row["most"]) for row in found if row["unit"] == "天"] == [(20, None)]
    assert {row["cadences"] for row in found if row["state"] == "blank"} == {
        "每周自学不少于×个小时", "每季度学习篇目不少于×篇",
    }  # fmt: skip


def test_how_long(five: Connection):
    """Every length that the texts state, and no date or age."""
    assert [(row["key"], row["bound"], row["length"], row["period"]) for row in rows(five, "durations")] == [
        (OPINION, "at-least", "P1Y", None),
        (LOCAL, "exactly", "P3M", "P1Y"),
        (LOCAL, "at-least", "P1Y", None),
        (MODEL, "at-least", "PTxH", "P1W"),
        (MODEL, "exactly", "PxD", None),
        (MODEL, "at-least", "P2D", "P3M"),
        (MODEL, "at-least", "P1D", "P1M"),
    ]


def test_three_numbers_are_blank(five: Connection):
    """Hours, texts and days, each once, in the model text alone."""
    found = rows(five, "blanks")
    assert [row["path"] for row in found] == ["三/（六）", "三/（六）", "三/（七）"]
    assert ["×个小时" in str(found[0]["quote"]), "×篇" in str(found[1]["quote"]), "×天" in str(found[2]["quote"])]
    assert {row["key"] for row in found} == {MODEL}


def test_all_about_a_mechanism(five: Connection):
    """Theme Party days stand in four of the five, always by that name."""
    found = rows(five, "mechanism", mechanism="主题党日")
    assert {row["key"] for row in found} == {OPINION, LATER, LOCAL, MODEL}
    assert all("主题党日" in str(row["quote"]) for row in found)
    assert [row["cadence"] for row in found if row["label"] == "革命传统教育主题党日"] == ["每季度至少组织1次"]


def test_what_is_new_in_the_local_directive(five: Connection):
    """What both sides use is new to neither; a form of what the other side uses says of what."""
    found = {str(row["label"]): row for row in rows(five, "innovations")}
    assert found["包乡走村"]["side"] == "local"
    assert found["“四下基层”"]["side"] == "central"
    assert not {"主题党日", "民主生活会", "基层联系点"} & set(found)
    assert "读书班" in str(found["领导干部专题读书班"]["related"])
    assert all(row["directives"] == LOCAL for row in found.values() if row["side"] == "local")


@pytest.mark.parametrize(
    ("directive", "words"),
    [
        (OPINION, "鼓励和引导在职党员到工作地或居住地党组织报到"),
        (LOCAL, "探索实行志愿服务常态化举措"),
        (MODEL, "可安排下级党组织主要负责同志参加"),
        (MODEL, "邀请辖区党员群众参加"),
    ],
)
def test_what_is_allowed(five: Connection, directive: str, words: str):
    """Encouraged, explored, 可 and 也可."""
    found = rows(five, "permissions", directive=directive)
    assert any(words in str(row["quote"]) for row in found)
    assert {row["modality"] for row in found} == {"permission"}


def test_oversight_by_name(five: Connection):
    """Selection of cadres is inspected in both opinions of 2020; the veto stands in the local one alone."""
    found = rows(five, "oversight")
    assert {row["key"] for row in found if "选人用人专项检查" in str(row["instrument"])} == {OPINION, LOCAL}
    assert {row["key"] for row in found if "一票否决" in str(row["instrument"])} == {LOCAL}
    assert {row["modality"] for row in found if "不得新设" in str(row["quote"])} == {"prohibition"}


def test_what_can_be_checked(five: Connection):
    """Each is a duty of the position on the same basis; a reading class leaves a record, an attitude none."""
    found = {row["norm"]: row for row in rows(five, "checklist")}
    duties = {row["norm"]: row for row in rows(five, "duties")}
    assert len(found) < len(duties)
    assert all(duties[norm]["basis"] == row["basis"] for norm, row in found.items())
    (reading,) = [row for row in found.values() if str(row["quote"]).startswith("每年至少举办1期读书班")]
    assert (reading["mechanisms"], reading["cadence"]) == ("读书班", "每年至少举办1期")
    assert "牢记人民利益高于一切" not in {row["quote"] for row in found.values()}


def test_blanks_are_looked_at_first(five: Connection):
    """What nobody can know without asking stands before what is only uncertain."""
    found = rows(five, "review")
    blanks = [int(str(row["weight"])) for row in found if "blank" in str(row["doubts"])]
    uncertain = [int(str(row["weight"])) for row in found if row["doubts"] == "low-confidence"]
    assert len(blanks) == 3
    assert min(blanks) > max(uncertain)
    assert len(rows(five, "review", doubt="suspected-typo")) == 2
    weights = [int(str(row["weight"])) for row in found]
    assert weights == sorted(weights, reverse=True)


def test_what_is_most_connected(five: Connection):
    """The democratic life meeting stands in all five."""
    first = {}
    for row in rows(five, "central"):
        first.setdefault(row["kind"], row)
    assert (first["mechanism"]["label"], first["mechanism"]["directives"]) == ("民主生活会", 5)
    assert set(first) == {"mechanism", "bearer", "provision"}
    assert all(row["label"] for row in rows(five, "central"))
