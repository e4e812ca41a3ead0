"""Documents → their norms, a JSON line a document, by whatever revision of the program the path holds.

    python -P rereading.py < files

Run as a script with ``PYTHONPATH`` at the revision's ``src``: it calls only what every revision has.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kg import lexicon
from kg.extract import extract
from kg.extract.jsonl import rows
from kg.read import metadata, read
from kg.structure import parse


def norms(path: Path) -> dict[str, Any]:
    """The document's norms as the reference annotation writes them, with their places; or why there are none."""
    try:
        reading = extract(parse(read(path), metadata(path).key), lexicon.load())
        _, *found = rows(reading, path.stem)
    except Exception as error:  # noqa: BLE001  a revision may fail where another does not: that is worth telling
        return {"file": str(path), "error": " ".join(str(error).split()) or type(error).__name__}
    return {
        "file": str(path),
        "norms": [
            {**row, "place": [norm.span.start, norm.span.end], "confidence": str(norm.confidence)}
            for norm, row in zip(reading.norms, found, strict=True)
        ],
    }


def main() -> None:
    """Read the files that standard input names, each ended by a zero byte."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text stream
    for name in sys.stdin.buffer.read().split(b"\0")[:-1]:
        path = Path(name.decode("utf-8", "surrogateescape"))
        sys.stdout.write(json.dumps(norms(path), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
