#!/usr/bin/env python3
"""Holds the program to public sets of valid, broken and hostile pictures, and prints tables.

check.py PROGRAM CORPORA [--mutations N] [--profiles FOLDER]
         [--only pngsuite|verdicts|options|cuts|bombs|profiles]...

CORPORA is a folder. PngSuite is sought in it as `pngsuite` with the folders `valid` and
`invalid`; every PNG and JPEG below it, known by its first bytes, is judged as it is, and N
seeded mutations of them (10000 without a number); a second time with various options, where
what is written is judged too. Exits with 1 if something is wrong.

Profiles are damaged N times as well: those of /usr/share/color/icc, or of FOLDER.

PROGRAM may be built with sanitizers (.build/fuzzing/upsample, which Fuzzing/build makes): what
they find ends it with another status than those that are expected.

Needs Python 3.10 with NumPy and Pillow, a C compiler, libpng's headers and djpeg. Of the peers (vips,
ImageMagick, GraphicsMagick, ffmpeg, Pillow, OpenCV) it asks those that are there.
"""

import argparse
import collections
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy

import reference_png
from bombs import PNG, SEEDS, bombs
from peers import tell_peers
from profiles import check_profiles

HERE = pathlib.Path(__file__).parent
PLAIN = ["--scale", "1", "--kernel", "nearest", "--first-frame", "--format", "png"]
SANITIZERS = {"ASAN_OPTIONS": "detect_odr_violation=0:detect_leaks=0"}
JPEG = b"\xff\xd8\xff"
Run = collections.namedtuple("Run", "status kilobytes milliseconds message output")


class Bench:
    """A folder to work in, the compiled judge, and the program."""

    def __init__(self, program, folder):
        self.program, self.folder, self.count = program, pathlib.Path(folder), 0
        self.is_wrong = False
        self.judge = str(self.folder / "judge")
        subprocess.run(["cc", "-O2", HERE / "judge.c", "-o", self.judge, "-lpng"], check=True)

    def run(self, files, options=PLAIN):
        """What the program says to each file."""
        lines, places = [], []
        for file in files:
            self.count += 1
            output, messages = (self.folder / f"{self.count}.{end}" for end in ("png", "txt"))
            places.append((output, messages))
            lines.append(f"{file}\t{output}\t{messages}")
        told = subprocess.run(
            [self.judge, "run", "10", self.program, *options], input="\n".join(lines),
            capture_output=True, text=True, check=True,
            env=os.environ | {"SWIFT_BACKTRACE": "enable=no"} | SANITIZERS).stdout.splitlines()
        for (output, messages), line in zip(places, told):
            status, kilobytes, milliseconds, _ = line.split()
            text = messages.read_text(errors="replace")
            messages.unlink()
            yield Run(int(status), int(kilobytes), float(milliseconds), text, output)

    def expect(self, is_right):
        self.is_wrong = self.is_wrong or not is_right

    def png_verdicts(self, files):
        told = subprocess.run([self.judge, "png"], input="\n".join(map(str, files)),
                              capture_output=True, text=True, check=True)
        return told.stdout.splitlines()


def is_one_line(message):
    return message.startswith("upsample: ") and message.count("\n") == 1


# 1. PngSuite


def shows_the_same(expected, seen):
    """Whether all samples are equal, colours of wholly transparent pixels left out."""
    if expected.shape != seen.shape:
        return False
    if expected.shape[2] in (1, 3):
        return numpy.array_equal(expected, seen)
    shown = expected[..., -1] > 0
    return (numpy.array_equal(expected[..., -1], seen[..., -1])
            and numpy.array_equal(expected[shown], seen[shown]))


