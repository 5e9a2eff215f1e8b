"""What pictures are taken to have gone through before they are enlarged."""

import learned
import numpy as np


def lanczos3(x):
    return np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0)


def soft(x):
    """A Gaussian of a deviation of 0.4 squares: at scale 2 the blur of 0.8 pixels."""
    return np.exp(-(x**2) / (2 * 0.4**2))


def area(x):
    return (np.abs(x) < 0.5).astype(float)


# The function, and how many squares it reaches to either side.
REDUCTIONS = {
    "area": (area, 1),
    "bicubic": (learned.cubic, 2),
    "lanczos3": (lanczos3, 3),
    "soft": (soft, 2),
}
JPEG_QUALITIES = (55, 95)
NOISE_DEVIATIONS = (1, 6)

# How often each reduction and the damage after it are drawn.
MIXTURE = {
    ("bicubic", None): 9,
    ("area", None): 9,
    ("lanczos3", None): 5,
    ("area", "jpeg"): 13,
    ("bicubic", "jpeg"): 7,
    ("soft", "jpeg"): 3,
    ("area", "noise"): 4,
}
CLEAN = {("bicubic", None): 1}


def degraded(picture, scale, degradations, random):
    """The small RGB picture of a large one, by a degradation drawn from a table."""
    kinds, weights = list(degradations), np.array(list(degradations.values()), float)
    reduction, damage = kinds[random.choice(len(kinds), p=weights / weights.sum())]
    small = learned.separably_reduced(picture, scale, *REDUCTIONS[reduction])
    if damage == "jpeg":
        least, most = JPEG_QUALITIES
        return learned.passed_through_jpeg(small, int(random.integers(least, most + 1)))
    if damage == "noise":
        return learned.noisy(small, random.uniform(*NOISE_DEVIATIONS), random)
    return small
