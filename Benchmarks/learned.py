#!/usr/bin/env python3
"""How well kernels restore pictures that were reduced.

usage: Benchmarks/learned.py [--scale S] [--kernels K,K,...] [--program PATH] PICTURE...

Pictures are the wanted outputs: each is reduced, damaged, enlarged by each kernel, and compared
by the PSNR of luma. Luma is BT.601's of the studio range, rounded to 8 bits, and as many pixels
along each edge as the scale are left out. Reductions are MATLAB's antialiased bicubic, box means,
noise of a deviation of 5 levels, and JPEG with chroma halved along both axes.

Below the means stand, for each kernel, how many pictures come out below Lanczos 3, and by how
much the worst one does. It needs NumPy and Pillow.
"""

import argparse
import io
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = "lanczos3"
REDUCTIONS = ["bicubic", "area", "area+noise5", "area+q90", "area+q75", "area+q60"]


def cubic(x):
    """Keys' kernel with a = -0.5."""
    x = np.abs(x)
    inner = 1.5 * x**3 - 2.5 * x**2 + 1
    outer = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.where(x <= 1, inner, np.where(x < 2, outer, 0))


def reducing_weights(function, support, extent, scale):
    """The matrix that reduces an axis by a function that reaches `support` squares, stretched
    by the scale; the picture is mirrored at its edges."""
    matrix = np.zeros((extent // scale, extent))
    reach = support * scale
    for output in range(extent // scale):
        centre = (output + 0.5) * scale - 0.5
        inputs = np.arange(int(centre) - reach, int(centre) + reach + 2)
        weights = function((inputs - centre) / scale)
        folded = inputs % (2 * extent)
        folded = np.where(folded >= extent, 2 * extent - 1 - folded, folded)
        np.add.at(matrix[output], folded, weights / weights.sum())
    return matrix


def rounded(levels):
    return np.clip(np.round(levels), 0, 255).astype(np.uint8)


def reduced(picture, scale, way, random):
    reduction, *damage = way.split("+")
    height, width = picture.shape[0] // scale, picture.shape[1] // scale
    if reduction == "area":
        blocks = picture.reshape(height, scale, width, scale, 3).astype(float)
        small = rounded(blocks.mean((1, 3)))
    else:
        small = separably_reduced(picture, scale, cubic, 2)
    for word in damage:
        if word.startswith("noise"):
            small = noisy(small, int(word[5:]), random)
        else:
            small = passed_through_jpeg(small, int(word[1:]))
    return small


def separably_reduced(picture, scale, function, support):
    rows = reducing_weights(function, support, picture.shape[0], scale)
    columns = reducing_weights(function, support, picture.shape[1], scale)
    return rounded(
        np.einsum("ih,hwc,jw->ijc", rows, picture.astype(float), columns, optimize=True)
    )


def noisy(picture, deviation, random):
    return rounded(picture + random.normal(0, deviation, picture.shape))


def passed_through_jpeg(picture, quality):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality, subsampling=2)
    return np.array(Image.open(file).convert("RGB"))


def studio_luma(picture):
    """Levels of BT.601's studio range, 16 to 235, not rounded."""
    red, green, blue = (picture[..., channel].astype(float) for channel in range(3))
    return 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255


def luma(picture):
    return np.round(studio_luma(picture))


def psnr(made, wanted, scale):
    """Of two planes of rounded luma."""
    difference = (made - wanted)[scale:-scale, scale:-scale]
    return 10 * np.log10(255**2 / np.mean(difference**2))


def enlarged(small, scale, kernel, program, folder):
    source, output = f"{folder}/small.png", f"{folder}/large.png"
    Image.fromarray(small).save(source)
    subprocess.run(
        [program, source, output, "--scale", str(scale), "--kernel", kernel, "--quiet"], check=True
    )
    return np.array(Image.open(output).convert("RGB"))


def measured(pictures, scale, kernels, program):
    """By kernel and reduction the PSNR of every picture."""
    results = {(kernel, way): [] for kernel in kernels for way in REDUCTIONS}
    with tempfile.TemporaryDirectory() as folder:
        for path in pictures:
            picture = np.array(Image.open(path).convert("RGB"))
            height, width = (extent // scale * scale for extent in picture.shape[:2])
            picture = picture[:height, :width]
            for way in REDUCTIONS:
                small = reduced(picture, scale, way, np.random.default_rng(1))
                for kernel in kernels:
                    large = enlarged(small, scale, kernel, program, folder)
                    results[kernel, way].append(psnr(luma(large), luma(picture), scale))
    return results


def row(name, cells):
    print(f"{name:14}" + "".join(f"{cell:>13}" for cell in cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=2)
    parser.add_argument("--kernels", default="bicubic,lanczos3,sharp,detail,detail-clean")
    parser.add_argument("--program", default=str(HERE.parent / ".build/release/upsample"))
    parser.add_argument("pictures", nargs="+")
    arguments = parser.parse_args()
    kernels = list(dict.fromkeys([REFERENCE] + arguments.kernels.split(",")))
    results = measured(arguments.pictures, arguments.scale, kernels, arguments.program)
    print(f"PSNR of Y in dB at scale {arguments.scale}, {len(arguments.pictures)} pictures")
    row("", REDUCTIONS)
    for kernel in kernels:
        name = pathlib.Path(kernel).name
        row(name, [f"{np.mean(results[kernel, way]):.2f}" for way in REDUCTIONS])
    print(f"\nPictures below {REFERENCE}, and the worst of them")
    for kernel in kernels[1:]:
        cells = []
        for way in REDUCTIONS:
            gains = np.subtract(results[kernel, way], results[REFERENCE, way])
            cells.append(f"{np.sum(gains < 0)} ({gains.min():+.2f})")
        row(pathlib.Path(kernel).name, cells)


if __name__ == "__main__":
    sys.exit(main())
