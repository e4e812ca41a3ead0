"""Weights learned from annotated documents → the most likely tags of a sequence, with their probabilities.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001). Only decoding lives here, in plain
Python, so that reading text needs no learning library; ``kg.quality.training`` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from kg import resources


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

    def scores(self, features: Sequence[str]) -> list[float]:
        """The weight of each tag for one place."""
        total = [0.0] * len(self.tags)
        weights = self.weights
        for feature in features:
            row = weights.get(feature)
            if row is not None:
                total = [a + b for a, b in zip(total, row, strict=True)]
        return total

    def tag(self, rows: Sequence[Sequence[str]]) -> Tagged:
        """The best tags of a sequence (Viterbi) and their marginal probabilities (forward–backward)."""
        if not rows:
            return Tagged((), ())
        scores = [self.scores(row) for row in rows]
        best = self._viterbi(scores)
        marginals = self._marginals(scores)
        return Tagged(
            tuple(self.tags[tag] for tag in best),
            tuple(marginals[place][tag] for place, tag in enumerate(best)),
        )

    def _viterbi(self, scores: list[list[float]]) -> list[int]:
        size = range(len(self.tags))
        reach = scores[0]
        back: list[list[int]] = []
        for row in scores[1:]:
            links, new = [], []
            for tag in size:
                value, source = max((reach[before] + self.moves[before][tag], -before) for before in size)
                links.append(-source)
                new.append(value + row[tag])
            back.append(links)
            reach = new
        tag = max(size, key=lambda t: (reach[t], -t))
        path = [tag]
        for links in reversed(back):
            tag = links[tag]
            path.append(tag)
        return path[::-1]

    def _marginals(self, scores: list[list[float]]) -> list[list[float]]:
        size = range(len(self.tags))
        forward = [scores[0]]
        for row in scores[1:]:
            last = forward[-1]
            forward.append([row[t] + _logsum([last[b] + self.moves[b][t] for b in size]) for t in size])
        backward = [[0.0] * len(self.tags)]
        for row in reversed(scores[1:]):
            after = backward[-1]
            backward.append([_logsum([self.moves[t][a] + row[a] + after[a] for a in size]) for t in size])
        backward.reverse()
        total = _logsum(forward[-1])
        return [[exp(f[t] + b[t] - total) for t in size] for f, b in zip(forward, backward, strict=True)]


def _logsum(values: list[float]) -> float:
    top = max(values)
    return top + log(sum(exp(value - top) for value in values))


@cache
def packaged(name: str) -> Model:
    """The model ``data/model/<name>.json`` that comes with the package."""
    return Model.read(resources.root() / "data" / "model" / f"{name}.json")
