"""Holds the figures of `upsample diff` to those of ImageMagick, NumPy and scikit-image."""

import itertools
import json
import pathlib
import re
import subprocess
import sys

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "images"))
import png  # noqa: E402
import samples  # noqa: E402

LUMA = np.array([0.299, 0.587, 0.114])
COMPARE = "compare-im6.q16"


def told(program, one, other):
    """What the program says of two files."""
    command = [program, "diff", one, other, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=False).stdout)


def alike(one, other):
    """Two pictures in the layout that holds both, as float64, and its peak."""
    deep = np.uint16 in (one.dtype, other.dtype)
    colours = max(p.shape[2] - (p.shape[2] % 2 == 0) for p in (one, other))
    alpha = any(p.shape[2] % 2 == 0 for p in (one, other))
    seen = []
    for pixels in (one, other):
        wide = pixels.astype(np.float64) * (257 if deep and pixels.dtype == np.uint8 else 1)
        own = wide.shape[2] - (wide.shape[2] % 2 == 0)
        planes = [np.repeat(wide[..., :own], colours // own, axis=2)]
        if alpha:
            opaque = np.full(wide.shape[:2] + (1,), 65535 if deep else 255)
            planes.append(wide[..., own:] if wide.shape[2] > own else opaque)
        seen.append(np.concatenate(planes, axis=2))
    return *seen, 65535 if deep else 255


def luma(pixels):
    return pixels[..., :3] @ LUMA if pixels.shape[2] > 2 else pixels[..., 0]


def decibels(one, other, peak):
    error = np.mean((one - other) ** 2)
    return 10 * np.log10(peak**2 / error) if error else float("inf")


def similarity(one, other, peak):
    return structural_similarity(one, other, data_range=peak, gaussian_weights=True, sigma=1.5,
                                 use_sample_covariance=False)


def by_numpy(one, other):
    """The figures, in the program's own keys."""
    one, other, peak = alike(one, other)
    apart = np.abs(one - other)
    return {
        "max_diff": apart.max(), "mean_diff": apart.mean(), "rms_diff": np.sqrt((apart**2).mean()),
        "psnr": decibels(one, other, peak), "psnr_y": decibels(luma(one), luma(other), peak),
        "differing_pixels": int((apart.max(axis=2) > 0).sum()),
        "ssim": similarity(luma(one), luma(other), peak),
        "ssim_channels": [similarity(one[..., c], other[..., c], peak)
                          for c in range(one.shape[2])],
    }


def by_imagemagick(metric, one, other):
    """What `compare` prints, the first number."""
    command = [COMPARE, "-metric", metric, one, other, "null:"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return float(re.match(r"inf|[-+.\de]+", printed)[0])


def variants(folder, work):
    """Pairs of files made of every picture: noise, depth, gray, alpha, JPEG."""
    random = np.random.default_rng(11)
    for path in sorted(pathlib.Path(folder).iterdir()):
        if path.suffix.lower() not in (".png", ".jpg", ".jpeg"):
            continue
        pixels = samples.read(path)[:256, :384]
        if min(pixels.shape[:2]) < 11 or pixels.dtype != np.uint8 or pixels.shape[2] != 3:
            continue
        noisy = np.clip(pixels + random.integers(-3, 4, pixels.shape), 0, 255).astype(np.uint8)
        deep = np.clip(pixels * 257.0 + random.integers(-200, 201, pixels.shape), 0, 65535)
        alpha = random.integers(0, 256, pixels.shape[:2] + (1,), dtype=np.uint8)
        made = {"noisy": noisy, "deep": deep.astype(np.uint16),
                "gray": np.rint(pixels @ LUMA).astype(np.uint8)[..., None],
                "alpha": np.concatenate([noisy, alpha], axis=2)}
        png.write(work / "plain.png", pixels)
        Image.fromarray(pixels).save(work / "lossy.jpg", quality=80, subsampling="4:4:4")
        yield pixels, samples.read(work / "lossy.jpg"), work / "plain.png", work / "lossy.jpg"
        for name, other in made.items():
            png.write(work / f"{name}.png", other, depth=8 * other.itemsize)
            yield pixels, other, work / "plain.png", work / f"{name}.png"


def worst_of(program, pairs):
    """The greatest disagreement of each figure with NumPy and scikit-image, and the pairs."""
    worst, count = {}, 0
    for one, other, first, second in pairs:
        ours, theirs = told(program, first, second), by_numpy(one, other)
        count += 1
        for key, value in theirs.items():
            mine = float("inf") if ours[key] is None else ours[key]
            if mine != value:
                apart = float(np.max(np.abs(np.subtract(mine, value))))
                scale = 1 if key.startswith("ssim") else max(1, abs(np.max(value)))
                worst[key] = max(worst.get(key, 0), apart / scale)
    return worst, count


def fixtures(program, folder):
    """What all pairs of pictures of one folder tell: the program's exits and ImageMagick's."""
    files = sorted(p for p in pathlib.Path(folder).rglob("*.png"))
    seen = {"sizes": 0, "sizes told": 0, "same size": 0, "alpha": 0, "AE": 0, "PSNR": 0}
    for one, other in itertools.combinations(files, 2):
        ours = told(program, one, other)
        if ours["max_diff"] is None:
            seen["sizes"] += 1
            seen["sizes told"] += not ours["within"]
            continue
        seen["same size"] += 1
        channels = max(ours["a_channels"], ours["b_channels"])
        seen["alpha"] += channels == 4
        seen["AE"] += by_imagemagick("AE", one, other) == ours["differing_pixels"]
        # ImageMagick leaves the alpha of opaque pictures out of the mean.
        without_alpha = 10 * np.log10(4 / 3) if channels == 4 else 0
        mine, theirs = ours["psnr"], by_imagemagick("PSNR", one, other)
        agree = theirs in (0, float("inf")) if mine is None else any(
            abs(theirs + lift - mine) < 1e-3 for lift in (0, without_alpha))
        seen["PSNR"] += agree
    return len(files), seen
