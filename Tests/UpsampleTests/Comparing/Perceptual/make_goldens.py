#!/usr/bin/env python3
"""Writes PerceptualGoldens.swift beside itself: what other programs measure of drawn pictures.

usage: make_goldens.py SSIMULACRA2

SSIMULACRA2 is the program of github.com/cloudinary/ssimulacra2, version 2.1, on a processor with AVX2. FLIP is
flip-evaluator 1.7 of PyPI. The pictures are those of DrawnPair.swift.
"""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import flip_evaluator
import numpy as np

# Name, width, height, channels of both, bits, distortion, what the file says of colours.
CASES = [
    ("levels", 64, 48, 3, 3, 8, "levels", ""),
    ("noise", 64, 48, 3, 3, 8, "noise", ""),
    ("shift", 64, 48, 3, 3, 8, "shift", ""),
    ("smooth", 64, 48, 3, 3, 8, "smooth", ""),
    ("one", 64, 48, 3, 3, 8, "one", ""),
    ("smallest", 8, 8, 3, 3, 8, "levels", ""),
    ("low", 131, 9, 3, 3, 8, "noise", ""),
    ("tall", 37, 300, 3, 3, 8, "smooth", ""),
    ("wide", 1100, 43, 3, 3, 8, "noise", ""),
    ("gray", 64, 48, 1, 1, 8, "smooth", ""),
    ("gray and colours", 64, 48, 1, 3, 8, "none", ""),
    ("16 bits", 64, 48, 3, 3, 16, "noise", ""),
    ("gray of 16 bits", 64, 48, 1, 1, 16, "levels", ""),
    ("alpha", 64, 48, 4, 4, 8, "levels", ""),
    ("other alpha", 64, 48, 4, 4, 8, "alpha", ""),
    ("gray and alpha", 64, 48, 2, 2, 8, "alpha", ""),
    ("alpha of 16 bits", 64, 48, 4, 4, 16, "noise", ""),
    ("alpha of the first", 64, 48, 4, 3, 8, "noise", ""),
    ("alpha of the second", 64, 48, 3, 4, 8, "noise", ""),
    ("linear", 64, 48, 3, 3, 8, "smooth", "linear"),
    ("gamma", 64, 48, 3, 3, 8, "smooth", "gamma"),
    ("wide colours", 64, 48, 3, 3, 8, "smooth", "wide"),
]
GAMMAS = {"linear": 100000, "gamma": 45455}
WIDE = (31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600)


def wave(place, length):
    return np.abs(place % (2 * length) - length) * 255 // length


def chance(x, y, c, seed):
    number = (x * 73 + y * 151 + c * 199 + seed) * 2654435761
    return number % 2**32 >> 24


def drawn(x, y, c, bits):
    level = (wave(5 * x + 2 * y + 90 * c, 240) + wave(3 * y - 2 * x + 10000 + 60 * c, 170)) // 2
    level = np.where((x // 9 + y // 7) % 5 == 0, 255 - level, level)
    return level if bits == 8 else level * 256 + chance(x, y, c, 7)


def distorted(x, y, c, bits, kind):
    own, most, unit = drawn(x, y, c, bits), 2**bits - 1, 1 if bits == 8 else 256
    if kind == "levels":
        return own - own % (37 * unit) + 18 * unit
    if kind == "noise":
        return np.clip(own + chance(x, y, c, 3) % 17 * unit - 8 * unit, 0, most)
    if kind == "shift":
        return drawn(x + 1, y, c, bits)
    if kind == "smooth":
        return (own + drawn(x + 1, y, c, bits) + 1) // 2
    if kind == "one":
        return own ^ ((x == 30) & (y == 20) & (c == 1))
    return own


def picture(width, height, channels, bits, kind):
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    colours = 1 if channels < 3 else 3
    planes = [distorted(x, y, np.int64(c), bits, kind) for c in range(colours)]
    if channels % 2 == 0:
        alpha = wave(3 * x + y, 200) * (1 if bits == 8 else 257)
        planes.append(alpha * 3 // 4 if kind == "alpha" else alpha)
    return np.stack(planes, axis=-1)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def write(path, samples, bits, colours):
    height, width, channels = samples.shape
    rows = samples.astype(">u2" if bits == 16 else "u1")
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    said = b""
    if colours in GAMMAS:
        said = chunk(b"gAMA", struct.pack(">I", GAMMAS[colours]))
    if colours == "wide":
        said = chunk(b"cHRM", struct.pack(">8I", *WIDE))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
        + said + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows)))
        + chunk(b"IEND", b""))


def flip(one, other):
    pair = [np.repeat(p, 3, axis=2) if p.shape[2] == 1 else p for p in (one, other)]
    pair = [np.ascontiguousarray(p, dtype=np.float32) for p in pair]
    return flip_evaluator.evaluate(*pair, "LDR", applyMagma=False)[1]


def flip_with_alpha(one, other, bits):
    """The larger of that of colours and that of alpha as a gray picture."""
    shares = [p / (2**bits - 1) for p in (one, other)]
    colours = [p[..., :1] if p.shape[2] < 3 else p[..., :3] for p in shares]
    alphas = [p[..., -1:] if p.shape[2] % 2 == 0 else np.ones_like(p[..., :1]) for p in shares]
    return max(flip(*colours), flip(*alphas))


def main():
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name, width, height, first, second, bits, kind, colours in CASES:
            pair = [picture(width, height, first, bits, "none"), picture(width, height, second, bits, kind)]
            paths = [pathlib.Path(folder) / file for file in ("one.png", "other.png")]
            for path, samples in zip(paths, pair):
                write(path, samples, bits, colours)
            told = subprocess.run([sys.argv[1], *paths], check=True, capture_output=True, text=True).stdout
            lines.append(
                f'    PerceptualGolden(\n      "{name}", {width}, {height}, ({first}, {second}), {bits}, '
                f'.{kind}, "{colours}",\n      ssimulacra2: {float(told)}, '
                f"flip: {flip_with_alpha(*pair, bits):.9g}),")
    path = pathlib.Path(__file__).with_name("PerceptualGoldens.swift")
    path.write_text(
        "// Written by make_goldens.py; do not edit.\n\nextension PerceptualGolden {\n"
        "  static let all = [\n" + "\n".join(lines) + "\n  ]\n}\n")


main()
