#!/usr/bin/env python3
"""Draws docs/images/learned.png: a picture that was made smaller, by four kernels.

usage: images/learned.py [PROGRAM]
"""

import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
KERNELS = ["nearest", "lanczos3", "sharp", "detail"]
SCALE = 3
# Of the enlarged picture, what is shown, and how many pixels each of its pixels becomes.
SHOWN = (30, 60, 190, 200)
ZOOM = 3
GAP = 12


def enlarged(program, small, kernel, folder):
    source, output = f"{folder}/small.png", f"{folder}/large.png"
    small.save(source)
    subprocess.run([program, source, output, "-s", str(SCALE), "-k", kernel], check=True)
    return Image.open(output).convert("RGB").crop(SHOWN)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else HERE.parent / ".build/release/upsample"
    picture = Image.open(HERE / "still-life.png").convert("RGB")
    small = picture.resize((picture.width // SCALE, picture.height // SCALE), Image.BOX)
    width, height = ((SHOWN[2] - SHOWN[0]) * ZOOM, (SHOWN[3] - SHOWN[1]) * ZOOM)
    sheet = Image.new("RGB", (2 * width + GAP, 2 * height + GAP), "white")
    with tempfile.TemporaryDirectory() as folder:
        for index, kernel in enumerate(KERNELS):
            part = enlarged(program, small, kernel, folder)
            place = (index % 2 * (width + GAP), index // 2 * (height + GAP))
            sheet.paste(part.resize((width, height), Image.NEAREST), place)
    sheet.save(HERE.parent / "docs/images/learned.png", optimize=True)


if __name__ == "__main__":
    main()
