#!/usr/bin/env python3
"""Makes the benchmarks' pictures.

usage: Benchmarks/pictures.py mosaic FOLDER OUT.png      3072x3072 from a folder of photographs
       Benchmarks/pictures.py leaves OUT.png             3072x3072, photograph-like, drawn
       Benchmarks/pictures.py giant WIDTH HEIGHT OUT.png streamed, a row at a time
       Benchmarks/pictures.py pixel OUT.png              1x1
       Benchmarks/pictures.py jpeg IN.png OUT.jpg        quality 90, 4:2:0
"""

import pathlib
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageDraw

SIDE, TILE = 3072, (768, 512)


def mosaic(folder, out):
    """24 photographs, four across, the portrait ones turned; fewer are repeated."""
    files = sorted(p for p in pathlib.Path(folder).iterdir()
                   if p.suffix.lower() in (".png", ".jpg", ".jpeg"))
    sheet = Image.new("RGB", (SIDE, SIDE))
    for k in range(24):
        photo = Image.open(files[k % len(files)]).convert("RGB")
        if photo.height > photo.width:
            photo = photo.transpose(Image.Transpose.ROTATE_90)
        sheet.paste(photo.resize(TILE) if photo.size != TILE else photo,
                    (k % 4 * TILE[0], k // 4 * TILE[1]))
    sheet.save(out)


def texture(random, side):
    """Noise whose amplitude falls with frequency as a photograph's does, of deviation 1."""
    frequency = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :])
    spectrum = np.fft.rfft2(random.normal(size=(side, side))) / np.maximum(frequency, 1 / side)
    noise = np.fft.irfft2(spectrum, (side, side))
    return noise / noise.std()


def leaves(out):
    """Discs of all sizes that hide one another, under a texture: the dead leaves model."""
    random = np.random.default_rng(3)
    sheet = Image.new("RGB", (SIDE, SIDE))
    draw = ImageDraw.Draw(sheet)
    for _ in range(9000):
        radius = min(8 * (1 - random.random()) ** -0.6, 260)
        x, y = random.uniform(0, SIDE, 2)
        gray = random.uniform(20, 235)
        ink = np.clip(gray + random.normal(0, 18, 3), 0, 255).astype(int)
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=tuple(ink))
    shade = 9 * texture(random, SIDE)[:, :, None] + random.normal(0, 1.2, (SIDE, SIDE, 3))
    Image.fromarray(np.uint8(np.clip(np.asarray(sheet) + shade, 0, 255))).save(out)


def giant_row(width, y, grain):
    """One row of slow waves with a little grain, filtered with Sub."""
    x = np.arange(width)
    waves = [128 + 90 * np.sin(x / (310 + 40 * k) + y / (270 - 30 * k)) for k in range(3)]
    pixels = (np.stack(waves, axis=1) + np.roll(grain, y * 61, axis=0)).astype(np.uint8)
    return b"\1" + np.diff(pixels, axis=0, prepend=np.uint8([[0] * 3])).tobytes()


def giant(width, height, out):
    """An RGB picture of any size, held a row at a time."""
    def chunk(name, data):
        check = zlib.crc32(name + data)
        file.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", check))

    grain = np.random.default_rng(5).normal(0, 0.7, (width, 3))
    deflate = zlib.compressobj(1)
    with open(out, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        for y in range(height):
            if data := deflate.compress(giant_row(width, y, grain)):
                chunk(b"IDAT", data)
        chunk(b"IDAT", deflate.flush())
        chunk(b"IEND", b"")


def main(words):
    match words:
        case ["mosaic", folder, out]:
            mosaic(folder, out)
        case ["leaves", out]:
            leaves(out)
        case ["giant", width, height, out]:
            giant(int(width), int(height), out)
        case ["pixel", out]:
            Image.new("RGB", (1, 1), (200, 90, 30)).save(out)
        case ["jpeg", source, out]:
            Image.open(source).save(out, quality=90, subsampling="4:2:0")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
