"""Weights learned from annotated documents → the likeliest tags of observations, with their probabilities.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001). Only decoding lives here, in plain
Python, so that reading text needs no learning library; ``kg.quality.training`` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from kg import resources
from kg.extract.chain import Chain
from kg.extract.observations import Observation, Scorer, Template
from kg.extract.weights import UNIT, Fields, pack


@dataclass(frozen=True, slots=True)
class Tagged:
    """The best tags of a sequence, and for each the probability that it is right given all the rest."""

    tags: tuple[str, ...]
    certainty: tuple[float, ...]


class Model:
    """``weights``: feature → one weight a tag; ``moves[i][j]``: weight of tag j after tag i."""

    def __init__(self, tags: Sequence[str], weights: dict[str, list[float]], moves: Sequence[Sequence[float]]) -> None:
        self.tags = tuple(tags)
        self.weights = weights
        self.moves = [list(row) for row in moves]
        self._packed: dict[str, int] = {}
        self._fields = Fields(len(self.tags))
        self._scorers: dict[Template, Scorer] = {}

    @classmethod
    def read(cls, path: Path) -> Model:
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(content["tags"], content["weights"], content["moves"])

    def write(self, path: Path) -> None:
        """Write the weights sorted, one feature a line, so that the same weights give the same bytes."""
        lines = [
            f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(self.weights[name])}" for name in sorted(self.weights)
        ]
        body = ",\n".join(lines)
        path.write_text(
            f'{{"tags": {json.dumps(self.tags)},\n"moves": {json.dumps(self.moves)},\n"weights": {{\n{body}\n}}}}\n',
            encoding="utf-8",
        )

    def weight(self, feature: str) -> int:
        """The weights of a named feature, packed; nothing for one that was never learned."""
        packed = self._packed.get(feature)
        if packed is None:
            row = self.weights.get(feature)
            if row is None:
                return 0
            packed = self._packed[feature] = pack(row)
        return packed

    def scorer(self, template: Template) -> Scorer:
        """What sums up the weights of observations of ``template``; it keeps what it has summed up once."""
        found = self._scorers.get(template)
        if found is None:
            found = self._scorers[template] = Scorer(template, self.weight, self.weights)
        return found

    def best(self, total: int) -> str:
        """The best tag of a single place, the first of equal ones."""
        if self._fields.all_below(total):
            return self.tags[-1]
        scores = self._fields.scores(total)
        return self.tags[scores.index(max(scores))]

    def certainty(self, total: int) -> float:
        """The probability of the best tag of a single place."""
        scores = self._fields.scores(total)
        top = max(scores)
        return 1 / sum([exp((score - top) / UNIT) for score in scores])

    def tag(self, template: Template, sequence: Iterable[Observation]) -> Tagged:
        """The best tags of a sequence, for a model of three tags."""
        rows = [self._fields.scores(total) for total in map(self.scorer(template), sequence)]
        if not rows:
            return Tagged((), ())
        chain = Chain(self.moves)
        best = chain.path(rows)
        return Tagged(tuple([self.tags[tag] for tag in best]), tuple(chain.probabilities(rows, best)))


@cache
def packaged(name: str) -> Model:
    """The model ``data/model/<name>.json`` that comes with the package."""
    return Model.read(resources.root() / "data" / "model" / f"{name}.json")
