"""Interpolation by its definition, in float64: what the program's output is held to."""

from fractions import Fraction

import numpy as np


def triangle(x):
    """Linear from one at the centre to zero at the neighbours."""
    return np.maximum(1 - np.abs(x), 0)


def box(x):
    """One on [-1/2, 1/2): a sample halfway between two pixels takes the right one."""
    return ((x >= -0.5) & (x < 0.5)).astype(float)


def cubic(b, c):
    """The piecewise cubics of Mitchell and Netravali, *Reconstruction Filters* (1988)."""
    def kernel(x):
        x = np.abs(x)
        near = (12 - 9 * b - 6 * c) * x**3 + (-18 + 12 * b + 6 * c) * x**2 + (6 - 2 * b)
        far = (-b - 6 * c) * x**3 + (6 * b + 30 * c) * x**2 - (12 * b + 48 * c) * x
        far += 8 * b + 24 * c
        return np.where(x < 1, near, np.where(x < 2, far, 0)) / 6

    return kernel


def lanczos(lobes):
    """The cardinal sine in a window of its own shape, `lobes` wide on either side."""
    return lambda x: np.where(np.abs(x) < lobes, np.sinc(x) * np.sinc(x / lobes), 0)


# Each kernel and the distance from its centre beyond which it is zero. Keys's cubic
# convolution with a = -1/2 is the cubic with b = 0 and c = 1/2.
KERNELS = {
    "bilinear": (triangle, 1), "nearest": (box, 1), "bicubic": (cubic(0, 0.5), 2),
    "mitchell": (cubic(1 / 3, 1 / 3), 2), "bspline": (cubic(1, 0), 2),
    "lanczos2": (lanczos(2), 2), "lanczos3": (lanczos(3), 3),
}
BORDERS = {"replicate": "edge", "reflect": "reflect", "wrap": "wrap", "zero": "constant"}


def positions(extent, scale):
    """Where each output sample lies among the input's: half-pixel centres, as exact fractions.

    `extent` is the output's. Centres are whole numbers: input sample i lies at i.
    """
    return [Fraction(2 * j + 1, 2) / scale - Fraction(1, 2) for j in range(extent)]


def taps(kernel, extent, scale):
    """Which input samples make each output sample along an axis, and their weights.

    Both shaped [outputs, taps]; indices count from `reach` samples before the picture, which
    is returned too; the weights of an output sum to one.
    """
    function, support = KERNELS[kernel]
    reach = support + 1
    at = positions(rounded(extent * scale), scale)
    indices = np.array([p.__floor__() for p in at])[:, None] + np.arange(-support, support + 2)
    distances = np.array([[float(p - int(i)) for i in row] for p, row in zip(at, indices)])
    weights = function(distances)
    return indices + reach, weights / weights.sum(axis=1, keepdims=True), reach


def rounded(fraction):
    """The nearest whole number; halves go up."""
    return (fraction + Fraction(1, 2)).__floor__()


def upsampled(pixels, kernel, border, scale):
    """`pixels`, [height, width, channels], larger by `scale`, (height's, width's) `Fraction`s.

    Where the last of 2 or 4 channels is alpha, colours are weighted by it. They are 0 where alpha
    rounds to 0.
    """
    if pixels.shape[2] not in (2, 4):
        return convolved(pixels, kernel, border, scale)
    colours, alpha = np.split(pixels.astype(float), [-1], axis=2)
    sums = convolved(np.concatenate([colours * alpha, alpha], axis=2), kernel, border, scale)
    colours, alpha = np.split(sums, [-1], axis=2)
    colours = np.divide(colours, alpha, out=np.zeros_like(colours), where=alpha > 0.5)
    return np.concatenate([colours, alpha], axis=2)


def convolved(pixels, kernel, border, scale):
    """`pixels` larger by `scale`, each channel by itself."""
    for axis in (0, 1):
        indices, weights, reach = taps(kernel, pixels.shape[axis], scale[axis])
        pads = [(reach, reach) if k == axis else (0, 0) for k in range(3)]
        extended = np.pad(pixels.astype(float), pads, mode=BORDERS[border])
        along = [-1 if k == axis else 1 for k in range(3)]
        pixels = sum(weight.reshape(along) * extended.take(index, axis)
                     for index, weight in zip(indices.T, weights.T) if weight.any())
    return pixels
