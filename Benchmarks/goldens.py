#!/usr/bin/env python3
"""Draws a suite of 500 screens and what became of them, and compares it with several programs.

usage: Benchmarks/goldens.py draw FOLDER     only draws: FOLDER/expected and FOLDER/actual

What each picture is planned to be is known, so that a program's verdicts can be counted. Needs
NumPy and Pillow; Node with `pixelmatch` and `pngjs`, and `odiff`, where these are to be measured.
"""

import collections
import functools
import json
import pathlib
import random
import shutil
import subprocess
import sys

import numpy
from PIL import Image, ImageDraw, ImageFont

import measure

SIZE = (1280, 720)
WORDS = ("Account Privacy Sounds Language Display Network Storage Battery Updates Security About "
         "Help Sign out Save Cancel Search the newest items first and keep them for a month").split()
# How many screens are of each kind, and the status that each is planned to have.
KINDS = {
    "same": (200, "equal"), "re-encoded": (100, "equal"), "alpha added": (20, "equal"),
    "one level": (30, "changed"), "sub-pixel text": (30, "changed"), "lost text": (20, "changed"),
    "quantised": (20, "changed"), "another size": (20, "size"), "truncated": (20, "error"),
    "missing": (20, "missing"), "new": (20, "new"),
}


@functools.cache
def font(size):
    return ImageFont.load_default(size)


@functools.cache
def text_mask(words, size, shift):
    """Words with smoothed edges: drawn four times as large."""
    large = font(4 * size)
    _, _, right, bottom = large.getbbox(words)
    mask = Image.new("L", (right + 8, bottom + 8))
    ImageDraw.Draw(mask).text((round(4 * shift), 0), words, 255, large)
    return mask.reduce(4)


def text(picture, place, words, colour, size, shift=0.0):
    """Writes words, their edges smoothed, at a place that is `shift` pixels further right."""
    mask = text_mask(words, size, shift)
    picture.paste(colour, (*place, place[0] + mask.width, place[1] + mask.height), mask)


