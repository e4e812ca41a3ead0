"""Observations → the names of their features, for learning, and the sums of their weights, for reading.

An observation has parts, words and pairs; a template says which features they give. A part gives several: they are
named by a function, and what they add to the score is summed up from these very names when the part is first seen and
remembered. A word gives the one feature ``name=word``, looked up in a table of the words that have weights; so does
each of any number of pairs. So a text is scored without making a name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import getitem
from typing import Any

Observation = tuple[tuple[Hashable, ...], tuple[str | None, ...], Sequence[str]]
"""Parts, words, pairs; a word may be ``None``, which gives nothing."""

Naming = Callable[[Any], Iterable[str]]

_WEIGHT: Callable[[dict[str, int], str | None, int], int] = dict.get  # type: ignore[assignment]  # None is in no table

_NOTHING = repeat(0)

_KEPT = 1 << 15
"""So many values of one part are remembered; then all are forgotten, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Template:
    """``parts``: what each part gives; ``words`` and ``pairs``: the name of the feature that each of these gives."""

    parts: tuple[Naming, ...]
    words: tuple[str, ...] = ()
    pairs: str = ""


def features(template: Template, observation: Observation) -> list[str]:
    """The names of all features of an observation."""
    parts, words, pairs = observation
    names = [name for naming, part in zip(template.parts, parts, strict=True) for name in naming(part)]
    names += [f"{name}={word}" for name, word in zip(template.words, words, strict=True) if word is not None]
    return names + [f"{template.pairs}={pair}" for pair in pairs]


def when(naming: Naming) -> Naming:
    """``naming`` for a part that may be missing: ``None`` gives no feature."""
    return lambda part: () if part is None else naming(part)


class Sums(dict[Hashable, int]):
    """A part → the sum of its features' weights, as ``kg.extract.weights`` packs them."""

    def __init__(self, naming: Naming, weight: Callable[[str], int]) -> None:
        super().__init__()
        self._naming = naming
        self._weight = weight

    def __missing__(self, part: Hashable) -> int:
        if len(self) >= _KEPT:
            self.clear()
        value = self[part] = sum(map(self._weight, self._naming(part)))
        return value


class Scorer:
    """Observations of one template → their summed weights.

    ``weight`` gives the weights of a named feature; ``known`` holds the names of all features that have any.
    """

    def __init__(self, template: Template, weight: Callable[[str], int], known: Iterable[str]) -> None:
        self._parts = [Sums(naming, weight) for naming in template.parts]
        tables: dict[str, dict[str, int]] = {name: {} for name in (*template.words, template.pairs)}
        for feature in known:
            name, _, value = feature.partition("=")
            if name in tables:
                tables[name][value] = weight(feature)
        self._words = [tables[name] for name in template.words]
        self._pairs: Mapping[str, int] = tables[template.pairs]

    def __call__(self, observation: Observation) -> int:
        parts, words, pairs = observation
        total = sum(map(_WEIGHT, self._words, words, _NOTHING), sum(map(getitem, self._parts, parts)))
        return sum(map(self._pairs.get, pairs, _NOTHING), total) if pairs else total
