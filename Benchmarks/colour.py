#!/usr/bin/env python3
"""Holds the program's colours to Little CMS and to float64, profile by profile.

usage: Benchmarks/colour.py PROGRAM PROFILE...

A CMYK profile is put into a JPEG of random inks, coded as CMYK and as YCCK, with Adobe's marker
and without. As a PNG it must be within half a level of what Little CMS makes of the same inks
without optimisation; as a JPEG it must have the same profile, four components, and inks that are
as close as JPEG keeps them. An RGB or gray profile is put into PNGs of 8 and 16 bits that are
doubled with --linear-light, with alpha and without: samples must be within half a level, and a
hundredth or, of 16 bits, a tenth, of the float64 result, unless a warning tells that the curves
can't be inverted. Gamma and primaries that only a PNG can
tell must be within a level and a half in a JPEG, one of which is JPEG's. Exits with 1 if one is
not. Needs NumPy, Pillow, OpenCV and liblcms2.
"""

import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib
from fractions import Fraction

import numpy as np
from PIL import Image

from accuracy import samples
import interpolation
import littlecms
import png

WORK = pathlib.Path(tempfile.mkdtemp())
RANDOM = np.random.default_rng(1)
PRIMARIES = {
    "sRGB": (.3127, .3290, .64, .33, .30, .60, .15, .06),
    "Adobe RGB": (.3127, .3290, .64, .33, .21, .71, .15, .06),
    "ProPhoto": (.3457, .3585, .7347, .2653, .1596, .8404, .0366, .0001),
    "sRGB under a bulb": (.44757, .40745, .64, .33, .30, .60, .15, .06),
}


def made(program, source, name, *options):
    """What the program makes of a file: the path."""
    output = WORK / name
    subprocess.run([program, source, output, "--quiet", *options], check=True)
    return output


