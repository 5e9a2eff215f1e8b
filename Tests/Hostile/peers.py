"""What other programs make of the same files: the rows of the table of peers."""

import functools
import resource
import shutil
import subprocess
import sys

import numpy

import reference_png


def peers():
    """The command of each that is there, to which an input and an output are added."""
    python = "import sys{}; picture = {}; sys.exit(0 if {} else 1)"
    pillow = python.format("; from PIL import Image", "Image.open(sys.argv[1])",
                           "picture.save(sys.argv[2]) is None")
    opencv = python.format(", cv2", "cv2.imread(sys.argv[1], cv2.IMREAD_UNCHANGED)",
                           "picture is not None and cv2.imwrite(sys.argv[2], picture)")
    commands = {
        "libvips": ["vips", "copy"], "ImageMagick": ["convert"],
        "GraphicsMagick": ["gm", "convert"], "ffmpeg": ["ffmpeg", "-v", "error", "-y", "-i"],
        "Pillow": [sys.executable, "-c", pillow], "OpenCV": [sys.executable, "-c", opencv],
    }
    return {name: command for name, command in commands.items() if shutil.which(command[0])}


def tell_peers(own, valid, invalid, cuts, folder):
    """Prints a row for each peer.

    own -- the command of the program that is checked, which comes first
    valid, invalid -- files that are to be copied exactly, and refused
    cuts -- files that end before their last pixel
    """
    print("| peer | valid files exact | invalid files accepted | files cut by a quarter accepted "
          "| 1 KiB of disk left: the old output |")
    largest = max(valid, key=lambda file: file.stat().st_size)
    for name, command in ({"upsample": own} | peers()).items():
        exact = sum(copies(command, file, folder) for file in valid)
        accepted, cut = (sum(accepts(command, file, folder) for file in files)
                         for files in (invalid, cuts))
        print(f"| {name} | {exact} of {len(valid)} | {accepted} of {len(invalid)} "
              f"| {cut} of {len(cuts)} | {fate_of_output(command, largest, folder)} |")


def accepts(command, file, folder):
    output = folder / "peer.png"
    output.unlink(missing_ok=True)
    status = subprocess.run([*command, file, output], capture_output=True).returncode
    return status == 0 and output.exists()


def copies(command, file, folder):
    """Whether a file becomes one of the same samples, in whatever layout."""
    return accepts(command, file, folder) and numpy.array_equal(
        expected(file), seen(folder / "peer.png"))


@functools.cache
def expected(file):
    return seen(file)


def seen(file):
    """Red, green, blue and alpha of 16 bits; no colour where nothing is seen."""
    table, depth = reference_png.decode(file)
    height, width, channels = table.shape
    whole = numpy.full((height, width, 4), 65535)
    scaled = table * (257 if depth == 8 else 1)
    whole[..., :3] = scaled[..., :3] if channels > 2 else scaled[..., :1]
    if channels in (2, 4):
        whole[..., 3] = scaled[..., -1]
        whole[scaled[..., -1] == 0] = 0
    return whole


def fate_of_output(command, file, folder):
    """What becomes of an output that is there when no file may be longer than 1 KiB."""
    output, old = folder / "peer.png", b"old" * 1000
    output.write_bytes(old)
    status = subprocess.run(
        [*command, file, output], capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))).returncode
    state = "lost" if not output.exists() else "kept" if output.read_bytes() == old else "torn"
    return f"{state}, status {status}"
