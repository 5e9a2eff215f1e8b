"""The transposed convolutions at the end, given the layers before them: least squares."""

import numpy as np
import torch

from .model import BORDER, CHANNELS, LINEAR_CROP, LINEAR_TAPS, TRUNK_TAPS, features_of

PATCHES = 240
EXTENT = 40
# Patches count by the inverse of their mean square in the pass before, which makes the sum one
# of logarithms, as the loss of the training is.
PASSES = 4
FLOOR = 2e-5
RIDGE = 1e-6


def windows(planes, taps):
    """[count, channels, rows, columns] to [count, samples, channels * taps * taps]."""
    found = np.lib.stride_tricks.sliding_window_view(planes, (taps, taps), (2, 3))
    count, channels, rows, columns = found.shape[:4]
    return found.transpose(0, 2, 3, 1, 4, 5).reshape(count, rows * columns, -1).astype(float)


def kernel_of(weights, channels, taps, scale):
    """The transposed kernel of weights [channels * taps * taps, scale * scale]: an input pixel
    lies in the window of an output at the place opposite to its tap."""
    turned = weights.reshape(channels, taps, taps, scale, scale)[:, ::-1, ::-1]
    kernel = turned.transpose(0, 1, 3, 2, 4).reshape(channels, 1, scale * taps, scale * taps)
    return torch.from_numpy(kernel.copy()).float()


def solved(inputs, outputs):
    """Weights by which the mean logarithm of the patches' mean squares is least."""
    share, columns = np.ones(len(inputs)), inputs.shape[-1]
    for _ in range(PASSES):
        weighted = inputs * share[:, None, None]
        products = np.tensordot(weighted, inputs, ((0, 1), (0, 1)))
        wanted = np.tensordot(weighted, outputs, ((0, 1), (0, 1)))
        ridge = RIDGE * np.trace(products) / columns * np.eye(columns)
        weights = np.linalg.solve(products + ridge, wanted)
        share = 1 / (np.square(inputs @ weights - outputs).mean((1, 2)) + FLOOR)
    return weights


def fit_ends(network, pairs, random):
    """Sets the last and the linear kernel to those that make the large pictures best."""
    scale, inner = pairs.scale, EXTENT - 2 * BORDER
    small, large = pairs.batch(PATCHES, EXTENT, BORDER, random)
    with torch.no_grad():
        features = features_of(network.folded(), torch.from_numpy(small)).numpy()
        silent = network.constant(*network.layer_weights()).double().numpy()
    # Of the features only what is silent on constant pictures.
    silent = np.repeat(silent, TRUNK_TAPS**2)
    trunk = windows(features, TRUNK_TAPS)
    trunk -= (trunk @ silent)[..., None] * (silent / (silent @ silent + 1e-12))
    straight = windows(small[:, :, LINEAR_CROP:-LINEAR_CROP, LINEAR_CROP:-LINEAR_CROP], LINEAR_TAPS)
    middle = straight[..., LINEAR_TAPS**2 // 2, None].copy()
    wanted = large.reshape(PATCHES, inner, scale, inner, scale).transpose(0, 1, 3, 2, 4)
    wanted = wanted.reshape(PATCHES, inner * inner, scale * scale)
    weights = solved(np.concatenate([trunk, straight - middle], -1), wanted - middle)
    last, linear = np.split(weights, [CHANNELS * TRUNK_TAPS**2])
    linear[LINEAR_TAPS**2 // 2] += 1 - linear.sum(0)
    network.last.data = kernel_of(last, CHANNELS, TRUNK_TAPS, scale)
    network.linear.data = kernel_of(linear, 1, LINEAR_TAPS, scale)
