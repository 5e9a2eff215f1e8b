#!/usr/bin/env python3
"""Writes KernelGoldens.swift beside itself: what other programs make of a dot.

usage: make_goldens.py

Made with PyTorch 2 (bilinear, nearest), Pillow (bicubic, lanczos3), ImageMagick 6 Q16 (mitchell, lanczos2) and
SciPy (bspline); the file tells the versions. Each enlarges a row of fifteen pixels, of which the middle one is 1
and the others 0, by whole scales; kept is what stands over the seven pixels in the middle.
"""
import os
import subprocess
import tempfile

import numpy as np
import PIL
import scipy
import scipy.ndimage
import torch
from PIL import Image

PIXELS = 15
SCALES = [2, 3, 4]
DOT = np.eye(PIXELS, dtype=np.float32)[PIXELS // 2]


def by_torch(mode):
    def enlarged(scale):
        dot = torch.tensor(DOT)[None, None, None, :].expand(1, 1, PIXELS, PIXELS)
        options = {} if mode.startswith("nearest") else {"align_corners": False}
        result = torch.nn.functional.interpolate(dot, scale_factor=scale, mode=mode, **options)
        return result.numpy()[0, 0, PIXELS * scale // 2]

    return enlarged


def by_pillow(resampling):
    def enlarged(scale):
        picture = Image.fromarray(np.tile(DOT, (PIXELS, 1)))
        result = picture.resize((PIXELS * scale, PIXELS * scale), resampling)
        return np.asarray(result)[PIXELS * scale // 2]

    return enlarged


def by_imagemagick(name):
    """Levels between 1/4 and 3/4, so that neither end clips what undershoots."""

    def enlarged(scale):
        with tempfile.TemporaryDirectory() as folder:
            levels = np.tile(np.round((0.25 + 0.5 * DOT) * 65535), (PIXELS, 1)).astype(">u2")
            with open(f"{folder}/in.pgm", "wb") as file:
                file.write(b"P5 %d %d 65535\n" % (PIXELS, PIXELS) + levels.tobytes())
            size = f"{PIXELS * scale}x{PIXELS * scale}!"
            command = ["convert-im6.q16", f"{folder}/in.pgm", "-filter", name, "-resize", size, f"{folder}/out.pgm"]
            subprocess.run(command, check=True)
            with open(f"{folder}/out.pgm", "rb") as file:
                data = np.frombuffer(file.read()[-2 * (PIXELS * scale) ** 2:], ">u2")
        row = data.reshape(PIXELS * scale, -1)[PIXELS * scale // 2]
        return (row / 65535 - 0.25) / 0.5

    return enlarged


def by_scipy(scale):
    return scipy.ndimage.zoom(DOT.astype(float), scale, order=3, prefilter=False, mode="nearest", grid_mode=True)


def imagemagick_version():
    text = subprocess.run(["convert-im6.q16", "-version"], check=True, capture_output=True, text=True).stdout
    return text.split()[2]


PEERS = [
    ("bilinear", by_torch("bilinear"), 1e-6),
    ("nearest", by_torch("nearest-exact"), 1e-6),
    ("bicubic", by_pillow(Image.Resampling.BICUBIC), 1e-6),
    ("mitchell", by_imagemagick("Mitchell"), 4e-5),
    ("lanczos2", by_imagemagick("Lanczos2"), 4e-5),
    ("lanczos3", by_pillow(Image.Resampling.LANCZOS), 1e-6),
    ("bspline", by_scipy, 1e-6),
]


def main():
    lines = [
        "// Made by make_goldens.py; edit that instead.",
        "",
        f"/// What PyTorch {torch.__version__.split('+')[0]}, Pillow {PIL.__version__}, "
        f"ImageMagick {imagemagick_version()} and",
        f"/// SciPy {scipy.__version__} make of a dot.",
        "let kernelGoldens: [KernelGolden] = [",
    ]
    for name, enlarged, tolerance in PEERS:
        for scale in SCALES:
            row = enlarged(scale)[4 * scale : 11 * scale]
            lines += [
                f"  KernelGolden(",
                f"    function: .{name}, scale: {scale}, tolerance: {tolerance:.0e}".replace("e-0", "e-") + ",",
                "    row: [",
            ]
            numbers = [np.format_float_positional(np.round(float(number), 7), trim="-") for number in row]
            numbers = ["0" if number == "-0" else number for number in numbers]
            for start in range(0, len(numbers), 7):
                lines.append("      " + ", ".join(numbers[start:start + 7]) + ",")
            lines += ["    ]),"]
    lines += ["]", ""]
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "KernelGoldens.swift"), "w") as file:
        file.write("\n".join(lines))


main()
