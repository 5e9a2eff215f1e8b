#!/usr/bin/env python3
"""Swaps the state of an output folder for links while batches run.

    races.py PROGRAM [SEED]

Another process exchanges `.upsample`, a folder or a file in it, for a link that leads out of the
output folder, over and over, each time at once. Whatever a batch meets, nothing outside is made or
changed, and the batch ends with a status of its own.
"""

import collections
import ctypes
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

IMAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "images" / "pixel.png"
RACES = 200
PICTURES = 4
NAMES = ["", "journal", "shards", "run.json", "shards/0-of-1.json"]
COMMANDS = [
    ["--shard", "0/1", "--existing", "skip"],
    ["--shard", "0/1"],
    ["--scale", "3"],
    ["--existing", "skip", "--dry-run"],
    ["--verify", "--shard", "0/1"],
]
AT_FDCWD = -100
RENAME_EXCHANGE = 2
libc = ctypes.CDLL(None, use_errno=True)


def exchange(one, other):
    """Gives two names each other's file, at once. Fails where one is not there."""
    names = os.fsencode(one), os.fsencode(other)
    libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)


def swap(name, link, seed):
    """Exchanges without end, in a process of its own."""
    dice = random.Random(seed)
    while os.getppid() != 1:
        exchange(name, link)
        time.sleep(dice.uniform(0, 0.001))


def snapshot(folder):
    """All names below a folder, with what tells of a change."""
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        status = path.lstat()
        text = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (status.st_mode, status.st_ino, status.st_mtime_ns, text)
    return found


class Races:
    def __init__(self, program, folder, seed):
        self.program = os.path.abspath(program)
        self.folder = pathlib.Path(folder)
        self.dice = random.Random(seed)
        self.counts = collections.Counter()

    def prepare(self):
        """The input, an output folder that is filled, and what links lead to."""
        for name in ["in", "outside/journal", "outside/shards"]:
            (self.folder / name).mkdir(parents=True)
        for number in range(PICTURES):
            shutil.copyfile(IMAGE, self.folder / "in" / f"{number}.png")
        self.run(COMMANDS[0])
        state = self.folder / "out" / ".upsample"
        for name in ["run.json", "shards/0-of-1.json"]:
            shutil.copyfile(state / name, self.folder / "outside" / name)

    def run(self, words):
        return subprocess.run(
            [self.program, "batch", "in", "out", *words], cwd=self.folder, capture_output=True,
            timeout=60)

    def race(self, number):
        name = NAMES[number % len(NAMES)]
        link = self.folder / "out" / "link"
        link.symlink_to(self.folder / "outside" / name)
        before = snapshot(self.folder / "in"), snapshot(self.folder / "outside")
        swapper = os.fork()
        if swapper == 0:
            swap(self.folder / "out" / ".upsample" / name, link, self.dice.random())
        try:
            run = self.run(self.dice.choice(COMMANDS))
        finally:
            os.kill(swapper, 9)
            os.waitpid(swapper, 0)
        shutil.rmtree(self.folder / "out")
        self.run(COMMANDS[0])
        if run.returncode not in range(5):
            return f"exits with {run.returncode}: {run.stderr.decode()}"
        if (snapshot(self.folder / "in"), snapshot(self.folder / "outside")) != before:
            return f"changed what is outside: {run.args}, .upsample/{name}"
        told = run.stderr.decode()
        self.counts["refused" if "is a link" in told or "symbolic" in told else "others"] += 1
        return None


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: races.py PROGRAM [SEED]")
    folder = tempfile.mkdtemp(prefix="races-")
    races = Races(sys.argv[1], folder, int(sys.argv[2]) if sys.argv[2:] else 1)
    began = time.monotonic()
    races.prepare()
    for number in range(RACES):
        problem = races.race(number)
        if problem:
            sys.exit(f"races: number {number} {problem}\n  See {folder}.")
    shutil.rmtree(folder)
    counts = ", ".join(f"{count} {what}" for what, count in races.counts.items())
    print(f"{RACES} races: {counts}; nothing outside changed, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