def check_pngsuite(bench, corpora):
    suite = corpora / "pngsuite"
    valid, invalid = (sorted((suite / name).glob("*.png")) for name in ("valid", "invalid"))
    exact = 0
    for file, run in zip(valid, bench.run(valid)):
        same = False
        if run.status == 0:
            (expected, depth), (seen, seen_depth) = (
                reference_png.decode(name) for name in (file, run.output))
            same = depth == seen_depth and shows_the_same(expected, seen)
        exact += same
        if not same:
            print(f"  not exact: {file.name}: {run}")
    refused = sum(run.status == 3 and is_one_line(run.message) and not run.output.exists()
                  for run in bench.run(invalid))
    print(f"| PngSuite, valid files pixel-exact | {exact} of {len(valid)} |")
    print(f"| PngSuite, invalid files refused with one line | {refused} of {len(invalid)} |")
    bench.expect(exact == len(valid) and refused == len(invalid))
    tell_peers([bench.program, *PLAIN], valid, invalid, cut_files(bench.folder), bench.folder)


def cut_files(folder):
    """Files that lack their last quarter."""
    for name in CUT:
        data = (SEEDS / name).read_bytes()
        (folder / f"cut-off-{name.replace('/', '-')}").write_bytes(data[:len(data) - len(data) // 4])
    return sorted(folder.glob("cut-off-*"))


# 2. Verdicts


def mutate(data, generator):
    data = bytearray(data)
    for _ in range(generator.randint(1, 4)):
        place = generator.randrange(max(1, len(data)))
        end = min(len(data), place + generator.randint(1, 8))
        way = generator.randrange(6)
        if way == 0 and data:
            data[place] = generator.randrange(256)
        elif way == 1 and data:
            data[place] ^= 1 << generator.randrange(8)
        elif way == 2:
            data[place:end] = bytes([generator.choice([0, 255, 127, 128])]) * (end - place)
        elif way == 3:
            del data[place:end]
        elif way == 4:
            data[place:place] = data[place:end]
        elif generator.random() < 0.3:
            del data[place:]
    return bytes(data)


def repair_checksums(data):
    """The same PNG file with the right checksum behind every chunk, so that more is reached."""
    result, place = bytearray(data), 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        end = place + 8 + length
        if end + 4 > len(data):
            break
        struct.pack_into(">I", result, end, zlib.crc32(data[place + 4:end]))
        place = end + 4
    return bytes(result)


def make_mutations(files, count, folder):
    generator = random.Random(1)
    small = [file for file in files if file.stat().st_size <= 100_000]
    for number in range(count):
        data = mutate(generator.choice(small).read_bytes(), generator)
        if data.startswith(PNG) and generator.random() < 0.5:
            data = repair_checksums(data)
        if data.startswith((PNG, JPEG)):
            file = folder / f"mutation-{number}"
            file.write_bytes(data)
            yield file


def start_of(file):
    with open(file, "rb") as opened:
        return opened.read(8)


def djpeg_verdict(file):
    try:
        status = subprocess.run(["djpeg", "-fast", "-outfile", "/dev/null", file],
                                capture_output=True, timeout=20).returncode
    except subprocess.TimeoutExpired:
        return "too slow"
    return {0: "accepted", 2: "warned"}.get(status, "refused")


def reason(run, verdict):
    """Why a verdict may differ from the library's, or nothing where it does not."""
    accepts_it = run.status == 0
    if (verdict, accepts_it) in (("accepted", True), ("refused", False)):
        return None
    if verdict == "warned":
        if accepts_it and "no pixel is lost" in run.message:
            return "djpeg warns, and so do we: no pixel is lost"
        if not accepts_it:
            return "djpeg warns, we refuse: pixels are lost"
        if accepts_it:
            return "djpeg warns of the end alone: every pixel is there"
    for words, why in {
        "the limit is": "a limit", "has no data": "a component never comes",
        "which can't be read": "a process of JPEG that we name and refuse",
        "can't hold": "too short for its pixels", "is an animation": "an animation",
        "has to be the first chunk": "a chunk before IHDR",
    }.items():
        if words in run.message:
            return f"{verdict} there, refused here: {why}"
    here = "accepted" if accepts_it else "refused"
    return f"{verdict} there, {here} here: {run.message.strip()[-60:]}"


def hostile_files(bench, corpora, count):
    files = sorted(file for file in corpora.rglob("*") if file.is_file())
    files = [file for file in files if start_of(file).startswith((PNG, JPEG))]
    folder = bench.folder / "mutations"
    folder.mkdir()
    return files, list(make_mutations(files, count, folder))


def check_verdicts(bench, corpora, count):
    files, mutations = hostile_files(bench, corpora, count)
    for title, group in (("files of the corpora", files), ("mutations", mutations)):
        judge_group(bench, title, group)


def judge_group(bench, title, files):
    pngs = [file for file in files if start_of(file).startswith(PNG)]
    verdicts = dict(zip(pngs, bench.png_verdicts(pngs)))
    tally, ends = collections.Counter(), collections.Counter()
    peak = slowest = (0, None)
    for file, run in zip(files, bench.run(files)):
        verdict = verdicts.get(file) or djpeg_verdict(file)
        why = reason(run, verdict)
        tally[why or "the same verdict"] += 1
        if run.status not in (0, 3) or (run.status == 3 and run.output.exists()):
            ends[run.status] += 1
            print(f"  exit {run.status}: {file}: {run.message[-300:]}")
            shutil.copy(file, "/tmp") if run.status < 0 else None
        peak, slowest = (max(peak, (run.kilobytes, str(file))),
                         max(slowest, (run.milliseconds, str(file))))
        run.output.unlink(missing_ok=True)
    print(f"| {title} | {len(files)}: {len(pngs)} PNG, {len(files) - len(pngs)} JPEG |")
    bench.expect(not ends)
    print(f"| crashes, sanitizer reports, hangs, other exits | {sum(ends.values())} |")
    print(f"| highest memory, longest time | {peak[0] / 1024:.0f} MB, {slowest[0]:.0f} ms |")
    print(f"  {peak[1]}, {slowest[1]}")
    for why, number in tally.most_common():
        print(f"| {why} | {number} |")


# Options

WAYS = [line.split() for line in """
    --format jpeg
    --format jpeg --metadata all --keep-print-size --color keep
    --format jpeg --recover --progressive --background bkgd
    --format jpeg --quality 30 --scale 2x3 --kernel mitchell --border wrap
    --format jpeg --orient keep --kernel nearest --metadata private
    --format png --metadata all --scale 3/2 --kernel lanczos3 --border reflect
    --format png --recover --linear-light --kernel bicubic --jobs 3 --metadata private
    --format png --compression balanced --border zero --metadata strip
    --format png --recover --first-frame --scale 7/5 --kernel bspline --keep-print-size
""".strip().splitlines()]


def check_options(bench, corpora, count):
    """Every file and mutation with one set of options; what is written is read by the judges."""
    files, mutations = hostile_files(bench, corpora, count)
    counts = collections.Counter()
    files += mutations
    for way, options in enumerate(WAYS):
        part = files[way::len(WAYS)]
        options = [*options, "--max-pixels", "4M"]
        runs = list(bench.run(part, options))
        written = [run.output for run in runs if run.status == 0]
        pngs = [file for file in written if start_of(file).startswith(PNG)]
        sound = set(file for file, verdict in zip(pngs, bench.png_verdicts(pngs))
                    if verdict == "accepted")
        sound |= {file for file in set(written) - set(pngs) if djpeg_verdict(file) == "accepted"}
        for file, run in zip(part, runs):
            counts[f"exit {run.status}"] += 1
            is_expected = run.status in (0, 3, 4) and (run.output in sound) == (run.status == 0)
            if not is_expected or run.output.exists() != (run.status == 0):
                counts["wrong"] += 1
                print(f"  {' '.join(options)}: {file}: {run}")
            run.output.unlink(missing_ok=True)
    bench.expect(counts["wrong"] == 0)
    print(f"| files and mutations, each with one of {len(WAYS)} sets of options "
          f"| {len(files)}: {dict(counts)} |")
    print(f"| other exits, or outputs that the judges do not accept | {counts['wrong']} |")


# 4. Cuts

CUT = ["png/color0-depth1-rows", "png/color0-depth16-adam7", "png/color2-depth8-rows",
       "png/color2-depth16-rows", "png/color3-depth4-adam7", "png/color3-depth8-rows",
       "png/color4-depth16-rows", "png/color6-depth8-adam7", "png/ancillary",
       "png/transparent-colour", "jpeg/420", "jpeg/444", "jpeg/411", "jpeg/gray", "jpeg/restart",
       "jpeg/progressive", "jpeg/progressive-restart", "jpeg/arithmetic",
       "jpeg/arithmetic-progressive", "jpeg/segments"]


def check_cuts(bench):
    counts = collections.Counter()
    for name in CUT:
        data = (SEEDS / name).read_bytes()
        cuts = []
        for length in range(len(data) + 1):
            cut = bench.folder / f"cut-{length}"
            cut.write_bytes(data[:length])
            cuts.append(cut)
        runs = list(bench.run(cuts))
        whole = reference_png.decode(runs[-1].output)[0]
        for cut, run in zip(cuts, runs):
            counts["files"] += 1
            counts["refused"] += run.status == 3 and is_one_line(run.message)
            counts["whole"] += run.status == 0
            missing = run.status == 0 and not numpy.array_equal(
                reference_png.decode(run.output)[0], whole)
            counts["wrong"] += missing or run.status not in (0, 3)
            counts["partial outputs"] += run.status != 0 and run.output.exists()
            if missing or run.status not in (0, 3):
                print(f"  {name} cut to {cut.name}: {run}")
        for run in bench.run(cuts[:-1], [*PLAIN, "--recover"]):
            counts["recovered"] += run.status == 0
            counts["wrong"] += run.status not in (0, 3)
        counts["temporaries"] += sum(
            ".tmp" in file.name or file.name.startswith(".") for file in bench.folder.iterdir())
    print(f"| {len(CUT)} small files cut at every byte | {counts['files']} runs |")
    print(f"| refused with one line | {counts['refused']} |")
    print(f"| read, every pixel there: the end marker alone is missing | {counts['whole']} |")
    print(f"| read with missing pixels, or other exits | {counts['wrong']} |")
    left = counts["partial outputs"] + counts["temporaries"]
    bench.expect(counts["wrong"] + left == 0)
    print(f"| outputs or temporary files left | {left} |")
    print(f"| recovered on request | {counts['recovered']} |")


# Bombs


def check_bombs(bench):
    for name, data in bombs().items():
        file = bench.folder / "bomb"
        file.write_bytes(data)
        (run,) = bench.run([file])
        bench.expect(run.status in (0, 3) and run.kilobytes < 64 << 10 and run.milliseconds < 1000)
        print(f"| {name} | exit {run.status} | {run.kilobytes / 1024:.0f} MB |"
              f" {run.milliseconds:.0f} ms |"
              f" {run.message.strip().removeprefix('upsample: ').replace(str(file), 'it')[:110]} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--profiles", type=pathlib.Path, default="/usr/share/color/icc")
    parser.add_argument("--only", action="append")
    arguments = parser.parse_args()
    are_wrong = []
    checks = {
        "pngsuite": lambda bench: check_pngsuite(bench, arguments.corpora),
        "verdicts": lambda bench: check_verdicts(bench, arguments.corpora, arguments.mutations),
        "options": lambda bench: check_options(bench, arguments.corpora, arguments.mutations),
        "cuts": check_cuts, "bombs": check_bombs,
        "profiles": lambda bench: check_profiles(bench, arguments.profiles, arguments.mutations),
    }
    for name in arguments.only or checks:
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{name}", flush=True)
            bench = Bench(os.path.abspath(arguments.program), folder)
            checks[name](bench)
            are_wrong.append(bench.is_wrong)
    sys.exit(any(are_wrong))


if __name__ == "__main__":
    main()
