#!/usr/bin/env python3
"""Holds the program to public sets of valid, broken and hostile pictures, and prints tables.

check.py PROGRAM CORPORA [--mutations N] [--profiles FOLDER]
         [--only pngsuite|verdicts|options|cuts|profiles]...

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
import shutil
import subprocess
import sys
import tempfile

import numpy

import reference_png
from bench import PLAIN, Bench, is_one_line
from bombs import JPEG, PNG
from cuts import check_cuts, cut_files
from mutations import make_mutations
from peers import tell_peers
from profiles import check_profiles

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


# 2. Verdicts


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
            shutil.copy(file, tempfile.gettempdir()) if run.status < 0 else None
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
        "cuts": check_cuts,
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
