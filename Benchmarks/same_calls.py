#!/usr/bin/env python3
"""Holds one build of the program to another: random calls of `upsample op`, byte for byte.

usage: Benchmarks/same_calls.py PROGRAM OTHER [--calls N] [--seed N]

Values and filters are real numbers, some of them infinite or NaN, so every rounding shows. About
a quarter of the calls break a rule. Exit status, output file and all that is printed must be the
same. Needs NumPy.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy

CONVOLUTIONS = ["conv2d", "conv2d_transpose", "atrous_conv2d", "atrous_conv2d_transpose",
                "depthwise_conv2d", "depthwise_conv2d_transpose", "conv3d", "conv3d_transpose"]
POOLS = ["max_pool2d", "max_pool3d"]


def words(numbers):
    return ",".join(map(str, numbers))


def shapes(draw, operation, axes, first):
    """The shapes of value and filter: mostly such as fit each other."""
    few = axes == 3
    value = [draw.randint(1, 7 if few else 24) for _ in range(axes)]
    taps = [draw.randint(1, 3 if few else 6) for _ in range(axes)]
    depth, count = draw.choice([1, 2, 3, 5, 16, 70]), draw.choice([1, 2, 3, 5, 17, 40, 100])
    groups = 1 if "atrous" in operation else draw.choice([1, 1, 1, 2, 3])
    if operation in POOLS:
        inputs, channels = depth, None
    elif operation.startswith("depthwise"):
        count = draw.choice([1, 1, 2, 3])
        inputs = depth * count if "transpose" in operation else depth
        channels = (depth, count)
    elif "transpose" in operation:
        inputs, channels = depth * groups, (count, depth * groups)
    else:
        inputs, channels = depth * groups, (depth, count * groups)
    batch = draw.choice([0, 1, 1, 1, 2, 3])
    value = [batch, inputs, *value] if first else [batch, *value, inputs]
    return value, channels and [*taps, *channels]


def tensor(numbers, draw, shape):
    scalars = numbers.standard_normal(shape).astype("f4")
    if scalars.size and draw.random() < 0.1:
        scalars.flat[draw.randrange(scalars.size)] = draw.choice([numpy.nan, numpy.inf])
    return scalars


def call(draw, numbers, folder):
    """The words of one call, whose tensors are written."""
    operation = draw.choice(CONVOLUTIONS + POOLS)
    axes = 3 if "3d" in operation else 2
    first = "atrous" not in operation and draw.random() < 0.4
    value, filter_shape = shapes(draw, operation, axes, first)
    numpy.save(folder / "value.npy", tensor(numbers, draw, value))
    made = ["op", operation, "--value", "value.npy", "--jobs", str(draw.choice([1, 2, 3]))]
    if filter_shape:
        numpy.save(folder / "filter.npy", tensor(numbers, draw, filter_shape))
        made += ["--filter", "filter.npy"]
    rule = draw.choice(["SAME", "SAME", "VALID"])
    if axes == 2 and draw.random() < 0.2:
        pads = [draw.randint(0, 3) for _ in range(4)]
        rule = words([0, 0, 0, 0, *pads] if first else [0, 0, *pads, 0, 0])
    made += ["--padding", rule]
    if first:
        made += ["--data-format", "NCDHW" if axes == 3 else "NCHW"]
    strides = [draw.choice([1, 1, 2, 2, 3, 4]) for _ in range(axes)]
    if "atrous" in operation:
        made += ["--rate", str(draw.choice([1, 2, 3]))]
    else:
        made += ["--strides", words(strides)]
        if operation not in POOLS and draw.random() < 0.3:
            made += ["--dilations", words(draw.choice([1, 2, 3]) for _ in range(axes))]
    if operation in POOLS:
        made += ["--ksize", words(draw.randint(1, 4) for _ in range(axes))]
    if operation == "conv2d_transpose" and draw.random() < 0.4:
        extents = value[2:] if first else value[1:-1]
        made += ["--output-shape", words(
            e * s - draw.randrange(s) for e, s in zip(extents, strides))]
    if draw.random() < 0.1:
        made[draw.randrange(2, len(made))] = draw.choice(["0", "-1", "1,2,3", "x", "SAME", ""])
    return made


def outcome(program, made, folder):
    """What a call leaves behind: status, both streams and the output's bytes."""
    output = folder / "output.npy"
    output.unlink(missing_ok=True)
    run = subprocess.run([program, *made, "--output", "output.npy"], cwd=folder,
                         capture_output=True, check=False)
    return (run.returncode, run.stdout, run.stderr,
            output.read_bytes() if output.exists() else None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("other")
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    programs = [str(pathlib.Path(p).resolve()) for p in (given.program, given.other)]
    done = differing = 0
    for number in range(given.calls):
        draw = random.Random(f"{given.seed} {number}")
        numbers = numpy.random.default_rng([given.seed, number])
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            made = call(draw, numbers, folder)
            ours, theirs = (outcome(p, made, folder) for p in programs)
        done += ours[0] == 0
        if ours != theirs:
            differing += 1
            print(f"call {number}: {' '.join(made)}\n  {ours[:3]}\n  {theirs[:3]}")
    print(f"{given.calls} calls, {done} of them done, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
