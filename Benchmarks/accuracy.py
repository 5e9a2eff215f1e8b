#!/usr/bin/env python3
"""How far a doubled picture lies from exact bilinear interpolation.

usage: Benchmarks/accuracy.py INPUT OUTPUT

Prints the greatest error and the bias (the mean error), both in levels of the output.
"""

import pathlib
import sys
from fractions import Fraction

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "images"))
import interpolation  # noqa: E402
import samples  # noqa: E402


def errors(source, output, scale):
    """(greatest error, bias) of the picture at `output` against the exact one, edges included."""
    pixels, result = samples.read(source), samples.read(output)
    exact = interpolation.upsampled(pixels, "bilinear", "replicate", (Fraction(scale),) * 2)
    if result.shape != exact.shape:
        sys.exit(f"{output}: {result.shape} samples, expected {exact.shape}")
    if result.dtype != pixels.dtype:
        exact *= np.iinfo(result.dtype).max / np.iinfo(pixels.dtype).max
    error = result - exact
    return float(np.abs(error).max()), float(error.mean())


if __name__ == "__main__":
    print("%.4f %+.4f" % errors(sys.argv[1], sys.argv[2], 2))
