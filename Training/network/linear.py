"""The linear kernel from which training starts: least squares."""

import numpy as np

from .model import LINEAR_TAPS

SAMPLES = 200
EXTENT = 40


def fitted(pairs, random):
    """The transposed kernel of LINEAR_TAPS x LINEAR_TAPS input pixels that makes the large
    pictures best: [scale * taps, scale * taps]."""
    scale, reach = pairs.scale, LINEAR_TAPS // 2
    small, large = pairs.batch(SAMPLES, EXTENT, reach, random)
    windows = np.lib.stride_tricks.sliding_window_view(small[:, 0], (LINEAR_TAPS,) * 2, (1, 2))
    inner = EXTENT - 2 * reach
    wanted = large.reshape(SAMPLES, inner, scale, inner, scale).transpose(0, 1, 3, 2, 4)
    inputs = windows.reshape(-1, LINEAR_TAPS**2).astype(float)
    outputs = wanted.reshape(-1, scale**2).astype(float)
    middle = inputs[:, LINEAR_TAPS**2 // 2, None]
    taps = np.linalg.lstsq(inputs - middle, outputs - middle, rcond=1e-6)[0]
    taps[LINEAR_TAPS**2 // 2] += 1 - taps.sum(0)
    # An input pixel lies in the window of an output at the tap opposite to its own.
    turned = taps.reshape(LINEAR_TAPS, LINEAR_TAPS, scale, scale)[::-1, ::-1]
    return turned.transpose(0, 2, 1, 3).reshape(scale * LINEAR_TAPS, scale * LINEAR_TAPS)
