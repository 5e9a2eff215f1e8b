#!/usr/bin/env python3
"""Holds the program to exact bilinear interpolation over a folder of pictures.

usage: Benchmarks/exactness.py PROGRAM FOLDER

Every PNG and JPEG in FOLDER is upsampled two, three and four times: as 8-bit PNG, as 16-bit
PNG (the picture with noise below an 8-bit level added) and as JPEG. Every output sample,
edges included, must lie within half a level of the value that NumPy computes in float64 from
the same input pixels, and the mean error of each output must stay below 0.01 level. Exits
with 1 if one does not. Needs NumPy, Pillow and OpenCV.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

from accuracy import errors, samples
import png

# What float32 may add to half a level: 2^-20 of the sample range.
SLACK = {"8-bit PNG": 255 * 2.0**-20, "16-bit PNG": 65535 * 2.0**-20, "JPEG": 255 * 2.0**-20}
BIAS = 0.01


def inputs(picture, folder):
    """The three inputs made from one picture, by their kind."""
    pixels = samples.read(picture)[:, :, :3]
    paths = {"8-bit PNG": folder / "8.png", "16-bit PNG": folder / "16.png",
             "JPEG": folder / "in.jpg"}
    noise = np.random.default_rng(pixels.size).integers(-128, 129, pixels.shape)
    image = Image.fromarray(pixels.squeeze())
    image.save(paths["8-bit PNG"])
    png.write(paths["16-bit PNG"], np.clip(pixels.astype(int) * 257 + noise, 0, 65535), depth=16)
    image.save(paths["JPEG"], quality=92, subsampling="4:2:0")
    return paths


def trial(program, source, scale):
    """(greatest error, bias) of the program on one input."""
    output = source.with_name("out.png")
    command = [program, source, output, "--scale", str(scale), "--quiet", "--existing", "replace"]
    subprocess.run(command, check=True)
    return errors(source, output, scale)


def main(program, folder):
    pictures = sorted(p for p in pathlib.Path(folder).iterdir()
                      if p.suffix.lower() in (".png", ".jpg", ".jpeg"))
    results = {}
    with tempfile.TemporaryDirectory() as scratch:
        for picture in pictures:
            for kind, source in inputs(picture, pathlib.Path(scratch)).items():
                for scale in (2, 3, 4):
                    figures = trial(program, source, scale)
                    results.setdefault((kind, scale), []).append(figures)
    wrong = 0
    print("| input | scale | pictures | greatest error | greatest bias | beyond |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (kind, scale), figures in results.items():
        error, bias = (max(abs(f[k]) for f in figures) for k in (0, 1))
        beyond = sum(e > 0.5 + SLACK[kind] or abs(b) >= BIAS for e, b in figures)
        wrong += beyond
        print(f"| {kind} | {scale} | {len(figures)} | {error:.4f} | {bias:.4f} | {beyond} |")
    sys.exit(1 if wrong or not pictures else 0)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
