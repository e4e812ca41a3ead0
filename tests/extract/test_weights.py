"""One integer holds the weights of every tag, and a sequence's tags are the likeliest ones."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, isclose

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.chain import Chain
from kg.extract.weights import UNIT, Fields, pack, whole

WEIGHTS = st.integers(-9999, 9999).map(lambda hundredths: hundredths / 100)


@st.composite
def rows(draw: st.DrawFn) -> tuple[int, list[list[float]]]:
    tags = draw(st.integers(2, 5))
    return tags, draw(st.lists(st.lists(WEIGHTS, min_size=tags, max_size=tags), max_size=60))


@given(rows())
def test_sums_of_packed_weights(drawn: tuple[int, list[list[float]]]) -> None:
    """Added up, packed weights say exactly how far each tag is from the last, in whatever order they were added."""
    tags, weights = drawn
    fields = Fields(tags)
    total = sum(map(pack, weights))
    assert total == sum(map(pack, reversed(weights)))
    sums = [sum(whole(row[tag]) for row in weights) for tag in range(tags)]
    assert fields.scores(total) == tuple(value - sums[-1] for value in sums)
    assert fields.all_below(total) == all(value < sums[-1] for value in sums[:-1])


SCORES = st.lists(st.tuples(*[st.integers(-6000, 6000)] * 3), min_size=1, max_size=5)
MOVES = st.lists(
    st.lists(st.integers(-3000, 3000).map(lambda step: step / UNIT), min_size=3, max_size=3), min_size=3, max_size=3
)


@given(SCORES, MOVES)
def test_tags_of_a_sequence(scores: list[tuple[int, int, int]], moves: list[list[float]]) -> None:
    """Beside all sequences of tags: none scores higher, and the probabilities are those of all of them together."""
    chain = Chain(moves)

    def value(tags: tuple[int, ...]) -> int:
        steps = sum(whole(moves[a][b]) for a, b in pairwise(tags))
        return steps + sum(row[tag] for row, tag in zip(scores, tags, strict=True))

    values = {tags: value(tags) for tags in product(range(3), repeat=len(scores))}
    best = chain.path(scores)
    assert values[tuple(best)] == max(values.values())
    weights = {tags: exp((score - max(values.values())) / UNIT) for tags, score in values.items()}
    for place, found in enumerate(chain.probabilities(scores, best)):
        right = sum(weight for tags, weight in weights.items() if tags[place] == best[place]) / sum(weights.values())
        assert isclose(found, right, rel_tol=1e-9)


def test_probabilities_of_a_long_sequence() -> None:
    """A hundred thousand segments, each as sure as can be, neither overflow nor vanish."""
    scores = [(90_000, -90_000, 0)] * 100_000
    chain = Chain([[0.0] * 3] * 3)
    assert min(chain.probabilities(scores, chain.path(scores))) > 0.99
