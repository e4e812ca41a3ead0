"""Reading takes time that grows with the text and no faster, whatever the text: each case once was, or may be, a trap."""

from __future__ import annotations

import time

import pytest

from kg.extract import extract
from kg.lexicon import load
from tests.factories import directive

START, LARGEST = 1_000, 200_000
TIMES = 4
ENOUGH = 0.03
MOST = 9
"""Four times the text takes four times as long where time is linear, sixteen times where it is quadratic."""

PIECES = {
    "prose": "各级党委（党组）要落实学习制度，每年至少举办1期读书班，列出专题，集中学习研讨。对不担当不作为的干部依法给予处分。",
    "no mark at all": "各级党委要落实责任和制度并每年举办1次读书班",
    "one sentence of many norms": "落实责任，",
    "one sentence of many subjects": "党委，依法给予处分，",
    "one sentence of semicolons": "违反规定的给予处分；",
    "many sentences without a norm": "当前形势复杂。",
    "short sentences": "甲。",
    "only commas": "，",
    "only joiners": "、",
    "only modifiers": "的",
    "only quantifiers": "各",
    "only modals": "要",
    "opening quotation marks": "“",
    "closing quotation marks": "”",
    "nested brackets": "（“《",
    "empty quotations": "“”",
    "titles": "《甲》",
    "quotations": "“甲”党委和",
    "blanks": "第×个",
    "periods": "每年1次，",
    "deadlines": "三日内",
    "task lines": "落实责任。（市委组织部牵头，各区县参与）",
    "white space": " 　",
    "no word of the lexicon": "a",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_one_paragraph(piece: str) -> None:
    """A paragraph four times as long takes about four times as long to read."""
    assert growth(piece) < MOST


def growth(piece: str) -> float:
    """How many times as long a paragraph takes that is four times as long.

    Short ones say nothing: the first that takes long enough is compared with the next, and that with a further one
    if the time rises too steeply, as a step (a norm where there was none) is no growth.
    """
    size, short = START, 0.0
    while short < ENOUGH and size < LARGEST:
        size *= TIMES
        short = seconds(piece, size)
    long = seconds(piece, size * TIMES)
    if long < MOST * short:
        return long / short
    return seconds(piece, size * TIMES**2) / long


def seconds(piece: str, size: int) -> float:
    """The time to read a paragraph of ``size`` characters; the quicker of two, as other work only adds to it."""
    made, lexicon = directive(("党委要" + piece * size)[:size]), load()
    times = []
    for _ in range(2):
        start = time.process_time()
        extract(made, lexicon)
        times.append(time.process_time() - start)
    return min(times)
