#!/usr/bin/env python3
"""Kills approvals of goldens at random moments, and goes on with the same command.

    approvals.py PROGRAM [SEED]

At every moment each golden is the old one or the new one: all are read, all the while. In the end
they are the pictures that were approved, and nothing else is left.
"""

import collections
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
PICTURES = 200
FOLDERS = ["", "a", "a/b", "c d"]


class Problem(Exception):
    pass


def contents(folder):
    """The files of a folder but the program's own, by their relative names."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if ".upsample" in name:
            continue
        try:
            if path.is_file():
                found[name] = path.read_bytes()
        except FileNotFoundError:
            pass
    return found


class Approval:
    def __init__(self, program, folder, seed):
        self.folder = pathlib.Path(folder)
        self.goldens = self.folder / "goldens"
        self.actual = self.folder / "actual"
        self.command = [os.path.abspath(program), "diff", self.goldens, self.actual, "--approve",
                        "--prune", "--quiet"]
        self.dice = random.Random(seed)
        self.counts = collections.Counter()
        self.has_ended = threading.Event()
        self.problem = None

    def make(self):
        """Goldens of which each is replaced, removed, or stays, and pictures that are added."""
        samples = [path.read_bytes() for path in sorted(IMAGES.glob("*.png"))]
        for number in range(PICTURES):
            name = f"{number}.png"
            old, new = (self.dice.choice(samples) for _ in range(2))
            parent = FOLDERS[number % len(FOLDERS)]
            if number % 5:
                self.write(self.goldens / parent / name, old)
            if number % 7:
                self.write(self.actual / parent / name, new)
        self.old, self.new = contents(self.goldens), contents(self.actual)
        self.total = sum(self.old.get(n) != self.new.get(n) for n in {**self.old, **self.new})

    def write(self, path, data):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def check(self):
        """Reads all goldens; returns how many are no longer as they were."""
        found = contents(self.goldens)
        for name, data in found.items():
            if data not in (self.old.get(name), self.new.get(name)):
                raise Problem(f"{name!r} is neither the old golden nor the new one")
        for name in self.old.keys() - found.keys():
            if name in self.new and name in contents(self.goldens):
                continue
            if name in self.new:
                raise Problem(f"{name!r} is gone")
        self.counts["goldens read"] += len(found)
        names = {**self.old, **self.new}
        return sum(found.get(n) != self.old.get(n) for n in names)

    def watch(self):
        try:
            while not self.has_ended.is_set():
                self.check()
                time.sleep(0.001)
        except Exception as problem:
            self.problem = problem

    def kill(self):
        """Kills a run KILLS times, each time after another share of all changes."""
        for share in sorted(self.dice.uniform(0, 1) for _ in range(KILLS)):
            run = subprocess.Popen(self.command, stderr=subprocess.PIPE)
            while self.check() < share * self.total and run.poll() is None:
                pass
            time.sleep(self.dice.uniform(0, 0.02))
            run.kill()
            told = run.stderr.read().decode()
            run.stderr.close()
            if run.wait() not in (-9, 0) or told:
                raise Problem(f"an approval exits with {run.returncode}: {told}")
            self.counts["killed" if run.returncode < 0 else "done before"] += 1
            self.check()

    def finish(self):
        run = subprocess.run(self.command, capture_output=True)
        if run.returncode != 0 or run.stderr:
            raise Problem(f"the last exits with {run.returncode}: {run.stderr.decode()}")
        if contents(self.goldens) != self.new:
            raise Problem("the goldens are not the pictures approved")
        left = [str(path) for path in self.goldens.rglob("*") if ".upsample" in str(path)]
        if left:
            raise Problem(f"left behind: {left}")

    def run(self):
        watcher = threading.Thread(target=self.watch)
        watcher.start()
        try:
            self.kill()
            self.finish()
        finally:
            self.has_ended.set()
            watcher.join()
        if self.problem:
            raise self.problem


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: approvals.py PROGRAM [SEED]")
    folder = tempfile.mkdtemp(prefix="approvals-")
    approval = Approval(sys.argv[1], folder, int(sys.argv[2]) if sys.argv[2:] else 1)
    began = time.monotonic()
    try:
        approval.make()
        approval.run()
    except Problem as problem:
        sys.exit(f"approvals: {problem}\n  See {folder}.")
    shutil.rmtree(folder)
    counts = ", ".join(f"{count} {what}" for what, count in approval.counts.items())
    print(f"{approval.total} changes of goldens: {counts}, all well after "
          f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
