#!/usr/bin/env python3
"""Writes in.npy and NETWORK.npy into goldens/ beside itself: what PyTorch makes of the networks.

usage: make_goldens.py        (made with PyTorch 2.13.0 on a CPU, in float64)
"""
import os

import numpy as np
import torch
import torch.nn.functional as F


def weights(layer, *shape):
    place = np.arange(int(np.prod(shape)))
    numbers = (place * place % 1009 * 31 + place * 17 + layer * 101) % 257 - 128
    sums = np.sqrt(np.float32(np.prod(shape[:-1])))
    return torch.tensor((numbers.astype("f4") / 128 / sums).reshape(shape).astype("f8"))


def convolution(x, layer, taps, outputs):
    filter = weights(layer, taps, taps, x.shape[1], outputs).permute(3, 2, 0, 1)
    return F.conv2d(x, filter, weights(layer + 50, outputs), padding=taps // 2)


def fsrcnn(x):
    for layer, taps, outputs in [(1, 5, 56), (2, 1, 12), *((n, 3, 12) for n in range(3, 7)), (7, 1, 56)]:
        x = F.prelu(convolution(x, layer, taps, outputs), weights(layer + 20, outputs))
    filter = weights(8, 9, 9, 1, 56).permute(3, 2, 0, 1)
    return F.conv_transpose2d(x, filter, weights(58, 1), stride=2, padding=4, output_padding=1)


def espcn(x):
    x = torch.tanh(convolution(x, 1, 5, 64))
    x = torch.tanh(convolution(x, 2, 3, 32))
    return F.pixel_shuffle(convolution(x, 3, 3, 4), 2)


def vdsr(x):
    large = x = F.interpolate(x, scale_factor=2, mode="bilinear")
    for layer in range(1, 10):
        x = F.relu(convolution(x, layer, 3, 64))
    return large + convolution(x, 10, 3, 1)


def ecb(value):
    x = convolution(value, 1, 3, 8)
    for block in range(1, 5):
        x = F.prelu(convolution(x, 2 * block, 3, 8) + convolution(x, 2 * block + 1, 1, 8) + x,
                    weights(block + 20, 8))
    return F.pixel_shuffle(convolution(x, 10, 3, 4) + value, 2)


folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "goldens")
os.makedirs(folder, exist_ok=True)
value = np.random.default_rng(1).random((1, 12, 10, 1)).astype("f4")
np.save(f"{folder}/in.npy", value)
for network in (fsrcnn, espcn, vdsr, ecb):
    result = network(torch.tensor(value.astype("f8")).permute(0, 3, 1, 2))
    np.save(f"{folder}/{network.__name__}.npy", result.permute(0, 2, 3, 1).numpy().astype("f4"))
