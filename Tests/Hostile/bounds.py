#!/usr/bin/env python3
"""Holds the memory and the time of every way through the program to their bounds.

bounds.py PROGRAM [CORPORA] [--every N] [--only MODE]... [--each]

Each bomb of bombs.py, and every N-th PNG and JPEG below CORPORA, goes through each of the modes.
Prints for each mode what took most, and each run where it is asked for. Exits with 1 where one
took more than 300 MB or 20 seconds of processors, or ended with another status than 0, 3 or 4, or
1 in comparisons and folders.

Needs Python 3.10, a C compiler and libpng's headers.
"""

import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from bombs import JPEG, PNG, SEEDS, bombs

HERE = pathlib.Path(__file__).parent
MOST_MEGABYTES, MOST_SECONDS = 300, 20
KERNEL = [[1 + min(x, y, 7 - x, 7 - y) for x in range(8)] for y in range(8)]
Mode = collections.namedtuple("Mode", "name words ending kind", defaults=("png", "file"))
Run = collections.namedtuple("Run", "status megabytes seconds file message")

MODES = [
    Mode("plain", [], "png"),
    Mode("to JPEG", ["--background", "black"], "jpg"),
    Mode("--recover", ["--recover"]),
    Mode("--recover to JPEG", ["--recover", "--background", "black"], "jpg"),
    Mode("--metadata all", ["--metadata", "all", "--keep-print-size"]),
    Mode("--linear-light", ["--linear-light", "--kernel", "lanczos3"]),
    Mode("--progressive", ["--progressive", "--background", "black", "--recover"], "jpg"),
    Mode("--quality keep", ["--quality", "keep", "--metadata", "all"], "jpg"),
    Mode("--border wrap", ["--border", "wrap", "--recover"]),
    Mode("kernel file", ["--kernel", "KERNEL", "--normalize", "--recover"]),
    Mode("--scale 4", ["--scale", "4", "--first-frame"]),
    Mode("--orient keep", ["--orient", "keep", "--first-frame", "--recover"]),
    Mode("--compression balanced", ["--scale", "1", "--compression", "balanced"]),
    Mode("diff", ["diff"], kind="itself"),
    Mode("roundtrip", ["roundtrip"]),
    Mode("batch", ["batch", "--recover", "--metadata", "all"], kind="folder"),
]


def run_all(judge, program, mode, files, folder):
    """What each file takes in a mode."""
    lines = []
    for number, file in enumerate(files):
        source, output = file, folder / f"{number}.{mode.ending}"
        if mode.kind == "itself":
            output = file
        if mode.kind == "folder":
            source, output = folder / "in", folder / "out"
        lines.append(f"{source}\t{output}\t{folder / f'{number}.txt'}")
    kernel = folder / "kernel.json"
    kernel.write_text(json.dumps(KERNEL))
    words = [str(kernel) if word == "KERNEL" else word for word in mode.words]
    process = subprocess.Popen(
        [judge, "run", "60", program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=os.environ | {"SWIFT_BACKTRACE": "enable=no"})
    for line, file, number in zip(lines, files, range(len(files))):
        # One by one, so that outputs do not fill the disk.
        if mode.kind == "folder":
            (folder / "in").mkdir()
            shutil.copy(file, folder / "in/picture")
        process.stdin.write(line + "\n")
        process.stdin.flush()
        status, kilobytes, _, milliseconds = process.stdout.readline().split()
        message = (folder / f"{number}.txt").read_text(errors="replace").strip()
        yield Run(int(status), int(kilobytes) / 1024, float(milliseconds) / 1000, file, message)
        for left in folder.iterdir():
            if left != kernel:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    process.stdin.close()
    process.wait()


def is_right(run, mode):
    statuses = {0, 3, 4} | ({1} if mode.kind != "file" else set())
    # A PNG has no quality to keep.
    statuses |= {2} if "--quality" in mode.words else set()
    return (run.status in statuses and run.megabytes <= MOST_MEGABYTES
            and run.seconds <= MOST_SECONDS and "crash" not in run.message)


def judge_mode(judge, program, mode, files, folder, tells_each):
    most, longest, wrong = None, None, 0
    statuses = collections.Counter()
    for run in run_all(judge, program, mode, files, folder):
        statuses[run.status] += 1
        most = max(most or run, run, key=lambda run: run.megabytes)
        longest = max(longest or run, run, key=lambda run: run.seconds)
        wrong += not is_right(run, mode)
        if tells_each or not is_right(run, mode):
            print(f"  {mode.name}: {run}", flush=True)
    ends = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    print(f"| {mode.name} | {ends} | {most.megabytes:.0f} MB, {most.file.name} |"
          f" {longest.seconds:.1f} s, {longest.file.name} |", flush=True)
    return wrong


def pictures(corpora, every):
    def start(file):
        with open(file, "rb") as opened:
            return opened.read(8)
    files = sorted(file for file in corpora.rglob("*") if file.is_file())
    return [file for file in files if start(file).startswith((PNG, JPEG))][::every]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("corpora", type=pathlib.Path, nargs="?", default=SEEDS)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", action="append")
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        judge = str(folder / "judge")
        subprocess.run(["cc", "-O2", HERE / "judge.c", "-o", judge, "-lpng"], check=True)
        (folder / "bombs").mkdir()
        files = []
        for title, data in bombs().items():
            file = folder / "bombs" / title.replace(" ", "-").replace(",", "")
            file.write_bytes(data)
            files.append(file)
        files += pictures(arguments.corpora, arguments.every)
        print(f"{len(files)} files")
        print("| mode | exits | highest memory | longest time |\n| --- | --- | --- | --- |")
        work = folder / "work"
        work.mkdir()
        program = os.path.abspath(arguments.program)
        wrong = sum(judge_mode(judge, program, mode, files, work, arguments.each)
                    for mode in MODES if mode.name in (arguments.only or [mode.name]))
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
