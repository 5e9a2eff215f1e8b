#!/usr/bin/env python3
"""Looks for cliffs: GFLOP/s of conv2d_transpose over kernels, strides and channels.

usage: Benchmarks/sweep.py [--program PATH] [--plot FILE]

Every point is the best of some runs on one thread, of useful work alone. A point is listed when
it is below a third of the median of its neighbours: those one step away along one axis. Needs
NumPy, and Matplotlib for a plot.
"""

import argparse
import itertools
import pathlib
import re
import statistics
import subprocess
import tempfile

import numpy

KERNELS = range(1, 10)
STRIDES = range(1, 9)
CHANNELS = (1, 3, 4, 8, 15, 16, 17, 32, 33, 64, 65, 130)


def rate(program, folder, kernel, stride, channels):
    """GFLOP/s of one point, on a value of odd extents with work for about a millisecond."""
    work = 2 * channels * channels * kernel * kernel
    side = max(5, min(63, int((3e7 / work) ** 0.5))) | 1
    numpy.save(f"{folder}/v.npy", numpy.ones((1, side, side, channels), "f"))
    numpy.save(f"{folder}/k.npy", numpy.ones((kernel, kernel, channels, channels), "f"))
    run = subprocess.run(
        [program, "op", "conv2d_transpose", "--value", f"{folder}/v.npy",
         "--filter", f"{folder}/k.npy", "--output", f"{folder}/y.npy",
         "--strides", str(stride), "--padding", "SAME", "--jobs", "1", "--repeat", "9"],
        capture_output=True, text=True, check=True)
    minimum = float(re.search(r"min ([0-9.]+) ms", run.stderr)[1])
    median, flops = re.search(r"median ([0-9.]+) ms, ([0-9.]+) GFLOP/s", run.stderr).groups()
    return float(flops) * float(median) / max(minimum, 0.005)


def neighbours(rates, axes, place):
    for axis, values in enumerate(axes):
        index = values.index(place[axis])
        for other in (index - 1, index + 1):
            if 0 <= other < len(values):
                yield rates[place[:axis] + (values[other],) + place[axis + 1:]]


def plot(rates, file):
    from matplotlib import pyplot
    figure, panels = pyplot.subplots(2, 4, figsize=(16, 7), sharex=True, sharey=True)
    for panel, stride in zip(panels.flat, STRIDES):
        for kernel in KERNELS:
            line = [rates[kernel, stride, channels] for channels in CHANNELS]
            panel.plot(CHANNELS, line, marker=".", label=f"kernel {kernel}")
        panel.set(title=f"stride {stride}", xscale="log", yscale="log")
        panel.grid(alpha=0.3)
    figure.supxlabel("channels in and out")
    figure.supylabel("GFLOP/s of useful work, one thread")
    panels.flat[0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, dpi=80)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("--program", default=str(here.parent / ".build/release/upsample"))
    parser.add_argument("--plot")
    words = parser.parse_args()
    axes = [list(KERNELS), list(STRIDES), list(CHANNELS)]
    with tempfile.TemporaryDirectory() as folder:
        rates = {
            place: rate(words.program, folder, *place) for place in itertools.product(*axes)
        }
    low = 0
    for place, value in rates.items():
        typical = statistics.median(neighbours(rates, axes, place))
        if value < typical / 3:
            low += 1
            print("kernel %d, stride %d, %d channels:" % place,
                  f"{value:.1f} GFLOP/s, neighbours {typical:.1f}")
    print(f"{low} of {len(rates)} points are below a third of their neighbours;",
          f"{min(rates.values()):.1f} to {max(rates.values()):.1f} GFLOP/s")
    if words.plot:
        plot(rates, words.plot)


main()
