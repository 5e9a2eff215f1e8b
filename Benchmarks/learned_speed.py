#!/usr/bin/env python3
"""How fast the learned kernels double a picture, beside Lanczos 3 of ours and of others.

usage: Benchmarks/learned_speed.py [--program PATH] [--rounds N] PICTURE.png

Programs take turns, round after round, and the least times count. Of ours, what `nearest` takes
is subtracted: decoding, encoding and starting. OpenCV is timed in this process, without files;
vips reads and writes its own uncompressed format. Seconds of processor time are told beside
those of the clock, as rates of output megapixels. It needs NumPy, and OpenCV and vips if they are
to be compared.
"""

import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
KERNELS = ["nearest", "bilinear", "lanczos3", "sharp", "detail", "detail-clean"]


def child_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def own_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def timed(action, processor):
    clock, used = time.perf_counter(), processor()
    action()
    return time.perf_counter() - clock, processor() - used


def opencv(path):
    try:
        import cv2
    except ImportError:
        return {}
    picture = cv2.imread(path)
    size = (2 * picture.shape[1], 2 * picture.shape[0])
    return {
        "OpenCV INTER_LANCZOS4": lambda: cv2.resize(
            picture, size, interpolation=cv2.INTER_LANCZOS4
        )
    }


def vips(path, folder):
    if not shutil.which("vips"):
        return {}
    subprocess.run(["vips", "copy", path, f"{folder}/in.v"], check=True)
    words = ["vips", "resize", f"{folder}/in.v", f"{folder}/out.v", "2", "--kernel", "lanczos3"]
    return {"vips lanczos3": lambda: subprocess.run(words, check=True)}


def ours(program, path, folder):
    def run(kernel):
        words = [program, path, f"{folder}/out.png", "--kernel", kernel, "--compression", "fast"]
        return lambda: subprocess.run(words, check=True)

    return {kernel: run(kernel) for kernel in KERNELS}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(HERE.parent / ".build/release/upsample"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("picture")
    arguments = parser.parse_args()
    least = {}
    with tempfile.TemporaryDirectory() as folder:
        children = ours(arguments.program, arguments.picture, folder)
        children |= vips(arguments.picture, folder)
        inside = opencv(arguments.picture)
        for _ in range(arguments.rounds):
            for tasks, processor in ((children, child_seconds), (inside, own_seconds)):
                for name, action in tasks.items():
                    times = timed(action, processor)
                    least[name] = tuple(map(min, zip(times, least.get(name, times))))
    header = pathlib.Path(arguments.picture).read_bytes()[16:24]
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")
    megapixels = 4 * width * height / 1e6
    print(f"{megapixels:.1f} megapixels of output, {os.cpu_count()} processors, MP/s:")
    print(f"{'':24}{'clock':>8}{'CPU':>8}")
    for name, times in least.items():
        if name == "nearest":
            continue
        base = least["nearest"] if name in KERNELS else (0, 0)
        rates = [megapixels / max(1e-6, time - start) for time, start in zip(times, base)]
        print(f"{name:24}" + "".join(f"{rate:8.0f}" for rate in rates))


if __name__ == "__main__":
    main()
