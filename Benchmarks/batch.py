#!/usr/bin/env python3
"""Measures folders: throughput beside other programs, many names, and memory over time.

usage: Benchmarks/batch.py PART... [--program PATH] [--photos FOLDER] [--work FOLDER]

PART is one of
  make        2,000 mixed pictures, from a folder of photographs or drawn
  throughput  all of them by upsample, and a sample of them by each of the other programs
  names       10^3 and 10^6 files with --dry-run
  memory      10,000 small pictures, the memory after the first and the last hundred
  leaks       what Valgrind finds lost after 10 and after 100 of these pictures
  write       BATCH.md from the results of the parts before

The parts leave their results in the work folder, about 8 GB, so that each can run alone.
"""

import argparse
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import threading
import time
import zlib

import measure

HERE = pathlib.Path(__file__).resolve().parent
COUNT, MEDIAN_PIXELS, SIGMA = 2000, 250_000, 0.8
JOBS = 2


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="+",
                        choices=["make", "throughput", "names", "memory", "leaks", "write"])
    parser.add_argument("--program", default=str(HERE.parent / ".build/release/upsample"))
    parser.add_argument("--photos", help="a folder of photographs; drawn without it")
    parser.add_argument("--work", default="/tmp/upsample-batch")
    return parser.parse_args()


# The pictures.


def photographs(options):
    from PIL import Image

    folder = options.photos
    if folder is None:
        folder = f"{options.work}/drawn"
        os.makedirs(folder, exist_ok=True)
        subprocess.run([sys.executable, HERE / "pictures.py", "leaves", f"{folder}/a.png"],
                       check=True)
    files = sorted(pathlib.Path(folder).iterdir())
    return [Image.open(f).convert("RGB") for f in files if f.suffix in (".png", ".jpg")]


def cut(dice, photos):
    """A part of a photograph, its size lognormal, enlarged or reduced to no other grain."""
    from PIL import Image

    pixels = min(MEDIAN_PIXELS * dice.lognormvariate(0, SIGMA), 16_000_000)
    aspect = dice.uniform(0.6, 1.7)
    width = max(16, round((pixels * aspect) ** 0.5))
    height = max(16, round(width / aspect))
    photo = dice.choice(photos)
    sheet = Image.new("RGB", (width, height))
    left, top = dice.randrange(photo.width), dice.randrange(photo.height)
    # Beyond its edges the photograph is repeated.
    for x in range(-left, width, photo.width):
        for y in range(-top, height, photo.height):
            sheet.paste(photo, (x, y))
    return sheet


def save_deep(picture, path, dice):
    """A PNG of 16 bits: the picture's levels, and noise below them."""
    import numpy as np

    random_bits = np.random.default_rng(dice.randrange(2 ** 32))
    levels = np.asarray(picture).astype(np.uint16) << 8
    levels += random_bits.integers(0, 256, levels.shape, dtype=np.uint16)
    rows = levels.astype(">u2").reshape(picture.height, -1).view(np.uint8)
    raw = np.insert(rows, 0, 0, axis=1).tobytes()

    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data
                + struct.pack(">I", zlib.crc32(name + data)))

    header = struct.pack(">IIBBBBB", picture.width, picture.height, 16, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                   + chunk(b"IDAT", zlib.compress(raw, 1)) + chunk(b"IEND", b""))


