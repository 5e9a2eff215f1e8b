#!/usr/bin/env python3
"""Evaluates the TensorFlow calls that `upsample explain` prints, and compares with `upsample op`.

usage: Benchmarks/explained_calls.py [--program PATH] [--cases N] [--seed N]

A call must give exactly what the operation gives, and fail if explain says that the default
kernels refuse it. Where explain says that there is no call, there is nothing to evaluate. Written
for TensorFlow 2.21.
"""

import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

os.environ.update(CUDA_VISIBLE_DEVICES="", TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
import numpy
import tensorflow

OPERATIONS = ["conv2d", "conv2d_transpose", "atrous_conv2d", "atrous_conv2d_transpose",
              "depthwise_conv2d", "depthwise_conv2d_transpose", "conv3d", "conv3d_transpose",
              "max_pool2d", "max_pool3d"]


def arguments(pick):
    """Random arguments of explain: one axis or all of them, shapes or single numbers."""
    operation = pick.choice(OPERATIONS)
    axes = 3 if "3d" in operation else 2
    told = pick.choice([1, axes])
    numbers = lambda low, high: ",".join(str(pick.randint(low, high)) for _ in range(told))
    pools = operation.startswith("max_pool")
    line = [operation, "--value", numbers(1, 7), "--ksize" if pools else "--filter", numbers(1, 4)]
    if operation.startswith("atrous"):
        line += ["--rate", str(pick.randint(1, 3))]
    else:
        line += ["--strides", numbers(1, 3)]
        if pick.random() < 0.3 and not pools:
            line += ["--dilations", numbers(1, 3)]
        if pick.random() < 0.2:
            line += ["--data-format", "NCDHW" if axes == 3 else "NCHW"]
    rules = ["SAME", "VALID"]
    if axes == 2 and not operation.startswith("atrous"):
        rules.append(",".join(str(pick.randint(0, 2)) for _ in range(2 * told)))
    return line + ["--padding", pick.choice(rules)]


def run(program, folder, *line):
    return subprocess.run([program, *line], cwd=folder, capture_output=True, text=True)


def problem(program, folder, line):
    """What is wrong with one explanation, or None; and whether its call was evaluated."""
    told = run(program, folder, "explain", *line)
    if told.returncode != 0:
        return (None if told.returncode == 2 else told.stderr), False
    after = told.stdout.split("  TensorFlow  ")[1].split("  PyTorch")[0].strip().split("\n")
    call, notes = after[0], " ".join(after[1:])
    if call.startswith("none: "):
        return None, False
    axis = re.findall(r"^  (?:depth|height|width) +(\d+) +(\d+).*?(\d+), (\d+) +(\d+)", told.stdout,
                      re.M)
    full = re.search(r"value of shape (\[.*?\])(?:, filter of shape (\[.*?\]))?", notes)
    operation = line[0]
    rank = 3 if "3d" in operation else 2
    first = "--data-format" in line
    extents = lambda column: [1] * (rank - len(axis)) + [int(row[column]) for row in axis]
    value = [1, 1, *extents(0)] if first else [1, *extents(0), 1]
    filter_ = extents(1) + [1, 1]
    pools = operation.startswith("max_pool")
    if full and full.groups() != (str(value), None if pools else str(filter_)):
        return f"the shapes are {value} and {filter_}", False
    random_numbers = numpy.random.default_rng(1)
    v, k = (random_numbers.integers(-4, 5, shape).astype("f") for shape in (value, filter_))
    numpy.save(folder / "v.npy", v)
    numpy.save(folder / "k.npy", k)
    if operation.endswith("transpose"):
        output = [1, 1, *extents(4)] if first else [1, *extents(4), 1]
        line = line + ["--output-shape", ",".join(map(str, output))]
    made = run(program, folder, "op", *spread(line, rank, len(axis)), "--value", "v.npy",
               *([] if pools else ["--filter", "k.npy"]), "--output", "y.npy")
    if made.returncode != 0:
        return made.stderr, False
    expected = numpy.load(folder / "y.npy")
    if "conv1d" in call or "pool1d" in call:
        v, k, expected = v[:, 0], k[0], expected[:, 0]
    try:
        seen = eval(call, {"tf": tensorflow, "value": v, "filter": k}).numpy()
    except Exception as error:
        return (None if "refuses" in notes else f"{call}: {error}"), True
    if "refuses" in notes:
        return f"{call}: is not refused", True
    return (None if numpy.array_equal(seen, expected) else f"{call}: is something else"), True


def spread(line, rank, axes):
    """The arguments of op for those of explain, without value and filter."""
    line = list(line)
    for name in ("--value", "--filter"):
        if name in line:
            index = line.index(name)
            del line[index:index + 2]
    for name in ("--strides", "--dilations", "--ksize"):
        if axes == 1 and name in line:
            index = line.index(name) + 1
            line[index] = ",".join(["1"] * (rank - 1) + [line[index]])
    index = line.index("--padding") + 1
    if line[index] not in ("SAME", "VALID"):
        pads = ",".join(["0,0"] * (rank - axes) + [line[index]])
        line[index] = f"0,0,0,0,{pads}" if "--data-format" in line else f"0,0,{pads},0,0"
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/release/upsample", type=pathlib.Path)
    parser.add_argument("--cases", default=500, type=int)
    parser.add_argument("--seed", default=1, type=int)
    options = parser.parse_args()
    pick = random.Random(options.seed)
    problems, evaluated = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.cases):
            line = arguments(pick)
            what, ran = problem(options.program.resolve(), pathlib.Path(folder), line)
            evaluated += ran
            if what:
                problems += 1
                print("explain", *line, "->", what, sep=" ")
    print(f"{options.cases} explanations, {evaluated} calls evaluated, {problems} problems")
    return min(problems, 1)


if __name__ == "__main__":
    sys.exit(main())
