"""The programs that are compared, and how each is asked for exact bilinear doubling."""

import importlib.util
import shutil
import subprocess
import sys

OPENCV = """
import sys, cv2
picture = cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED)
picture = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
options = [cv2.IMWRITE_JPEG_QUALITY, 90] if sys.argv[2].endswith(".jpg") else []
cv2.imwrite(sys.argv[2], picture, options)
"""
PILLOW = """
import sys
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
picture = Image.open(sys.argv[1])
size = (picture.width * 2, picture.height * 2)
picture.resize(size, Image.Resampling.BILINEAR).save(sys.argv[2], quality=90)
"""
MAGICK = ["-filter", "triangle", "-resize", "200%", "-quality", "90"]


def upsample(program):
    """The command line of this project's program; its JPEGs keep the input's quality, 90."""
    return lambda source, out: [program, source, out, "--scale", "2", "--quiet"]


def vips(source, out):
    """`affine` with the offsets that keep the picture in place; `resize` would shift it."""
    target = out + "[Q=90,subsample-mode=on]" if out.endswith(".jpg") else out
    return ["vips", "affine", source, target, "2 0 0 2", "--interpolate", "bilinear",
            "--idx", "0.25", "--idy", "0.25", "--extend", "copy"]


def opencv(source, out):
    return [sys.executable, "-c", OPENCV, source, out]


def pillow(source, out):
    return [sys.executable, "-c", PILLOW, source, out]


def imagemagick(source, out):
    """The quality is a JPEG's alone: a PNG keeps the default compression."""
    options = MAGICK + ["-sampling-factor", "2x2"] if out.endswith(".jpg") else MAGICK[:-2]
    return ["convert-im6.q16", source, *options, out]


def graphicsmagick(source, out):
    options = MAGICK + ["-sampling-factor", "2x2"] if out.endswith(".jpg") else MAGICK[:-2]
    return ["gm", "convert", source, *options, out]


def ffmpeg(source, out):
    quality = ["-q:v", "3"] if out.endswith(".jpg") else []
    return ["ffmpeg", "-v", "error", "-y", "-i", source, "-vf",
            "scale=iw*2:ih*2:flags=bilinear", *quality, out]


# Each peer's command, what it needs, and how it tells its version.
PEERS = {
    "vips affine": (vips, "vips", ["vips", "--version"]),
    "OpenCV": (opencv, "cv2", "import cv2; print(cv2.__version__)"),
    "Pillow": (pillow, "PIL", "import PIL; print(PIL.__version__)"),
    "ffmpeg": (ffmpeg, "ffmpeg", ["ffmpeg", "-version"]),
    "GraphicsMagick": (graphicsmagick, "gm", ["gm", "version"]),
    "ImageMagick": (imagemagick, "convert-im6.q16", ["convert-im6.q16", "--version"]),
}


def present():
    """The peers that are installed."""
    return {name: command for name, (command, needs, asks) in PEERS.items()
            if (importlib.util.find_spec(needs) if isinstance(asks, str) else shutil.which(needs))}


def version(name):
    """What a peer says of its version, in one line."""
    asks = PEERS[name][2]
    words = [sys.executable, "-c", asks] if isinstance(asks, str) else asks
    line = subprocess.run(words, capture_output=True, text=True).stdout.splitlines()[0]
    return line.split(" http")[0].removeprefix("Version: ").split(" Copyright")[0]