def screen(number, shift=0.0, loses=False):
    """A page of settings with a banner, cards and a photograph-like part, RGB."""
    chance = random.Random(number)
    dark = chance.random() < 0.4
    ground, ink = ((24, 26, 31), (222, 224, 230)) if dark else ((246, 247, 249), (33, 36, 42))
    accent = tuple(chance.randrange(40, 220) for _ in range(3))
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    fading = numpy.linspace(1, 0.5, SIZE[0])[:, None] * accent
    picture.paste(Image.fromarray(numpy.tile(fading.astype(numpy.uint8), (64, 1, 1))))
    text(picture, (24, 18), f"Page {number}: {chance.choice(WORDS)}", (255, 255, 255), 24, shift)
    for row in range(9):
        draw.rounded_rectangle((16, 80 + 60 * row, 236, 128 + 60 * row), 8, outline=accent)
        if not (loses and row == 4):
            text(picture, (32, 92 + 60 * row), chance.choice(WORDS), ink, 16)
        else:
            chance.choice(WORDS)
    for card in range(4):
        x, y = 264 + 336 * (card % 2), 80 + 240 * (card // 2)
        draw.rounded_rectangle((x, y, x + 320, y + 224), 12, outline=ink)
        for line in range(8):
            for place in range(4):
                word = chance.choice(WORDS)
                text(picture, (x + 16 + 72 * place, y + 16 + 24 * line), word, ink, 14)
    grain = numpy.random.default_rng(number)
    coarse = Image.fromarray(grain.integers(0, 255, (12, 6, 3), dtype=numpy.uint8))
    smooth = numpy.asarray(coarse.resize((288, 560), Image.Resampling.BICUBIC)).astype(int)
    noisy = smooth + grain.integers(-3, 4, smooth.shape)
    picture.paste(Image.fromarray(noisy.clip(0, 255).astype(numpy.uint8)), (960, 80))
    return picture


def changed(kind, number, picture):
    """What a screen became, by its kind."""
    if kind == "alpha added":
        return picture.convert("RGBA")
    if kind == "one level":
        samples = numpy.asarray(picture).copy()
        samples[number % SIZE[1], number % SIZE[0], number % 3] ^= 1
        return Image.fromarray(samples)
    if kind == "sub-pixel text":
        return screen(number, shift=0.25)
    if kind == "lost text":
        return screen(number, loses=True)
    if kind == "quantised":
        return picture.quantize(64)
    if kind == "another size":
        return picture.crop((0, 0, SIZE[0], SIZE[1] - 1))
    return picture


def draw(folder):
    """Draws the suite into two folders, and returns the status that each picture should have."""
    expected, actual = (pathlib.Path(folder) / side for side in ("expected", "actual"))
    for side in (expected, actual):
        side.mkdir(parents=True)
    kinds = [kind for kind, (count, _) in KINDS.items() for _ in range(count)]
    random.Random(1).shuffle(kinds)
    for number, kind in enumerate(kinds):
        name = f"{number:03}-{kind.replace(' ', '-')}.png"
        picture = screen(number)
        if kind != "new":
            picture.save(expected / name)
        if kind == "same":
            shutil.copy(expected / name, actual / name)
        elif kind == "truncated":
            whole = (expected / name).read_bytes()
            (actual / name).write_bytes(whole[:len(whole) // 2])
        elif kind != "missing":
            level = 1 if kind == "re-encoded" else 6
            changed(kind, number, picture).save(actual / name, compress_level=level)
    return {f"{number:03}-{kind.replace(' ', '-')}.png": KINDS[kind][1]
            for number, kind in enumerate(kinds)}


# Each peer prints the pictures that it finds to differ, one a line, and nothing of the others.
PILLOW = """
import pathlib, sys
from PIL import Image, ImageChops
expected, actual = map(pathlib.Path, sys.argv[1:])
for name in sorted({path.name for side in (expected, actual) for path in side.iterdir()}):
    try:
        one, other = (Image.open(side / name).convert("RGBA") for side in (expected, actual))
        same = one.size == other.size and not ImageChops.difference(one, other).getbbox(
            alpha_only=False)
    except OSError:
        same = False
    if not same:
        print(name)
"""
PIXELMATCH = """
const fs = require('fs'), {PNG} = require('pngjs'), made = require('pixelmatch');
const pixelmatch = made.default || made, [expected, actual] = process.argv.slice(-2);
for (const name of new Set([expected, actual].flatMap(side => fs.readdirSync(side)))) {
  let same = false;
  try {
    const [one, other] = [expected, actual].map(
      side => PNG.sync.read(fs.readFileSync(`${side}/${name}`)));
    same = pixelmatch(one.data, other.data, null, one.width, one.height, {threshold: 0}) === 0;
  } catch {}
  if (!same) console.log(name);
}
"""
# A process for each pair, with a map that is deleted where it shows nothing.
LOOP = """
for golden in "$1"/*; do
  name=${golden##*/}
  "$0" diff "$golden" "$2/$name" "$3" --quiet 2>&- || echo "$name"
  rm -f "$3"
done
"""
ODIFF = """
for golden in "$1"/*; do
  name=${golden##*/}
  "$0" "$golden" "$2/$name" --threshold=0 >&- 2>&- || echo "$name"
done
"""


def commands(program, folders, work):
    """Names of programs and the commands that write what differs to a file."""
    expected, actual = folders
    found = {
        "`upsample diff`": [program, "diff", expected, actual],
        "`upsample diff`, `--jobs 1`": [program, "diff", expected, actual, "--jobs", "1"],
        "`upsample diff` with `--json`, which has SSIM": [program, "diff", expected, actual,
                                                          "--json"],
        "`upsample diff` with `--report`": [program, "diff", expected, actual, "--report",
                                            f"{work}/report"],
        "`upsample diff` of each pair, with a map": ["sh", "-c", LOOP, program, expected, actual,
                                                     f"{work}/map.png"],
        "Pillow": [sys.executable, "-c", PILLOW, expected, actual],
    }
    if shutil.which("odiff"):
        found["odiff of each pair"] = ["sh", "-c", ODIFF, "odiff", expected, actual]
    node = ["node", "-e", "require('pixelmatch'); require('pngjs')"]
    if shutil.which("node") and not subprocess.run(node, stderr=subprocess.DEVNULL).returncode:
        found["pixelmatch"] = ["node", "-e", PIXELMATCH, expected, actual]
    return found


def verdicts(program, folders):
    """The statuses that the program gives, by name; those that it does not list are equal."""
    told = subprocess.run([program, "diff", *folders, "--json"], capture_output=True, text=True)
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    return collections.defaultdict(lambda: "equal",
                                   {line["name"]: line["status"] for line in lines[:-1]})


def section(program, work, rounds):
    """The lines about the suite."""
    plan = draw(f"{work}/suite")
    folders = [f"{work}/suite/{side}" for side in ("expected", "actual")]
    given = verdicts(program, folders)
    kinds = ", ".join(f"{count} {kind}" for kind, (count, _) in KINDS.items())
    lines = [f"Of {len(plan)} screens of {SIZE[0]}x{SIZE[1]}, RGB, these became of them: {kinds}. "
             f"{sum(given[name] == status for name, status in plan.items())} have the status that "
             "was planned.", "",
             "| program | processor seconds | seconds | peak memory, MB | found to differ |",
             "| --- | --- | --- | --- | --- |"]
    programs = commands(program, folders, work)
    # Each ends with a status of its own where pictures differ.
    wrapped = {name: ["sh", "-c", f'"$0" "$@" >{work}/told 2>&-; true', *command]
               for name, command in programs.items()}
    runs = measure.rounds(wrapped, rounds)
    for name, own in runs.items():
        measure.Run(wrapped[name])
        told = pathlib.Path(f"{work}/told").read_text()
        seconds, peak = measure.median(own)
        lines.append(f"| {name} | {min(run.processor for run in own):.2f} | {seconds:.2f} | "
                     f"{peak / 1e6:.0f} | {sum(name in told for name in plan)} |")
    differing = sum(status != "equal" for status in plan.values())
    return lines + ["", f"{differing} are to be found."]


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "draw":
        raise SystemExit(__doc__.strip())
    draw(sys.argv[2])
