#!/usr/bin/env python3
"""Holds every golden picture to its definition, computed in float64 without the program.

A sample may lie half a level from the exact value, and 2^-20 of the sample range more for
the rounding of float32: as many times that as less than all of a colour is seen. Where light is
interpolated that is a hundredth of a level, of 16 bits a twentieth. Needs NumPy, Pillow and OpenCV.
"""

import argparse
import pathlib
import sys
from fractions import Fraction

import numpy as np

import interpolation
import light
import samples

FOLDER = pathlib.Path(__file__).resolve().parent


def options(words):
    """The options of one line of the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", default="2")
    parser.add_argument("--size")
    parser.add_argument("--kernel", default="bilinear")
    parser.add_argument("--border", default="replicate")
    parser.add_argument("--format")
    parser.add_argument("--linear-light", action="store_true")
    return parser.parse_args(words.split())


def factors(choice, height, width):
    """The scale of (height, width), exact, that `--scale` or `--size` asks for."""
    if not choice.size:
        across, _, down = choice.scale.partition("x")
        return Fraction(down or across), Fraction(across)
    across, _, down = choice.size.partition("x")
    across = int(across or interpolation.rounded(Fraction(width * int(down or 0), height)))
    down = int(down or interpolation.rounded(Fraction(height * across, width)))
    return Fraction(down, height), Fraction(across, width)


def check(name, source, words):
    """One golden's figures: (greatest error in levels, mean error, greatest excess)."""
    choice = options(words)
    pixels = samples.read(FOLDER / source)
    golden = samples.read(FOLDER / "goldens" / f"{name}.png")
    top = np.iinfo(golden.dtype).max
    scale = factors(choice, *pixels.shape[:2])
    upsampled = light.upsampled if choice.linear_light else interpolation.upsampled
    exact = upsampled(pixels, choice.kernel, choice.border, scale)
    if golden.shape != exact.shape or golden.dtype != pixels.dtype and pixels.dtype != float:
        sys.exit(f"{name}: {golden.shape} of {golden.dtype}, expected {exact.shape} of "
                 f"{pixels.dtype}")
    error = golden - np.clip(exact, 0, top)
    share = np.ones(error.shape)
    if error.shape[2] in (2, 4):
        share[:, :, :-1] = np.maximum(exact[:, :, -1:], 0.5) / top
    rounding = (0.01 if top == 255 else 0.05) if choice.linear_light else top * 2.0**-20
    allowed = 0.5 + rounding / share
    return np.abs(error).max(), error.mean(), (np.abs(error) - allowed).max()


def main():
    lines = (FOLDER / "goldens.tsv").read_text().splitlines()
    wrong = 0
    print(f"{'golden':<18}{'greatest error':>16}{'mean error':>14}")
    for line in lines:
        if line.startswith("#"):
            continue
        name, source, words = line.split("\t")
        greatest, mean, excess = check(name, source, words)
        wrong += excess > 0
        verdict = "" if excess <= 0 else f"  {excess:.4f} too much"
        print(f"{name:<18}{greatest:>16.6f}{mean:>+14.6f}{verdict}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
