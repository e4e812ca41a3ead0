"""Figures on the reference documents → floors that they must not fall below, beside a digest of the reference.

    python -m kg.quality.floors [--update] [--allow-lower FIGURE=REASON …]

Without an option it prints figures and floors, and ends with 1 where a figure has fallen or the reference is another.
``--update`` raises floors to the figures. It lowers none, and takes no other reference, unless each is named with the
reason (``--allow-lower reference=REASON`` for the reference); reasons are kept in the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from kg import resources
from kg.errors import KgError
from kg.quality.measuring import FIGURES, fitted, folder, measure

REFERENCE = "reference"
"""The name by which the reference itself is allowed to be another."""
_STEP = 10_000
"""Floors have four decimals, rounded down: a figure never falls below its own floor."""

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lowered:
    """Something that was let fall, and why."""

    figure: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """``reference`` is the SHA-256 of the annotated documents that ``figures`` were measured on."""

    reference: str = ""
    figures: Figures = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()

    def problems(self, figures: Figures, reference: str) -> list[str]:
        """Each figure below its floor, or not measured, and a reference that is another one; one line each."""
        found = [] if reference == self.reference else [f"{REFERENCE}: {reference[:12]} is not {self.reference[:12]}"]
        for name, floor in self.figures.items():
            if name not in figures:
                found.append(f"{name}: not measured; its floor is {floor:.4f}")
            elif figures[name] < floor:
                found.append(f"{name}: {figures[name]:.4f} is below its floor {floor:.4f}")
        return found

    def raised(self, figures: Figures, reference: str, allowed: Mapping[str, str]) -> Floors:
        """Floors at the figures. ``KgError`` where something would fall that ``allowed`` gives no reason for."""
        falling = {problem.partition(":")[0]: problem for problem in self.problems(figures, reference)}
        if not self.figures:
            falling = {}
        refused = [problem for name, problem in falling.items() if not allowed.get(name, "").strip()]
        if refused:
            raise KgError(f"refused: {'; '.join(refused)}; allow each with --allow-lower NAME=REASON or mend it")
        needless = sorted(set(allowed) - set(falling))
        if needless:
            raise KgError(f"nothing to allow: {', '.join(needless)} would not fall")
        new = {name: _down(value) for name, value in figures.items()}
        told = [
            Lowered(REFERENCE, self.reference, reference, allowed[name])
            if name == REFERENCE
            else Lowered(name, f"{self.figures[name]:.4f}", f"{new[name]:.4f}" if name in new else "–", allowed[name])
            for name in falling
        ]
        kept = {name: new[name] if name in falling else max(new[name], self.figures.get(name, 0.0)) for name in new}
        return Floors(reference, kept, (*self.lowered, *told))


def read(path: Path) -> Floors:
    """The floors of a file; none where there is no file."""
    if not path.is_file():
        return Floors()
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Floors(content["reference"], content["figures"], tuple(Lowered(**one) for one in content["lowered"]))


def write(path: Path, floors: Floors) -> None:
    content = {**asdict(floors), "figures": dict(floors.figures)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def digest(gold: Path) -> str:
    """The SHA-256 of the annotated documents of a folder, annotation and text."""
    total = hashlib.sha256()
    for file in sorted((*gold.glob("*.jsonl"), *(gold / "text").glob("*.txt"))):
        total.update(str(file.relative_to(gold)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def measured(gold: Path) -> dict[str, float]:
    """The figures of a folder as the packaged models read it; those that there is nothing to count for are left out."""
    models = fitted()
    figures = measure((document, models) for document in folder(str(gold))[1])
    return {name: figures[name] for name in FIGURES if figures[name] is not None}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print figures and floors, and update these if told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise floors to the figures")
    parser.add_argument("--allow-lower", action="append", default=[], metavar="FIGURE=REASON", help="let one fall")
    parser.add_argument("--gold", type=Path, default=resources.root() / "data" / "gold", help="the reference")
    parser.add_argument("--floors", type=Path, default=resources.root() / "tests" / "quality" / "floors.json")
    options = parser.parse_args(arguments)
    allowed = dict(one.partition("=")[::2] for one in options.allow_lower)
    if allowed and not options.update:
        parser.error("--allow-lower goes with --update")
    floors, figures, reference = read(options.floors), measured(options.gold), digest(options.gold)
    click.echo(f"{'figure':<12} {'floor':>8} {'now':>8}")
    for name, value in figures.items():
        floor = floors.figures.get(name)
        click.echo(f"{name:<12} {'–' if floor is None else f'{floor:.4f}':>8} {value:>8.4f}")
    if options.update:
        try:
            write(options.floors, floors.raised(figures, reference, allowed))
        except KgError as error:
            click.echo(str(error), err=True)
            return 1
        return 0
    problems = floors.problems(figures, reference)
    for problem in problems:
        click.echo(problem, err=True)
    return 1 if problems else 0


def _down(value: float) -> float:
    return math.floor(value * _STEP) / _STEP


if __name__ == "__main__":
    sys.exit(main())