def warning(program, *options):
    """What the program warns of when it takes in.png."""
    command = [program, WORK / "in.png", WORK / "out.png", *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


# Inks

def without_marker(jpeg):
    """A JPEG file without Adobe's segment."""
    start = jpeg.index(b"\xff\xee\0\x0eAdobe")
    return jpeg[:start] + jpeg[start + 16:]


def ink_files(program, profile):
    """CMYK JPEG files by kind; the program itself makes YCCK."""
    inks = RANDOM.integers(0, 256, (40, 56, 4)).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(np.kron(inks, np.ones((4, 4, 1), np.uint8)), "CMYK").save(
        file, "JPEG", quality=97, subsampling=0, icc_profile=profile)
    files = {"CMYK": file.getvalue(), "CMYK without marker": without_marker(file.getvalue())}
    for kind, data in files.items():
        (WORK / f"{kind}.jpg").write_bytes(data)
    made(program, WORK / "CMYK.jpg", "YCCK.jpg", "--scale", "1", "--quality", "97")
    return {kind: WORK / f"{kind}.jpg" for kind in [*files, "YCCK"]}


def check_inks(program, profile):
    """(kind, greatest error, whether it is too great) of a CMYK profile's files."""
    for kind, path in ink_files(program, profile).items():
        left = 255 - np.asarray(Image.open(path))
        flags = littlecms.NO_OPTIMISATION | littlecms.BLACK_POINT
        exact = littlecms.to_srgb(left, littlecms.opened(profile), littlecms.INKS, littlecms.DEEP,
                                  np.uint16, flags) / 257
        output = samples.read(made(program, path, "out.png", "--scale", "1"))
        error = np.abs(output - exact).max()
        yield f"{kind} to PNG", error, error > 0.501
        for quality in ("keep", "97"):
            output = Image.open(made(program, path, "out.jpg", "--scale", "1", "-q", quality))
            is_kept = output.mode == "CMYK" and output.info.get("icc_profile") == profile
            error = np.abs(255.0 - np.asarray(output) - left).max()
            yield f"{kind} to JPEG, quality {quality}", error, not is_kept or error > 16


# Light

def check_light(program, profile, tags):
    """The same of a profile with tone curves, doubled in light."""
    curves = [littlecms.tone_curve(profile, tag) for tag in tags]
    for depth in (8, 16):
        for has_alpha in (False, True):
            if has_alpha and len(tags) == 1:
                continue
            pixels = RANDOM.integers(0, 2**depth, (33, 41, len(curves) + has_alpha))
            if has_alpha:
                pixels[:, :, -1] = RANDOM.integers(2**depth // 2, 2**depth, pixels.shape[:2])
            write(pixels, depth, (b"iCCP", b"a\0\0" + zlib.compress(profile)))
            kind = f"{depth} bits{', alpha' * has_alpha}"
            if "can't be inverted" in warning(program, "--linear-light"):
                yield f"{kind}: can't be inverted, as a warning says", 0, False
                continue
            error = light_error(program, pixels, curves, 2**depth - 1)
            yield kind, error, error > (0.51 if depth == 8 else 0.6)


def light_error(program, pixels, curves, top):
    """The greatest error of in.png, which holds the pixels."""
    output = samples.read(made(program, WORK / "in.png", "out.png", "--linear-light"))
    light = pixels.astype(float)
    for channel, curve in enumerate(curves):
        light[:, :, channel] = curve[pixels[:, :, channel] * (65535 // top)] * top
    exact = interpolation.upsampled(light, "bilinear", "replicate", (Fraction(2), Fraction(2)))
    for channel, curve in enumerate(curves):
        exact[:, :, channel] = np.interp(exact[:, :, channel] / top, curve,
                                         np.arange(65536) / 65535) * top
    return np.abs(output - exact).max()


def write(pixels, depth, *chunks):
    """Writes in.png with chunks before its pixels."""
    png.write(WORK / "in.png", pixels, depth=depth)
    data = (WORK / "in.png").read_bytes()
    added = b"".join(png.chunk(*chunk) for chunk in chunks)
    (WORK / "in.png").write_bytes(data[:33] + added + data[33:])


# Gamma and primaries

def check_conversion(program, chromaticities, gamma):
    """The same of a gamma and primaries that become sRGB in a JPEG."""
    for depth in (8, 16):
        for options in ([], ["--linear-light"]):
            top = 2**depth - 1
            pixels = RANDOM.integers(0, top + 1, (24, 24, 3))
            numbers = [round(value * 100_000) for value in (gamma, *chromaticities)]
            write(np.kron(pixels, np.ones((16, 16, 1), int)), depth,
                  (b"gAMA", struct.pack(">I", numbers[0])),
                  (b"cHRM", struct.pack(">8I", *numbers[1:])))
            output = Image.open(made(program, WORK / "in.png", "out.jpg", "--scale", "1",
                                     "--quality", "100", *options))
            profile = littlecms.of_primaries(chromaticities, 100_000 / numbers[0])
            exact = littlecms.to_srgb(pixels / top, profile, littlecms.DOUBLES[littlecms.RGB],
                                      littlecms.DOUBLES[littlecms.RGB], float)
            error = np.abs(np.asarray(output)[8::16, 8::16] - np.clip(exact, 0, 1) * 255).max()
            yield f"gamma {gamma}, {depth} bits {' '.join(options)}", error, error > 1.52


def check(program, path):
    """The checks that a profile's colours ask for."""
    profile = path.read_bytes()
    space = profile[16:20]
    if space == b"CMYK":
        return check_inks(program, profile)
    tags = {b"RGB ": [b"rTRC", b"gTRC", b"bTRC"], b"GRAY": [b"kTRC"]}.get(space)
    return check_light(program, profile, tags) if tags else []


def main(program, *profiles):
    results = [(path.name, *result) for path in map(pathlib.Path, profiles)
               for result in check(program, path)]
    results += [(name, *result) for name, chromaticities in PRIMARIES.items()
                for gamma in (1, 0.55556, 0.45455) if (name, gamma) != ("sRGB", 0.45455)
                for result in check_conversion(program, chromaticities, gamma)]
    print("| colours | case | greatest error | |\n| --- | --- | --- | --- |")
    for name, case, error, is_wrong in results:
        print(f"| {name} | {case} | {error:.3f} | {'wrong' if is_wrong else ''} |")
    wrong = sum(is_wrong for *_, is_wrong in results)
    print(f"\n{len(results)} cases, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