def make(options):
    """2,000 files, five folders deep: 8-bit and 16-bit PNG, JPEG, broken ones, other files."""
    photos, dice = photographs(options), random.Random(7)
    root = os.fsencode(f"{options.work}/in")
    shutil.rmtree(root, ignore_errors=True)
    for index in range(COUNT):
        folder = root
        for level in range(dice.randrange(6)):
            folder += b"/%c%d" % (97 + level, dice.randrange(3))
        os.makedirs(folder, exist_ok=True)
        name = folder + b"/%04d" % index + (b"\xff\xfe" if index % 40 == 0 else b"")
        kind = dice.random()
        if kind < 0.03:
            with open(name + b".txt", "w") as file:
                file.write("no picture\n" * 100)
            continue
        picture = cut(dice, photos)
        if kind < 0.13:
            save_deep(picture, name + b".png", dice)
        elif kind < 0.45:
            picture.save(open(name + b".jpg", "wb"), "JPEG", quality=90)
        else:
            picture.save(open(name + b".png", "wb"), "PNG", compress_level=1)
        if kind > 0.98:
            os.truncate(name + b".png", os.path.getsize(name + b".png") // 2)


# Throughput.

POOL = """
import os, sys
from multiprocessing import Pool
PILLOW, LIST, IN, OUT = sys.argv[1] == "pillow", *map(os.fsencode, sys.argv[2:])
if PILLOW:
    from PIL import Image
else:
    import cv2, numpy
    cv2.setNumThreads(1)

def larger(name):
    out = OUT + name[len(IN):]
    os.makedirs(os.path.dirname(out), exist_ok=True)
    try:
        if PILLOW:
            with Image.open(open(name, "rb")) as picture:
                size = (picture.width * 2, picture.height * 2)
                with open(out, "wb") as file:
                    picture.resize(size, Image.Resampling.BILINEAR).save(
                        file, picture.format, quality=90)
        else:
            data = numpy.fromfile(open(name, "rb"), numpy.uint8)
            picture = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
            picture = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
            kind = ".jpg" if name.endswith(b".jpg") else ".png"
            cv2.imencode(kind, picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tofile(open(out, "wb"))
    except Exception:
        pass

if __name__ == "__main__":
    names = open(LIST, "rb").read().split(b"\\0")
    with Pool(2) as pool:
        for _ in pool.imap_unordered(larger, names):
            pass
"""
VIPS = """
in="$1"; out="$2${in#"$3"}"
mkdir -p "${out%/*}"
case "$out" in *.jpg) out="$out[Q=90,subsample-mode=on]";; *) out="$out$4";; esac
exec vips affine "$in" "$out" "2 0 0 2" --interpolate bilinear --idx 0.25 --idy 0.25 --extend copy
"""
MOGRIFY = """
in="$1"; out="$2${in#"$3"}"
mkdir -p "${out%/*}"
exec mogrify -path "${out%/*}" -filter triangle -resize 200% "$in"
"""


def parallel(script, listed, root, out, *more):
    return ["parallel", "--will-cite", "-0", "-j", str(JOBS), "-a", listed, "sh", "-c",
            quoted(script), "sh", "{}", out, root, *more]


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def pool(kind):
    return lambda listed, root, out: [sys.executable, "-c", POOL, kind, listed, root, out]


# Each of the others, and the share of the pictures that it is given: every n-th.
OTHERS = {
    "vips and GNU parallel": (
        lambda listed, root, out: parallel(VIPS, listed, root, out, "''"), 24),
    "the same, [compression=1,filter=paeth]": (
        lambda listed, root, out: parallel(
            VIPS, listed, root, out, quoted("[compression=1,filter=paeth]")), 24),
    "OpenCV, a pool of 2": (pool("opencv"), 16),
    "Pillow, a pool of 2": (pool("pillow"), 40),
    "mogrify and GNU parallel": (
        lambda listed, root, out: parallel(MOGRIFY, listed, root, out), 80),
}


def pixels(path):
    """The pixels of an output of either format, or 0."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(open(path, "rb")) as picture:
            return picture.width * picture.height
    except (OSError, SyntaxError):
        return 0


def files(root):
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(root)
                  for name in names if b".upsample" not in folder)


def timed(command, env=None):
    """Seconds; a program that fails on the broken pictures has done its work too."""
    begun = time.perf_counter()
    subprocess.run(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=env)
    return time.perf_counter() - begun


def throughput(options):
    root, ours = os.fsencode(f"{options.work}/in"), os.fsencode(f"{options.work}/ours")
    shutil.rmtree(ours, ignore_errors=True)
    run = subprocess.run([options.program, "batch", root, ours, "--jobs", str(JOBS)],
                         capture_output=True)
    account = run.stderr.splitlines()[-1].decode().removeprefix("upsample: ")
    rate = float(account.split()[-2])
    sizes = {path[len(ours):]: (pixels(path), os.path.getsize(path)) for path in files(ours)}
    sound = [path for path in files(root) if path[len(root):] in sizes]
    total = sum(count for count, _ in sizes.values()) / 1e6
    lines = [f"upsample: {account}; exit status {run.returncode}.", "",
             "| program | pictures | megapixels a second | times our seconds | bytes to ours |",
             "| --- | --- | --- | --- | --- |",
             f"| upsample batch | {len(sizes)} | {rate:.1f} | 1 | 1 |"]
    for name, (command, step) in OTHERS.items():
        lines.append(compared(name, command, sound[::step], sizes, root, options))
    lines += ["", f"{total:.0f} megapixels of outputs in all. The others are given every n-th of the "
              "pictures that can be made; `times our seconds` is theirs to ours for the same ones, "
              "one after the other. Ours waits for each output to be on the disk, theirs don't; "
              "Pillow's files are smaller in part because it cuts 16 bits to 8."]
    return lines


def compared(name, command, sample, sizes, root, options):
    """A line of the table: another program, and ours, on a sample of the sound pictures."""
    out, listed = os.fsencode(f"{options.work}/theirs"), f"{options.work}/list"
    linked = os.fsencode(f"{options.work}/sample")
    for folder in (out, linked):
        shutil.rmtree(folder, ignore_errors=True)
    for path in sample:
        target = linked + path[len(root):]
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.link(path, target)
    with open(listed, "wb") as file:
        file.write(b"\0".join(linked + path[len(root):] for path in sample))
    env = dict(os.environ, VIPS_CONCURRENCY="1", MAGICK_THREAD_LIMIT="1", OMP_NUM_THREADS="1")
    shared = [os.fsdecode(folder) for folder in (linked, out)]
    seconds = timed(command(listed, *shared), env)
    made = [path for path in files(out) if pixels(path) == sizes[path[len(out):]][0]]
    names = [path[len(out):] for path in made]
    share = sum(map(os.path.getsize, made)) / max(1, sum(sizes[n][1] for n in names))
    shutil.rmtree(out)
    ours = timed([options.program, "batch", linked, out, "--jobs", str(JOBS)])
    rate = sum(sizes[n][0] for n in names) / 1e6 / seconds
    return (f"| {name} | {len(made)} of {len(sample)} | {rate:.1f} | {seconds / ours:.1f} "
            f"| {share:.2f} |")


# Names and memory.


def names(options):
    lines = ["| files | seconds | peak memory, MB |", "| --- | --- | --- |"]
    for count in (1_000, 1_000_000):
        root = f"{options.work}/names-{count}"
        if not os.path.isdir(root):
            for index in range(count):
                folder = f"{root}/{index // 1_000_000}"
                if index == 0:
                    os.makedirs(folder)
                with open(f"{folder}/{index}.txt", "w") as file:
                    file.write("x")
        run = measure.Run([options.program, "batch", root, f"{options.work}/none", "--dry-run"])
        lines.append(f"| {count:,} | {run.seconds:.2f} | {run.memory / 1e6:.1f} |")
    return lines


def small_pictures(options):
    """A folder of 10,000 pictures of 160 x 120."""
    from PIL import Image

    root = f"{options.work}/small"
    if not os.path.isdir(root):
        os.makedirs(root)
        dice, photos = random.Random(5), photographs(options)
        pictures = [cut(dice, photos).resize((160, 120)) for _ in range(50)]
        for index in range(10_000):
            kind = "png" if index % 3 else "jpg"
            pictures[index % 50].save(f"{root}/{index}.{kind}")
    return root


def memory(options):
    """Resident memory while 10,000 pictures are made, by the lines of the report."""
    root, out = small_pictures(options), f"{options.work}/small-out"
    shutil.rmtree(out, ignore_errors=True)
    report = f"{options.work}/report.jsonl"
    command = [options.program, "batch", root, out, "--report", report, "--jobs", str(JOBS),
               "--quiet"]
    samples = []
    run = subprocess.Popen(command)
    while run.poll() is None:
        try:
            with open(report, "rb") as file:
                done = file.read().count(b"\n")
            with open(f"/proc/{run.pid}/status") as file:
                resident = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
            samples.append((done, resident / 1024))
        except (OSError, StopIteration):
            pass
        time.sleep(0.01)
    first = max(r for done, r in samples if 1 <= done <= 100)
    last = max(r for done, r in samples if done >= 9_900)
    highest = max(r for _, r in samples)
    return [f"{first:.1f} MiB within the first hundred, {last:.1f} MiB within the last hundred "
            f"({100 * (last / first - 1):+.1f} %), {highest:.1f} MiB at most."]


def leaks(options):
    """Bytes that nothing points to at the end, and accesses of memory that is not there."""
    root = pathlib.Path(small_pictures(options))
    lines = ["| pictures | bytes lost | bytes possibly lost | invalid accesses |",
             "| --- | --- | --- | --- |"]
    for count in (10, 100):
        part, out = f"{options.work}/leaks-{count}", f"{options.work}/leaks-out"
        for folder in (part, out):
            shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(part)
        for path in sorted(root.iterdir())[:count]:
            os.link(path, f"{part}/{path.name}")
        run = subprocess.run(
            ["valgrind", "--leak-check=full", options.program, "batch", part, out],
            capture_output=True, text=True, check=True)
        lost, possibly = (re.search(rf"{word} lost: ([0-9,]+) bytes", run.stderr)
                          for word in ("definitely", "possibly"))
        invalid = len(re.findall(r"Invalid (?:read|write|free)", run.stderr))
        lines.append(f"| {count} | {lost[1] if lost else 0} | {possibly[1] if possibly else 0} "
                     f"| {invalid} |")
    return lines


TITLES = {"throughput": "2,000 mixed pictures", "names": "Names, with --dry-run",
          "memory": "Memory over 10,000 pictures", "leaks": "Leaks, with Valgrind"}


def write(options):
    text = ["# Folders", "",
            "Written by `Benchmarks/batch.py`, which says how each figure is got."]
    for part, title in TITLES.items():
        text += ["", f"## {title}", "", pathlib.Path(options.work, part + ".md").read_text().strip()]
    (HERE / "BATCH.md").write_text("\n".join(text) + "\n")


def main():
    options = arguments()
    os.makedirs(options.work, exist_ok=True)
    for part in options.parts:
        lines = globals()[part](options)
        if lines is not None:
            pathlib.Path(options.work, part + ".md").write_text("\n".join(lines) + "\n")
            print("\n".join(lines))


if __name__ == "__main__":
    main()
