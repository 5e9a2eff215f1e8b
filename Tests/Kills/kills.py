#!/usr/bin/env python3
"""Kills batches at random moments, and goes on with the same command.

    kills.py PROGRAM [SEED]

Whenever a process ends, each output is whole or not there: it is compared, all the while, with
that of a run that nobody disturbed. Nothing is made twice, nothing is missing in the end, and
nothing else is left. The moments are spread over all of the work, and some are in the first
milliseconds of a process.
"""

import collections
import itertools
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

IMAGES = pathlib.Path(__file__).resolve().parent.parent.parent / "images"
KILLS = 50
TWINS = 12
COPIES = 12
OPTIONS = ["--existing", "skip", "--quiet", "--kernel", "lanczos3", "--compression", "balanced"]


class Problem(Exception):
    pass


class Outputs:
    """The outputs of a folder, by their relative names, beside those that they must equal."""

    def __init__(self, folder, reference):
        self.folder = folder
        self.reference = reference
        self.identities = {}
        self.reads = 0

    def names(self):
        """The names of all files but the program's own."""
        return [os.path.relpath(os.path.join(folder, name), self.folder)
                for folder, folders, names in os.walk(self.folder) for name in names
                if b".upsample" not in os.path.join(folder, name)]

    def read(self):
        """Reads all outputs that are there, and compares them."""
        for name in self.names():
            if contents(self.folder, name) != contents(self.reference, name):
                raise Problem(f"{name!r} is not the whole output")
            self.reads += 1

    def expect_kept(self):
        """No output that was there before is another file now."""
        for name in self.names():
            status = os.stat(os.path.join(self.folder, name))
            identity = (status.st_ino, status.st_mtime_ns)
            if self.identities.setdefault(name, identity) != identity:
                raise Problem(f"{name!r} was made twice")

    def expect_complete(self):
        self.read()
        expected = Outputs(self.reference, self.reference).names()
        if set(self.names()) != set(expected):
            raise Problem(f"other outputs: {set(self.names()) ^ set(expected)}")
        stray = [name for _, _, names in os.walk(self.folder) for name in names
                 if name.endswith(b".tmp")]
        if stray:
            raise Problem(f"left behind: {stray}")


def contents(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


class Reader:
    """Reads outputs over and over, from the beginning of a `with` to its end."""

    def __init__(self, outputs):
        self.outputs = outputs
        self.has_ended = threading.Event()
        self.problem = None
        self.thread = threading.Thread(target=self.run)

    def run(self):
        try:
            while not self.has_ended.is_set():
                self.outputs.read()
                time.sleep(0.001)
        except Exception as problem:
            self.problem = problem

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.has_ended.set()
        self.thread.join()
        if self.problem:
            raise self.problem


class Torture:
    def __init__(self, program, folder, seed):
        self.program = os.path.abspath(program)
        self.folder = os.fsencode(folder)
        self.dice = random.Random(seed)
        self.input = os.path.join(self.folder, b"in")
        self.reference = os.path.join(self.folder, b"undisturbed")
        self.counts = collections.Counter()

    def command(self, out, *words):
        return [self.program, "batch", self.input, out, *OPTIONS, *words]

    def start(self, out, *words):
        return subprocess.Popen(self.command(out, *words), stderr=subprocess.PIPE)

    def finish(self, out, *words):
        run = subprocess.run(self.command(out, *words), capture_output=True)
        if run.returncode != 0 or run.stderr:
            raise Problem(f"{words} exits with {run.returncode}: {run.stderr.decode()}")
        return run.stdout

    def make_inputs(self):
        """Copies of the sample pictures, in folders and under names of all kinds."""
        samples = sorted(p for p in IMAGES.iterdir() if p.suffix in (".png", ".jpg"))
        folders = [b"", b"a", b"a/b", b"a/b/c d", b"\xff\n"]
        for number, (copy, sample) in enumerate(itertools.product(range(COPIES), samples)):
            folder = os.path.join(self.input, folders[number % len(folders)])
            os.makedirs(folder, exist_ok=True)
            name = b"%d-" % copy + os.fsencode(sample.name)
            shutil.copyfile(sample, os.path.join(folder, name))
        began = time.monotonic()
        self.finish(self.reference)
        self.seconds = time.monotonic() - began
        self.total = len(Outputs(self.reference, self.reference).names())

    def kill(self):
        """Kills a run KILLS times, each time after another share of all outputs."""
        outputs = Outputs(os.path.join(self.folder, b"killed"), self.reference)
        shares = sorted(self.dice.uniform(0, 1.02) for _ in range(KILLS))
        with Reader(outputs):
            for number, share in enumerate(shares):
                run = self.start(outputs.folder)
                if number % 5:
                    self.wait(run, lambda: len(outputs.names()) >= share * self.total)
                    time.sleep(self.dice.uniform(0, 2 * self.seconds / self.total))
                else:
                    time.sleep(self.dice.uniform(0, 0.02))
                self.end(run)
                outputs.expect_kept()
            self.finish(outputs.folder)
            outputs.expect_kept()
        self.expect_done(outputs)

    def twins(self):
        """Two processes make one part at once, and one of them is killed at random moments."""
        outputs = Outputs(os.path.join(self.folder, b"twins"), self.reference)
        parts = [["--shard", "0/2"], ["--shard", "1/2"]]
        with Reader(outputs):
            for part in parts:
                for _ in range(TWINS // len(parts)):
                    runs = [self.start(outputs.folder, *part) for _ in range(2)]
                    time.sleep(self.dice.uniform(0, 2 * self.seconds / TWINS))
                    self.end(runs.pop(self.dice.randrange(2)))
                    time.sleep(self.dice.uniform(0, self.seconds / TWINS))
                    self.end(runs.pop())
                runs = [self.start(outputs.folder, *part) for _ in range(2)]
                for run in runs:
                    self.expect_success(run)
        self.expect_done(outputs)

    def wait(self, run, is_so):
        while not is_so() and run.poll() is None:
            time.sleep(0.0005)

    def end(self, run):
        """Kills a run, unless it is done; then all must be well."""
        run.kill()
        if run.wait() < 0:
            self.counts["killed"] += 1
        else:
            self.counts["done before"] += 1
            self.expect_success(run)
        run.stderr.close()

    def expect_success(self, run):
        told = run.stderr.read()
        if run.wait() != 0 or told:
            raise Problem(f"a process exits with {run.returncode}: {told.decode()}")

    def expect_done(self, outputs):
        outputs.expect_complete()
        outputs.expect_kept()
        self.finish(outputs.folder)
        outputs.expect_kept()
        self.finish(outputs.folder, "--verify", "--deep")
        self.counts["outputs compared"] += outputs.reads


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: kills.py PROGRAM [SEED]")
    folder = tempfile.mkdtemp(prefix="kills-")
    torture = Torture(sys.argv[1], folder, int(sys.argv[2]) if sys.argv[2:] else 1)
    began = time.monotonic()
    try:
        torture.make_inputs()
        print(f"{torture.total} outputs in {torture.seconds:.1f} s undisturbed")
        torture.kill()
        torture.twins()
    except Problem as problem:
        sys.exit(f"kills: {problem}\n  See {folder}.")
    shutil.rmtree(folder)
    counts = ", ".join(f"{count} {what}" for what, count in torture.counts.items())
    print(f"{counts}, all well after {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
