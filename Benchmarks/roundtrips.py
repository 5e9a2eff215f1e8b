#!/usr/bin/env python3
"""Holds the program's round trips to TensorFlow's operations, and writes ROUNDTRIPS.md.

usage: Benchmarks/roundtrips.py [--program PATH] FOLDER...

Every PNG and JPEG of the folders, whole and less a row and a column, goes down and up again by
three kernels, two strides and two borders. PSNR and SSIM are those that the program prints;
beside them stand the ones of the same round trip made of TensorFlow's conv2d and
conv2d_transpose, with scikit-image's SSIM, which knows no sides below 11 pixels. Exits with 1 if
a PSNR differs by more than 0.01 dB or an SSIM by more than 1e-4. Needs TensorFlow, NumPy, Pillow,
OpenCV and scikit-image.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from skimage.metrics import structural_similarity  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "images"))
import png  # noqa: E402
import samples  # noqa: E402

STRIDES = (2, 3)
BORDERS = ("replicate", "zero")
LUMA = np.array([0.299, 0.587, 0.114])


def random_symmetric():
    """5x5 taps that a turn by 180 degrees leaves as they are."""
    taps = np.random.default_rng(7).uniform(0.1, 1, (5, 5))
    return ((taps + taps[::-1, ::-1]) / 2).astype(np.float32)


def axis(extent, stride, taps):
    """(extent of the small picture, pixels that SAME pads before)."""
    small = -(-extent // stride)
    return small, max(0, (small - 1) * stride + taps - extent) // 2


def planes(pixels):
    """Channels as a batch of pictures of one channel, colours multiplied by their alpha."""
    values = pixels.astype(np.float32)
    if pixels.shape[2] == 4:
        values[..., :3] *= values[..., 3:] / np.float32(np.iinfo(pixels.dtype).max)
    return np.moveaxis(values, 2, 0)[..., None]


def samples_of(planes, dtype):
    """The picture of convolved planes: colours divided by their alpha, rounded."""
    pixels, peak = np.moveaxis(planes, 0, 2).copy(), np.iinfo(dtype).max
    if pixels.shape[2] == 4:
        seen = pixels[..., 3:] > 0.5
        pixels[..., :3] = np.where(seen, pixels[..., :3] * peak / np.where(
            seen, pixels[..., 3:], 1), 0)
    return np.clip(np.rint(pixels), 0, peak).astype(dtype)


def padded(images, before, after, border):
    pads = ((0, 0), (before[0], after[0]), (before[1], after[1]), (0, 0))
    return np.pad(images, pads, mode="edge" if border == "replicate" else "constant")


def made_of_tensorflow(pixels, taps, stride, border):
    """The picture after the round trip, of the type and shape of `pixels`."""
    height, width = pixels.shape[:2]
    sizes, before = zip(*(axis(e, stride, t) for e, t in zip((height, width), taps.shape)))
    reach = [(s - 1) * stride + t for s, t in zip(sizes, taps.shape)]
    after = [max(0, r - b - e) for r, b, e in zip(reach, before, (height, width))]
    kernel = (taps.astype(np.float64) / taps.sum(dtype=np.float64)).astype(np.float32)
    down = tf.nn.conv2d(padded(planes(pixels), before, after, border), kernel[:, :, None, None],
                        stride, "VALID").numpy()[:, :sizes[0], :sizes[1]]
    # As many small pixels beyond each edge as a filter can reach.
    more = [-(-t // stride) for t in taps.shape]
    source = padded(down, more, more, border)
    grown = [(e - 1) * stride + t for e, t in zip(source.shape[1:3], taps.shape)]
    up = tf.nn.conv2d_transpose(source, kernel[:, :, None, None] * stride**2,
                                [len(down), *grown, 1], stride, "VALID").numpy()
    first = [m * stride + b for m, b in zip(more, before)]
    up = up[:, first[0]:first[0] + height, first[1]:first[1] + width, 0]
    return samples_of(up, pixels.dtype)


def figures(before, after):
    """(PSNR of all samples, SSIM of Y or `nan`)."""
    peak = np.iinfo(before.dtype).max
    error = np.mean((before.astype(np.float64) - after) ** 2)
    luma = [p[..., :3] @ LUMA if p.shape[2] > 2 else p[..., 0].astype(float)
            for p in (before, after)]
    similarity = float("nan")
    if min(before.shape[:2]) >= 11:
        similarity = structural_similarity(*luma, data_range=peak, gaussian_weights=True,
                                           sigma=1.5, use_sample_covariance=False)
    return 10 * np.log10(peak**2 / error) if error else float("inf"), similarity


def told(program, source, kernel, stride, border):
    """The figures that the program prints."""
    command = [program, "roundtrip", source, source.with_name("out.png"), "--json", "--quiet",
               "--kernel", kernel, "--scale", str(stride), "--border", border]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return float("inf") if printed["psnr"] is None else printed["psnr"], printed["ssim"]


def sources(folders):
    """Pictures and their names, whole and less a row and a column; inks as RGB."""
    for folder in folders:
        for path in sorted(pathlib.Path(folder).iterdir()):
            if path.suffix.lower() not in (".png", ".jpg", ".jpeg"):
                continue
            name, pixels = f"{path.parent.name}/{path.name}", samples.read(path)
            if pixels.dtype == np.float64:
                pixels = np.rint(pixels).astype(np.uint8)
            yield name, pixels
            if min(pixels.shape[:2]) > 1:
                yield name, np.ascontiguousarray(pixels[:-1, :-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(HERE.parent / ".build/release/upsample"))
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    given = parser.parse_args()
    rows, worst = {}, [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        np.save(folder / "random.npy", random_symmetric())
        kernels = {"bilinear": "bilinear", "bicubic": "bicubic",
                   "random 5x5": folder / "random.npy"}
        for name, pixels in sources(given.folders):
            source = folder / "in.png"
            png.write(source, pixels, depth=8 * pixels.itemsize)
            key = name, pixels.shape[1], pixels.shape[0]
            for kernel, word in kernels.items():
                for stride in STRIDES:
                    taps = folder / "taps.npy"
                    subprocess.run([given.program, "kernel", word, "--scale", str(stride),
                                    "--output", taps], check=True, capture_output=True)
                    for border in BORDERS:
                        ours = told(given.program, source, word, stride, border)
                        theirs = figures(
                            pixels, made_of_tensorflow(pixels, np.load(taps), stride, border))
                        rows.setdefault(key, {})[kernel, stride, border] = ours
                        for place in range(2):
                            if ours[place] != theirs[place] and not np.isnan(theirs[place]):
                                worst[place] = max(worst[place], abs(ours[place] - theirs[place]))
    write(rows, worst, HERE / "ROUNDTRIPS.md")
    sys.exit(int(worst[0] > 0.01 or worst[1] > 1e-4))


def write(rows, worst, path):
    ways = [(k, s) for k in ("bilinear", "bicubic", "random 5x5") for s in STRIDES]
    count = sum(map(len, rows.values()))
    lines = [
        "# Round trips", "",
        f"Written by `Benchmarks/roundtrips.py`: PSNR of all samples in dB / SSIM of Y after "
        f"`upsample roundtrip`, border `{BORDERS[0]}`. Of all {count} round trips, with border "
        f"`{BORDERS[1]}` too, the same ones made of TensorFlow's operations differ by at most "
        f"{worst[0]:.1g} dB and {worst[1]:.1g}.", "",
        "| picture | " + " | ".join(f"{k}, stride {s}" for k, s in ways) + " |",
        "| --- " * (1 + len(ways)) + "|"]
    for (name, width, height), figures in rows.items():
        cells = ["%.2f / %.3f" % figures[*way, BORDERS[0]] for way in ways]
        lines.append(f"| {name}, {width}x{height} | " + " | ".join(cells) + " |")
    for border in BORDERS:
        means = ["%.2f / %.3f" % tuple(
            statistics.fmean(f[*way, border][place] for f in rows.values()
                             if np.isfinite(f[*way, border][0]))
            for place in range(2)) for way in ways]
        lines.append(f"| **mean**, border `{border}` | " + " | ".join(means) + " |")
    path.write_text("\n".join(lines) + "\n")


main()
