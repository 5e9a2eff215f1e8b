#!/usr/bin/env python3
"""Writes ShardGoldens.swift beside itself: hashes of names, and the parts they belong to.

usage: make_goldens.py

The whole of the split, in plain Python 3; docs/batch.md describes it.
"""
import os

MASK = 2**64 - 1


def stable_hash(name):
    """FNV-1a of the bytes, then the finalizer of MurmurHash3."""
    h = 0xCBF29CE484222325
    for byte in name:
        h = (h ^ byte) * 0x100000001B3 & MASK
    h = (h ^ h >> 33) * 0xFF51AFD7ED558CCD & MASK
    h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53 & MASK
    return h ^ h >> 33


def shard(name, count):
    return stable_hash(name) * count >> 64


NAMES = [
    b"", b"a", b"a.png", b"b.png", b"album/2024/IMG_0001.JPG", b"album/2024/IMG_0002.JPG",
    "München/Straße.png".encode(), b"no utf-8 \xff\xfe.png", b"two\nlines.png", b"x" * 255,
]
COUNTS = [1, 2, 3, 8, 16, 1000, 1_000_000]

HEAD = f"""// Made by make_goldens.py; edit that instead.

/// Names, their hashes, and their parts among {', '.join(str(c) for c in COUNTS)}.
let shardGoldens: [ShardGolden] = [
"""


def swift(name):
    """The bytes as an expression of Swift."""
    if len(name) > 100:
        return f"Array(repeating: {name[0]}, count: {len(name)})"
    rows = [name[start:start + 16] for start in range(0, len(name), 16)]
    if len(rows) < 2:
        return f"[{', '.join(str(byte) for byte in name)}]"
    lines = "".join(f"      {', '.join(str(byte) for byte in row)},\n" for row in rows)
    return f"[\n{lines}    ]"


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ShardGoldens.swift")
    with open(path, "w") as file:
        file.write(HEAD)
        for name in NAMES:
            parts = ", ".join(str(shard(name, count)) for count in COUNTS)
            file.write(f"  ShardGolden(\n    name: {swift(name)},\n"
                       f"    hash: 0x{stable_hash(name):016_x},\n    parts: [{parts}]),\n")
        file.write("]\n")


if __name__ == "__main__":
    main()
