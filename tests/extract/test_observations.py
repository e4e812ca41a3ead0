"""What is summed up part by part is what the features' names add up to: reading and learning see one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.extract.model import Model, packaged
from kg.extract.observations import Observation, Scorer, Template, features, when
from kg.extract.read import MODELS, Reader
from kg.lexicon import load
from kg.model import SourceText
from kg.structure import parse

TEMPLATE = Template(
    parts=(
        lambda part: (f"a={part[0]}", f"b={part[1]}", f"a|b={part[0]}|{part[1]}"),
        when(lambda part: (f"c={part}",)),
    ),
    words=("w", "v"),
    pairs="p",
)
LETTERS = st.sampled_from("甲乙丙=|")
OBSERVATIONS = st.tuples(
    st.tuples(st.tuples(LETTERS, LETTERS), st.none() | LETTERS),
    st.tuples(LETTERS, st.none() | LETTERS),
    st.lists(LETTERS, max_size=4),
)


@given(st.lists(OBSERVATIONS, max_size=20), st.randoms(use_true_random=False))
def test_any_observation(observations: list[Observation], random) -> None:
    """For any observations and weights the remembered sums are the plain ones, the first time and the next."""
    names = sorted({name for observation in observations for name in features(TEMPLATE, observation)})
    weights = {name: random.randint(-900, 900) for name in names if random.random() < 0.7}
    score = Scorer(TEMPLATE, lambda name: weights.get(name, 0), weights)
    for observation in observations * 2:
        assert score(observation) == sum(weights.get(name, 0) for name in features(TEMPLATE, observation))


class Checked(Model):
    """A model that adds up the names of an observation's features, too, and notes whether the sums differ."""

    def __init__(self, model: Model) -> None:
        super().__init__(model.tags, model.weights, model.moves)
        self.compared = 0
        self.different: list[Observation] = []

    def scorer(self, template: Template):
        score = super().scorer(template)

        def both(observation: Observation) -> int:
            total = score(observation)
            self.compared += 1
            if total != sum(map(self.weight, features(template, observation))):
                self.different.append(observation)
            return total

        return both


@pytest.mark.parametrize("path", sorted(resources.documents().glob("*.txt")), ids=lambda path: path.stem)
def test_real_text(path) -> None:
    """On the directives that come with the package every decision of every model rests on the same sums."""
    models = {name: Checked(packaged(name)) for name in MODELS}
    Reader(parse(SourceText.plain(path.name, path.read_text(encoding="utf-8")), "a"), load(), models).read()
    assert {name: model.different for name, model in models.items()} == {name: [] for name in MODELS}
    assert all(models[name].compared for name in ("boundaries", "names", "checkable"))
