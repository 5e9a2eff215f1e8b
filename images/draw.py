#!/usr/bin/env python3
"""Draws the project's sample pictures into the folder this script stands in.

Every picture is made by the code beside it, from fixed seeds. Made with Python 3.11,
NumPy 2.4.6 and Pillow 13.0.0 (its built-in font, libjpeg-turbo 3); other versions may
differ by a level here and there, and then the goldens are to be made anew.
"""

import pathlib

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import png
import still_life

FOLDER = pathlib.Path(__file__).resolve().parent

# A pear in sixteen rows: `.` is transparent, `s` its shadow, which is half so.
PEAR = [
    "..........b.....",
    ".........b......",
    "........b.gg....",
    ".......b.gGg....",
    "......yyy.......",
    ".....yYYyo......",
    ".....yYyyo......",
    "....yYYyyoo.....",
    "...yYYyyyoor....",
    "..yYYyyyyyoor...",
    "..yYyyyyyyoor...",
    "..yYyyyyyooor...",
    "..yyyyyyyoorr...",
    "...yyyyyooorss..",
    "....oooooorssss.",
    "......ssssssss..",
]
PEAR_COLORS = {
    ".": (0, 0, 0, 0), "b": (92, 58, 30, 255), "g": (64, 128, 48, 255), "G": (112, 176, 72, 255),
    "y": (214, 200, 56, 255), "Y": (248, 240, 152, 255), "o": (226, 152, 48, 255),
    "r": (190, 84, 40, 255), "s": (40, 32, 48, 128),
}


def smoothed(width, height, paint, ink=255, grid=8):
    """`paint` drawn on black in white at `grid` times the size, then averaged: gray levels."""
    canvas = Image.new("L", (width * grid, height * grid))
    paint(ImageDraw.Draw(canvas), grid)
    return np.asarray(canvas.reduce(grid), float) / 255 * ink


def zone_plate(side):
    """Rings whose frequency rises from 0 at the centre to 1/2 cycle a pixel at the edges."""
    x = np.arange(side) - (side - 1) / 2
    radius = x[None, :] ** 2 + x[:, None] ** 2
    return np.rint(127.5 + 127.5 * np.cos(np.pi * radius / side))


def text(width, height):
    """Dark lettering in four sizes on warm paper, smoothed at its edges."""
    def letter(draw, grid):
        lines = [(22, 4, "Upsample"), (13, 31, "edges stay sharp,"),
                 (10, 48, "0123456789 @ $ % & ? !"), (8, 63, "the quick brown fox jumps over it")]
        for size, top, line in lines:
            font = ImageFont.load_default(size * grid)
            draw.text((6 * grid, top * grid), line, fill=255, font=font)

    coverage = smoothed(width, height, letter, 1)[:, :, None]
    return np.rint((1 - coverage) * [250, 246, 236] + coverage * [28, 30, 44])


