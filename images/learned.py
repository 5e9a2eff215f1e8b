#!/usr/bin/env python3
"""Draws docs/images/learned.png and networks.png: a picture that was made smaller, made larger
again by four ways each.

usage: images/learned.py [PROGRAM]
"""

import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
SHEETS = {
    "learned": [["-k", kernel] for kernel in ("nearest", "lanczos3", "sharp", "detail")],
    "networks": [["-k", "nearest"], ["-k", "lanczos3"], ["-k", "detail"], ["-m", "photo"]],
}
SCALE = 3
# Of the enlarged picture, what is shown, and how many pixels each of its pixels becomes.
SHOWN = (30, 60, 190, 200)
ZOOM = 3
GAP = 12


def enlarged(program, small, way, folder):
    source, output = f"{folder}/small.png", f"{folder}/large.png"
    small.save(source)
    subprocess.run([program, source, output, "-s", str(SCALE), *way], check=True)
    return Image.open(output).convert("RGB").crop(SHOWN)


def draw(program, name, ways):
    picture = Image.open(HERE / "still-life.png").convert("RGB")
    small = picture.resize((picture.width // SCALE, picture.height // SCALE), Image.BOX)
    width, height = ((SHOWN[2] - SHOWN[0]) * ZOOM, (SHOWN[3] - SHOWN[1]) * ZOOM)
    sheet = Image.new("RGB", (2 * width + GAP, 2 * height + GAP), "white")
    with tempfile.TemporaryDirectory() as folder:
        for index, way in enumerate(ways):
            part = enlarged(program, small, way, folder)
            place = (index % 2 * (width + GAP), index // 2 * (height + GAP))
            sheet.paste(part.resize((width, height), Image.NEAREST), place)
    sheet.save(HERE.parent / f"docs/images/{name}.png", optimize=True)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else HERE.parent / ".build/release/upsample"
    for name, ways in SHEETS.items():
        draw(program, name, ways)


if __name__ == "__main__":
    main()
