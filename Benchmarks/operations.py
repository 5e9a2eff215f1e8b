#!/usr/bin/env python3
"""Compares the tensor operations with those of frameworks, and writes OPERATIONS.md.

usage: Benchmarks/operations.py [--program PATH] [--rounds N] [--python PATH]

The frameworks live in processes of their own, so this one stays small: a child's peak memory
counts its parent's at the moment it is started.
"""

import argparse
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

import measure
from cases import CASES
from measure import LEAST_RUNS, LEAST_SECONDS

HERE = pathlib.Path(__file__).resolve().parent
OURS = "upsample"
FRAMEWORKS = {"tensorflow": "TensorFlow", "torch": "PyTorch", "onnxruntime": "onnxruntime"}
# Long enough for the threads of the one before to stop waiting for more work.
PAUSE = 0.3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(HERE.parent / ".build/release/upsample"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", default=sys.executable, help="one that has the frameworks")
    return parser.parse_args()


class Framework:
    """A framework that waits for the names of cases."""

    def __init__(self, python, name, threads, folder):
        settings = {"OMP_NUM_THREADS": str(threads), "TF_ENABLE_ONEDNN_OPTS": "1",
                    "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
        words = [python, HERE / "frameworks.py", "serve", name, str(threads), folder]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={**os.environ, **settings})
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit(f"{name} did not start: {' '.join(map(str, words))}")

    def milliseconds(self, name):
        print(name, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def repeated(command, repetitions):
    """The median that the program prints, in milliseconds."""
    told = subprocess.run([*command, "--repeat", str(repetitions)], check=True,
                          capture_output=True, text=True).stderr
    return float(re.search(r"median ([\d.]+) ms", told)[1])


def ours(program, name, folder, threads):
    """The program's median over as many runs as a framework's, in milliseconds."""
    command = CASES[name].command(program, f"{folder}/{name}", f"{folder}/y.npy", threads)
    first = repeated(command, LEAST_RUNS)
    return repeated(command, max(LEAST_RUNS, int(LEAST_SECONDS * 1000 / first)))


def speed(given, threads, folder):
    """The table of all cases on some threads, ours and theirs in turns."""
    peers = {n: Framework(given.python, n, threads, folder) for n in FRAMEWORKS}
    lines = [f"| case | {OURS}, ms | {', ms | '.join(FRAMEWORKS.values())}, ms | fastest of them "
             "/ ours |", "| --- " * 6 + "|"]
    for name in CASES:
        turns = []
        for _ in range(given.rounds):
            turn = {}
            for who in [OURS, *peers]:
                time.sleep(PAUSE)
                turn[who] = (ours(given.program, name, folder, threads) if who == OURS
                             else peers[who].milliseconds(name))
            turns.append(turn)
        middle = [f"{statistics.median(t[who] for t in turns):.3g}" for who in turns[0]]
        ratio = statistics.median(min(t[p] for p in peers) / t[OURS] for t in turns)
        lines.append(f"| {name} | {' | '.join(middle)} | {ratio:.2f} |")
    for peer in peers.values():
        peer.stop()
    return lines


def megabytes(shape):
    size = 4
    for extent in shape:
        size *= extent
    return size / 1e6


def memory(program, folder):
    """The table of peak memory. What is beyond the tensors holds the program itself."""
    lines = ["| case | tensors, MB | peak, MB | beyond the tensors, at most, MB |",
             "| --- " * 4 + "|"]
    for name, case in CASES.items():
        run = measure.Run(case.command(program, f"{folder}/{name}", f"{folder}/y.npy", 2))
        filters = () if case.operation.startswith("max_pool") else (case.filter,)
        tensors = sum(megabytes(s) for s in (case.value, case.output, *filters))
        peak = run.memory / 1e6
        lines.append(f"| {name} | {tensors:.1f} | {peak:.1f} | {peak - tensors:.1f} |")
    return lines


def machine(given):
    """What ran where."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if "model name" in line), "")
    lines = [f"{os.cpu_count()} cores, {model}, Linux {platform.release()}; load average "
             f"{os.getloadavg()[0]:.1f} at the start.", ""]
    for name, title in FRAMEWORKS.items():
        words = [given.python, HERE / "frameworks.py", "version", name]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        lines.append(f"- {title} {told.strip()}")
    return lines


def sections(given, folder):
    subprocess.run([given.python, HERE / "frameworks.py", "data", folder], check=True)
    yield "Machine and versions", machine(given)
    yield "Cases", [f"- {name}: `{c.operation}`, {list(c.value)} by {list(c.filter)}, strides "
                    f"{list(c.strides)}, to {list(c.output)}" for name, c in CASES.items()]
    yield "One thread", speed(given, 1, folder)
    yield "Two threads", speed(given, 2, folder)
    yield "Peak memory, two threads", memory(given.program, folder)


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        report = ["# Operations", "", "Written by `Benchmarks/operations.py`: medians of "
                  f"{given.rounds} rounds in turns, each the median of many runs on data at hand; "
                  "the last column is the median of the ratios within each round."]
        for title, lines in sections(given, folder):
            print(f"## {title}", *lines, sep="\n", flush=True)
            report += ["", f"## {title}", "", *lines]
        (HERE / "OPERATIONS.md").write_text("\n".join(report) + "\n")


if __name__ == "__main__":
    main()
