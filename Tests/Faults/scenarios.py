"""What the program is made to do while something fails."""

import os
import shutil
import struct

IMAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "images")


class Scenario:
    """A run: its arguments, the files it finds, and those it makes."""

    def __init__(self, name, line, inputs, outputs, old=b"old", trees=()):
        self.name = name
        self.arguments = line.split()
        self.inputs = inputs
        self.outputs = outputs
        self.old = old  # what the outputs are before, or None
        # Folders that are waited for once more when they are closed, of which nobody is told:
        # a name that is lost with them is the old file again.
        self.trees = trees

    def prepare(self, folder):
        """Empties a folder and writes what the run finds."""
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        for name, content in self.inputs.items():
            write(os.path.join(folder, name), content)
        if self.old is not None:
            for name in self.outputs:
                write(os.path.join(folder, name), self.old)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def image(name):
    return read(os.path.join(IMAGES, name))


def turned(jpeg, orientation):
    """A JPEG whose EXIF data says that it is stored turned."""
    entry = struct.pack(">HHIHH", 0x112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def npy(shape):
    """A tensor of ones."""
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
    header = header.ljust(117) + "\n"
    count = 1
    for extent in shape:
        count *= extent
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header.encode() \
        + struct.pack("<f", 1) * count


def scenarios():
    png, jpeg = image("gradients.png"), image("chroma-420.jpg")
    value, kernel = npy((1, 3, 3, 1)), npy((2, 2, 1, 1))
    return [
        Scenario("PNG to PNG", "in.png out.png -j1", {"in.png": png}, ["out.png"]),
        Scenario("JPEG to JPEG", "in.jpg out.jpg -j1", {"in.jpg": jpeg}, ["out.jpg"]),
        Scenario("new file", "in.png out.png -j1 --existing fail", {"in.png": png}, ["out.png"],
                 old=None),
        Scenario("two threads, turned, wrapped", "in.jpg out.png -j2 --border wrap -s 9",
                 {"in.jpg": turned(jpeg, 6)}, ["out.png"]),
        Scenario("round trip", "roundtrip in.png out.jpg -j1 --forward small.png",
                 {"in.png": png}, ["out.jpg", "small.png"]),
        Scenario("heat map", "diff a.png b.png heat.png -j1 --max-diff 255 --quiet",
                 {"a.png": png, "b.png": png}, ["heat.png"]),
        Scenario("approval", "diff e a --approve -j1 --quiet", {"a/in.png": png}, ["e/in.png"],
                 old=image("pixel.png"), trees=("e", "e/.upsample")),
        Scenario("tensors", "op conv2d_transpose --value v.npy --filter k.npy --output y.npy "
                 "--strides 2", {"v.npy": value, "k.npy": kernel}, ["y.npy"]),
        Scenario("taps", "kernel bicubic --output k.json", {}, ["k.json"]),
        Scenario("drawing", "explain --value 3 --filter 3 --strides 2 --output e.png", {},
                 ["e.png"]),
    ]
