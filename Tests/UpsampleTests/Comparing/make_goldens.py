"""Prints PixelmatchGoldens.swift: what pixelmatch counts of pictures drawn here.

usage: make_goldens.py FOLDER

FOLDER holds pixelmatch's index.js, as of commit c6fee35 of 7 July 2026; it is run by `node`.
"""

import json
import pathlib
import subprocess
import sys

SIZES = [(40, 30), (1, 9), (7, 1), (2, 2), (23, 17)]
THRESHOLDS = [0, 0.01, 0.05, 0.1, 0.3]


def noise(n):
    """A number of 32 bits that looks like chance, the same in every language."""
    n = (n * 0x9E3779B1) & 0xFFFFFFFF
    n = ((n ^ (n >> 15)) * 0x85EBCA6B) & 0xFFFFFFFF
    return n ^ (n >> 13)


def coverage(x, y, shift):
    """How much of a pixel a slanted bar covers, in 255ths."""
    distance = abs(7 * x + 4 * y - 97 - shift)
    return max(0, min(255, (60 - distance) * 16))


def pixel(kind, x, y, side):
    """A pixel of the first picture of a pair, or of the second one."""
    chance = noise(kind * 1000003 + y * 4099 + x)
    cover = coverage(x, y, 5 * side)
    if kind == 0:  # A smoothed bar that moves by less than a pixel.
        return [255 - cover, 255 - cover // 2, 255, 255]
    if kind == 1:  # Noise, and now and then a little more of it.
        base = [chance & 255, chance >> 8 & 255, chance >> 16 & 255, 255]
        return [min(255, v + side * (chance >> 24) % 24) for v in base[:3]] + [255]
    if kind == 2:  # A bar that is transparent outside, over colours nobody sees.
        return [chance & 127, 200, cover // 3 + 20 * side, cover]
    if kind == 3:  # Near black.
        return [(chance & 15) + side * (chance >> 8 & 7), chance >> 4 & 15, 0, 255]
    level = 255 if (x // 3 + y // 3) % 2 else 128  # Flat squares, some of another alpha.
    return [level, level, 90, 255 - side * 40 * (chance & 1)]


def picture(kind, width, height, side):
    return [v for y in range(height) for x in range(width) for v in pixel(kind, x, y, side)]


def counts(folder, jobs):
    script = (
        f"import pixelmatch from '{folder}/index.js'; import fs from 'node:fs';"
        "const jobs = JSON.parse(fs.readFileSync(0));"
        "console.log(JSON.stringify(jobs.map(j => pixelmatch(Uint8Array.from(j.a),"
        "Uint8Array.from(j.b), null, j.width, j.height, j.options))))"
    )
    command = ["node", "--input-type=module", "-e", script]
    run = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def main():
    jobs, names = [], []
    for kind in range(5):
        for width, height in SIZES:
            pair = [picture(kind, width, height, side) for side in (0, 1)]
            for threshold in THRESHOLDS:
                for include in (True, False):
                    options = {"threshold": threshold, "includeAA": include}
                    jobs.append(dict(a=pair[0], b=pair[1], width=width, height=height,
                                     options=options))
                    names.append((kind, width, height, threshold, include))
    found = counts(pathlib.Path(sys.argv[1]).resolve(), jobs)
    print("/// What pixelmatch counts of the pictures of `PixelmatchTests`, made by `make_goldens.py`:")
    print("/// for each kind and size, and each threshold of 0, 0.01, 0.05, 0.1 and 0.3, the pixels")
    print("/// that differ with smoothed edges and without.")
    print("let pixelmatchGoldens: [(kind: Int, width: Int, height: Int, counts: [Int])] = [")
    step = 2 * len(THRESHOLDS)
    for first in range(0, len(names), step):
        kind, width, height = names[first][:3]
        row = ", ".join(str(n) for n in found[first:first + step])
        print(f"  ({kind}, {width}, {height}, [{row}]),")
    print("]")


main()
