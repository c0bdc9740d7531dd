"""The file of a learned model: what it holds, written and read.

    siaran names 1\\n
    {"digest": ..., "features": version, "tags": [...], "scale": ..., "judge": {...}, ...}\\n
    zlib(attributes, one a line, front-coded  \\0  weights, a signed byte each, tag by tag)

The digest is of all that follows the first line but itself; a file that was cut, changed or made for other attributes
is refused, never half used.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .decoding import Floats
from .features import VERSION

_MAGIC = b"siaran names 1\n"
_LARGEST = 1 << 25
"""Bytes that a model may unpack to: a damaged length does not fill the memory."""


class DamagedModel(ValueError):
    """A model file that can't be used as it stands; the message says why. Never leaves this room."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A model. `states` has a row for each attribute in `rows` and one of zeros at its end, a column for each tag.

    `judge` are the weights that `judging` decides with, by kind and sign of evidence.
    """

    rows: dict[str, int]
    states: Floats
    transitions: Floats
    judge: dict[str, dict[str, float]]
    digest: str = ""
    about: dict[str, Any] = field(default_factory=dict)


def _front_coded(names: list[str]) -> bytes:
    """Sorted names, each without what it shares with the one before: a letter says how much that is."""
    before, lines = "", []
    for name in names:
        shared = 0
        while shared < min(len(name), len(before), 60) and name[shared] == before[shared]:
            shared += 1
        lines.append(chr(33 + shared) + name[shared:])
        before = name
    return "\n".join(lines).encode()


def _plain(coded: bytes) -> list[str]:
    before, names = "", []
    for line in coded.decode().split("\n"):
        before = before[: ord(line[0]) - 33] + line[1:]
        names.append(before)
    return names


def write(path: Path, weights: Weights, tags: tuple[str, ...]) -> str:
    """Writes a model, its weights rounded to a byte each; returns its digest. Attributes may hold no line ends."""
    names = sorted(weights.rows)
    order = [weights.rows[name] for name in names]
    scale = float(np.abs(weights.states).max()) / 127 or 1.0
    packed = np.rint(weights.states[order] / scale).astype(np.int8)
    payload = zlib.compress(_front_coded(names) + b"\0" + packed.T.tobytes(), 9)
    head: dict[str, Any] = {
        "features": VERSION,
        "tags": list(tags),
        "scale": scale,
        "transitions": [[round(float(value), 4) for value in row] for row in weights.transitions],
        "judge": weights.judge,
        "about": weights.about,
    }
    head["digest"] = _digest(head, payload)
    path.write_bytes(_MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n" + payload)
    return str(head["digest"])


def _digest(head: dict[str, Any], payload: bytes) -> str:
    body = json.dumps({key: value for key, value in head.items() if key != "digest"}, sort_keys=True).encode()
    return hashlib.sha256(body + b"\n" + payload).hexdigest()[:12]


def _check(holds: bool, reason: str) -> None:
    if not holds:
        raise DamagedModel(reason)


def read(path: Path, tags: tuple[str, ...]) -> Weights:
    """Reads a model made for `tags`. Raises FileNotFoundError, OSError, or DamagedModel with the reason."""
    content = path.read_bytes()
    if not content.startswith(_MAGIC):
        raise DamagedModel("not a model of this version")
    line, _, payload = content[len(_MAGIC) :].partition(b"\n")
    try:
        head = json.loads(line)
        digest = head["digest"]
        _check(digest == _digest(head, payload), "cut short or changed")
        _check(head["features"] == VERSION and tuple(head["tags"]) == tags, "made for another version of siaran")
        unpacked = zlib.decompressobj().decompress(payload, _LARGEST)
        coded, _, packed = unpacked.partition(b"\0")
        names = _plain(coded)
        table = np.frombuffer(packed, dtype=np.int8).reshape(len(tags), len(names)).T
        states = np.zeros((len(names) + 1, len(tags)), dtype=np.float32)
        states[:-1] = table * np.float32(head["scale"])
        transitions = np.asarray(head["transitions"], dtype=np.float32).reshape(len(tags), len(tags))
        return Weights(
            {name: row for row, name in enumerate(names)}, states, transitions, head["judge"], digest, head["about"]
        )
    except DamagedModel:
        raise
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
        raise DamagedModel(f"cut short or changed ({type(error).__name__})") from error