def line_art(width, height):
    """Lines from flat to steep, circles, a grid and dots, black on white, each pixel 0 or 1."""
    canvas = Image.new("1", (width, height), 1)
    draw = ImageDraw.Draw(canvas)
    for k in range(13):
        turn = np.pi / 2 * k / 12
        draw.line([(3, 3), (3 + 56 * np.cos(turn), 3 + 56 * np.sin(turn))], fill=0)
    for radius in range(3, 29, 5):
        draw.ellipse([93 - radius, 32 - radius, 93 + radius, 32 + radius], outline=0)
    for k in range(9):
        draw.line([(4 + 6 * k, 68), (4 + 6 * k, 91)], fill=0, width=1 + k // 3)
        draw.line([(66, 69 + k * (k + 1) // 3), (122, 69 + k * (k + 1) // 3)], fill=0)
    return np.asarray(canvas, int)


def gradients(width, height):
    """Six smooth bands: gray, three primaries, a ring of hues and a faint dark one."""
    x = np.linspace(0, 1, width)
    hues = np.clip(np.abs((6 * x[:, None] + [0, 4, 2]) % 6 - 3) - 1, 0, 1)
    faint = 0.04 + 0.08 * x[:, None] * np.ones(3)
    bands = [x[:, None] * np.ones(3), *(x[:, None] * np.eye(3)[k] for k in range(3)), hues, faint]
    return np.rint(255 * np.repeat(np.stack(bands), height // 6, axis=0))


def logo(width, height):
    """A small square opening into a large one, with the name beside it; RGBA."""
    def small(draw, grid):
        draw.rounded_rectangle([6 * grid, 34 * grid, 24 * grid, 52 * grid], 4 * grid, fill=255)

    def large(draw, grid):
        draw.rounded_rectangle([14 * grid, 6 * grid, 52 * grid, 44 * grid], 8 * grid, fill=255)

    def arrow(draw, grid):
        spots = [(24, 34), (37, 21), (29, 21), (29, 16), (46, 16), (46, 33), (41, 33), (41, 25),
                 (28, 38)]
        draw.polygon([(x * grid, y * grid) for x, y in spots], fill=255)

    def name(draw, grid):
        font = ImageFont.load_default(26 * grid)
        draw.text((58 * grid, 12 * grid), "upsample", fill=255, font=font)

    across = np.linspace(0, 1, width)[None, :, None]
    sky = np.array([36, 120, 220]) * (1 - across) + np.array([40, 190, 170]) * across
    layers = [(large, sky, 0.85), (small, [244, 132, 48], 0.95), (arrow, [255, 255, 255], 1),
              (name, [52, 64, 84], 1)]
    color, alpha = np.zeros((height, width, 3)), np.zeros((height, width, 1))
    for paint, ink, opacity in layers:
        cover = smoothed(width, height, paint, opacity)[:, :, None]
        color, alpha = color * (1 - cover) + cover * ink, alpha * (1 - cover) + cover
    color = np.divide(color, alpha, out=np.zeros_like(color), where=alpha > 0)
    return np.rint(np.concatenate([color, alpha * 255], axis=2))


def deep_ramp(width, height):
    """16-bit colour that differs from pixel to pixel by less than an 8-bit level in red."""
    y, x = np.mgrid[0:height, 0:width]
    red = 20000 + 97 * x + 31 * y
    green = 65535 * x / (width - 1)
    blue = 32767.5 + 32767.5 * np.sin(x / 5 + y * y / 180)
    return np.rint(np.stack([red, green, blue], axis=2))


def pixel_art():
    """The pear of `PEAR` as palette indices, its palette and its alphas."""
    letters = list(PEAR_COLORS)
    colors = np.array(list(PEAR_COLORS.values()))
    return np.array([[letters.index(c) for c in row] for row in PEAR]), colors[:, :3], colors[:, 3]


def column():
    """One pixel wide, seven high: the primaries between black and white."""
    spots = [(0, 0, 0), (255, 0, 0), (255, 255, 0), (0, 255, 0), (0, 128, 255), (128, 0, 255)]
    return np.array(spots + [(255, 255, 255)])[:, None]


def inks(width, height):
    """Amounts of cyan, magenta, yellow and black: ramps across, one below the other, under black."""
    across, down = np.linspace(0, 255, width)[None, :], np.arange(height)[:, None]
    band = down * 4 // height
    amounts = [np.where((band == ink) | (band == 3), across, 40) for ink in range(3)]
    black = np.where(across * 0 + down % (height // 4) < height // 8, 0, 90)
    return np.rint(np.stack([*amounts, black], axis=-1)).astype(np.uint8)


def main():
    """Draws every picture of the table in README.md."""
    scene = still_life.draw(320, 240, grid=4)
    png.write(FOLDER / "still-life.png", scene)
    photograph = Image.fromarray(scene)
    detail = photograph.crop((52, 132, 164, 216))
    detail.save(FOLDER / "chroma-420.jpg", quality=88, subsampling="4:2:0")
    photograph.reduce(3).save(FOLDER / "progressive.jpg", quality=85, progressive=True)
    photograph.crop((40, 0, 136, 72)).convert("L").save(FOLDER / "gray.jpg", quality=90)
    png.write(FOLDER / "interlaced.png", np.asarray(photograph.crop((204, 92, 275, 195))),
              interlaced="adam7")
    png.write(FOLDER / "zone-plate.png", zone_plate(128))
    png.write(FOLDER / "text.png", text(176, 80))
    png.write(FOLDER / "line-art.png", line_art(128, 96), depth=1)
    png.write(FOLDER / "gradients.png", gradients(96, 60))
    png.write(FOLDER / "logo.png", logo(192, 58))
    png.write(FOLDER / "ramp-16.png", deep_ramp(48, 32), depth=16)
    indices, palette, alphas = pixel_art()
    png.write(FOLDER / "palette.png", indices, depth=4, palette=palette, alphas=alphas)
    png.write(FOLDER / "pixel.png", np.array([[[200, 90, 30]]]))
    png.write(FOLDER / "column.png", column())
    Image.fromarray(inks(72, 64), "CMYK").save(FOLDER / "inks.jpg", quality=95)


if __name__ == "__main__":
    main()
