#!/usr/bin/env python3
"""Holds `upsample op` to TensorFlow and PyTorch on random calls of what lies between convolutions.

usage: Benchmarks/random_operations.py [--program PATH] [--cases N] [--seed N]

Pools, convolutions along one axis and with explicit pads in 3-D, biases and activations, fused and
alone, broadcasting, means, blocks of pixels, pads, crops, resizing and gradients of filters, in
every data format, with NaN, infinities and empty tensors. What only moves or compares numbers must
be equal; sums are of small whole numbers and equal too; what rounds must lie within 2e-6 of the
largest number. Prints the calls of each operation and those that differ, and exits with 1 if one
does. Needs NumPy, TensorFlow and PyTorch.
"""

import argparse
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.update(CUDA_VISIBLE_DEVICES="", TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FORMATS = {1: ("NWC", "NCW"), 2: ("NHWC", "NCHW"), 3: ("NDHWC", "NCDHW")}


class Maker:
    """Draws the arguments of one call."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def pick(self, *choices):
        return choices[int(self.random.integers(len(choices)))]

    def number(self, low, high):
        return int(self.random.integers(low, high + 1))

    def numbers(self, count, low, high):
        return [self.number(low, high) for _ in range(count)]

    def whole(self, *shape):
        return self.random.integers(-4, 5, shape).astype("f4")

    def real(self, *shape):
        return self.random.normal(size=shape).astype("f4")

    def spoilt(self, array):
        """The array with a few numbers that are none."""
        for _ in range(self.number(0, 3) if array.size else 0):
            place = int(self.random.integers(array.size))
            array.flat[place] = self.pick(np.nan, np.inf, -np.inf)
        return array

    def batch(self):
        return self.pick(0, 1, 1, 2, 3)


def text(numbers):
    return ",".join(str(n) for n in np.ravel(numbers))


def first(array):
    """Channels first."""
    return np.moveaxis(array, -1, 1)


def last(array):
    return np.moveaxis(np.asarray(array), 1, -1)


class Call:
    """A command line with its tensors, and what peers make of it."""

    def __init__(self, name, tensors, arguments, expected, tolerance=0.0):
        self.name, self.tensors, self.arguments = name, tensors, arguments
        self.expected, self.tolerance = np.asarray(expected), tolerance


def formatted(make, rank, value, arguments, expected, tensors=None, key="--value"):
    """The same call in either order of dimensions."""
    order = make.pick(0, 1)
    arguments = arguments + ["--data-format=" + FORMATS[rank][order]]
    tensors = dict(tensors or {})
    tensors[key] = first(value) if order else value
    return tensors, arguments, first(expected) if order else expected


def torch_pool(value, window, strides, dilations, pads, maximum):
    """A pool by PyTorch; of a mean without dilations the counts are means of ones."""
    rank = len(window)
    x = torch.from_numpy(np.ascontiguousarray(first(value)))
    flat = [p for pair in reversed(pads) for p in pair]
    if maximum:
        padded = F.pad(x, flat, value=-np.inf)
        pool = getattr(F, f"max_pool{rank}d")
        return last(pool(padded, window, strides, dilation=dilations).numpy())
    pool = getattr(F, f"avg_pool{rank}d")
    counts = pool(F.pad(torch.ones_like(x), flat), window, strides, divisor_override=1)
    return last((pool(F.pad(x, flat), window, strides, divisor_override=1) / counts).numpy())


def same_pads(extent, window, stride, dilation):
    span = (window - 1) * dilation + 1
    total = max(0, (-(-extent // stride) - 1) * stride + span - extent)
    return total // 2, total - total // 2


def pool(make):
    rank, maximum = make.pick(2, 3), make.pick(True, False)
    spatial = make.numbers(rank, 3, 7)
    window, strides = make.numbers(rank, 1, 3), make.numbers(rank, 1, 3)
    dilations = make.numbers(rank, 1, 2) if maximum and make.pick(0, 1) else [1] * rank
    rule = make.pick("SAME", "VALID", "EXPLICIT")
    spans = [(w - 1) * d + 1 for w, d in zip(window, dilations)]
    if rule == "VALID":
        spatial = [max(s, k) for s, k in zip(spatial, spans)]
    pads = [(0, 0)] * rank
    if rule == "SAME":
        pads = [same_pads(*axis) for axis in zip(spatial, window, strides, dilations)]
    elif rule == "EXPLICIT":
        pads = [(make.number(0, w - 1), make.number(0, w - 1)) for w in window]
        spatial = [max(s, k) for s, k in zip(spatial, spans)]
    value = make.spoilt(make.whole(make.pick(1, 1, 2), *spatial, make.pick(1, 3, 17)))
    expected = torch_pool(value, window, strides, dilations, pads, maximum)
    name = ("max" if maximum else "avg") + f"_pool{rank}d"
    order = make.pick(0, 1)
    pairs = [(0, 0)] * (2 if order else 1) + pads + [(0, 0)] * (0 if order else 1)
    arguments = ["--ksize=" + text(window), "--strides=" + text(strides),
                 "--dilations=" + text(dilations),
                 "--padding=" + (text(pairs) if rule == "EXPLICIT" else rule),
                 "--data-format=" + FORMATS[rank][order]]
    if make.pick(0, 0, 0, 1):
        value, expected = value[:0], expected[:0]
    return Call(name, {"--value": first(value) if order else value}, arguments,
                first(expected) if order else expected, 0 if maximum else 2e-7)


def padded_means(make):
    """Means that count the padding, by PyTorch."""
    rank = make.pick(2, 3)
    window, strides = make.numbers(rank, 1, 3), make.numbers(rank, 1, 3)
    pads = [make.number(0, w // 2) for w in window]
    value = make.spoilt(make.whole(make.pick(1, 2), *make.numbers(rank, 3, 7), make.pick(1, 3, 17)))
    x = torch.from_numpy(np.ascontiguousarray(first(value)))
    expected = last(getattr(F, f"avg_pool{rank}d")(
        x, window, strides, pads, count_include_pad=True).numpy())
    order = make.pick(0, 1)
    pairs = [(p, p) for p in pads]
    pairs = [(0, 0), (0, 0), *pairs] if order else [(0, 0), *pairs, (0, 0)]
    return Call(f"avg_pool{rank}d", {"--value": first(value) if order else value},
                ["--ksize=" + text(window), "--strides=" + text(strides), "--count-include-pad",
                 "--padding=" + text(pairs), "--data-format=" + FORMATS[rank][order]],
                first(expected) if order else expected, 2e-7)


def tensorflow_pool(make):
    """TensorFlow's own means, whose windows beyond SAME borders count what lies within."""
    rank = make.pick(2, 3)
    spatial, window = make.numbers(rank, 3, 7), make.numbers(rank, 1, 3)
    strides = [make.number(1, w) for w in window]
    rule = make.pick("SAME", "VALID")
    value = make.whole(make.pick(1, 2), *spatial, make.pick(1, 3, 16))
    function = tf.nn.avg_pool2d if rank == 2 else tf.nn.avg_pool3d
    expected = function(value, [1, *window, 1], [1, *strides, 1], rule).numpy()
    return Call(f"avg_pool{rank}d", {"--value": value},
                ["--ksize=" + text([1, *window, 1]), "--strides=" + text([1, *strides, 1]),
                 "--padding=" + rule], expected, 2e-7)


def channel_pool(make):
    window, groups = make.number(2, 4), make.number(1, 4)
    value = make.whole(make.batch(), *make.numbers(2, 1, 5), window * groups)
    sizes = [1, 1, 1, window]
    expected = (tf.nn.max_pool2d(value, sizes, sizes, "VALID").numpy() if value.size
                else np.zeros([*value.shape[:3], groups], "f4"))
    return Call("max_pool2d", {"--value": value},
                ["--ksize=" + text(sizes), "--strides=" + text(sizes), "--padding=VALID"], expected)


def line(make):
    """Convolutions along one axis by PyTorch and TensorFlow."""
    taps, stride, dilation = make.number(1, 5), make.number(1, 3), make.number(1, 2)
    width, inputs, outputs = make.number(1, 12), make.number(1, 4), make.number(1, 5)
    groups, span = make.pick(1, 1, 2), (taps - 1) * dilation + 1
    if make.pick(0, 1):
        rule = "SAME" if width < span else make.pick("SAME", "VALID")
        value = make.whole(make.pick(1, 2), width, inputs * groups)
        weights = make.whole(taps, inputs, outputs * groups)
        pads = same_pads(width, taps, stride, dilation) if rule == "SAME" else (0, 0)
        x = F.pad(torch.from_numpy(np.ascontiguousarray(first(value))), pads)
        w = torch.from_numpy(np.ascontiguousarray(weights.transpose(2, 1, 0)))
        expected = last(F.conv1d(x, w, stride=stride, dilation=dilation, groups=groups).numpy())
        if stride == 1 or dilation == 1:
            peer = tf.nn.conv1d(value, weights, stride, rule, dilations=dilation).numpy()
            assert np.array_equal(peer, expected)
        tensors, arguments, expected = formatted(
            make, 1, value, ["--strides=" + str(stride), "--padding=" + rule,
                             "--dilations=" + str(dilation)], expected, {"--filter": weights})
        return Call("conv1d", tensors, arguments, expected)
    rule = make.pick("SAME", "VALID")
    value, weights = make.whole(make.pick(1, 2), width, inputs), make.whole(taps, outputs, inputs)
    low = (width - 1) * stride + (1 if rule == "SAME" else taps)
    output = [value.shape[0], make.number(low, low + stride - 1), outputs]
    expected = tf.nn.conv1d_transpose(value, weights, output, stride, rule).numpy()
    tensors, arguments, expected = formatted(
        make, 1, value, ["--strides=" + str(stride), "--padding=" + rule], expected,
        {"--filter": weights})
    return Call("conv1d_transpose", tensors, arguments + ["--output-shape=" + text(expected.shape)],
                expected)


def deep(make):
    """Explicit pads in 3-D by PyTorch, in float64: its float32 kernels read what is not theirs."""
    taps, strides = make.numbers(3, 1, 3), make.numbers(3, 1, 2)
    spatial = [make.number(k, 5) for k in taps]
    pads = [(make.number(0, 2), make.number(0, 2)) for _ in taps]
    value = make.whole(make.pick(1, 2), *spatial, make.number(1, 3))
    weights = make.whole(*taps, value.shape[-1], make.number(1, 4))
    x = F.pad(torch.from_numpy(np.ascontiguousarray(first(value))).double(),
              [p for pair in reversed(pads) for p in pair])
    w = torch.from_numpy(np.ascontiguousarray(weights.transpose(4, 3, 0, 1, 2))).double()
    expected = last(F.conv3d(x, w, stride=strides).numpy())
    return Call("conv3d", {"--value": value, "--filter": weights},
                ["--strides=" + text(strides), "--padding=" + text([(0, 0), *pads, (0, 0)])], expected)


ACTIVATIONS = {
    "relu": lambda x, a: tf.nn.relu(x), "relu6": lambda x, a: tf.nn.relu6(x),
    "leaky_relu": lambda x, a: tf.nn.leaky_relu(x, a), "sigmoid": lambda x, a: tf.nn.sigmoid(x),
    "tanh": lambda x, a: tf.nn.tanh(x),
    "clip_by_value": lambda x, a: tf.clip_by_value(x, -a, a),
}


def activation_words(name, alpha):
    if name == "leaky_relu":
        return [f"--alpha={alpha}"]
    return [f"--clip-value-min={-alpha}", f"--clip-value-max={alpha}"] if "clip" in name else []


def activation(make):
    name, alpha = make.pick(*ACTIVATIONS), make.pick(0.25, 0.5, 3)
    shape = make.numbers(make.number(0, 5), 0 if make.pick(0, 0, 1) else 1, 5)
    value = make.spoilt(make.real(*shape) * np.float32(make.pick(1, 8, 100)))
    expected = ACTIVATIONS[name](value, alpha).numpy()
    return Call(name, {"--value": value}, activation_words(name, alpha), expected, 4e-7)


def slopes(make):
    shape = [make.batch(), make.pick(1, 3, 7), *make.numbers(make.number(0, 3), 1, 4)]
    value, alpha = make.spoilt(make.real(*shape)), make.real(make.pick(1, shape[1]))
    expected = (F.prelu(torch.from_numpy(value), torch.from_numpy(alpha)).numpy() if value.size
                else value)
    order = make.pick(0, 1) if len(shape) > 2 else 1
    return Call("prelu", {"--value": value if order else last(value), "--alpha": alpha},
                ["--data-format=" + ("NCHW" if order else "NHWC")], expected if order else last(expected))


def bias(make):
    value = make.spoilt(make.real(make.batch(), *make.numbers(make.number(0, 3), 1, 4),
                                  make.pick(1, 3, 20)))
    numbers = make.real(value.shape[-1])
    expected = tf.nn.bias_add(value, numbers).numpy()
    order = make.pick(0, 1) if value.ndim > 2 else 0
    return Call("bias_add", {"--value": first(value) if order else value, "--bias": numbers},
                ["--data-format=" + ("NCHW" if order else "NHWC")],
                first(expected) if order else expected)


def layer(make):
    """A bias and an activation in the same pass."""
    name, alpha = make.pick(*ACTIVATIONS), make.pick(0.25, 0.5, 3)
    taps, outputs = make.numbers(2, 1, 3), make.pick(1, 3, 18)
    value = make.whole(make.pick(1, 2), *make.numbers(2, 3, 6), make.number(1, 5))
    numbers, strides = make.whole(outputs), make.number(1, 3)
    if make.pick(0, 1):
        weights = make.whole(*taps, value.shape[-1], outputs)
        sums, operation = tf.nn.conv2d(value, weights, strides, "SAME"), "conv2d"
    else:
        weights = make.whole(*taps, outputs, value.shape[-1])
        shape = [value.shape[0], *(strides * np.array(value.shape[1:3])), outputs]
        sums = tf.nn.conv2d_transpose(value, weights, shape, strides, "SAME")
        operation = "conv2d_transpose"
    expected = ACTIVATIONS[name](tf.nn.bias_add(sums, numbers), alpha).numpy()
    tensors, arguments, expected = formatted(
        make, 2, value, ["--strides=" + str(strides), "--padding=SAME", "--activation=" + name,
                         *activation_words(name, alpha)], expected,
        {"--filter": weights, "--bias": numbers})
    return Call(operation, tensors, arguments, expected, 4e-7)


def pairwise(make):
    name = make.pick("add", "subtract", "multiply", "maximum")
    shape = make.numbers(make.number(0, 5), 0 if make.pick(0, 0, 1) else 1, 4)
    parts = []
    for _ in range(2):
        own = [1 if make.pick(0, 0, 1) else extent for extent in shape]
        parts.append(make.spoilt(make.real(*own[make.number(0, len(own)):])))
    expected = getattr(tf, name)(*parts).numpy()
    return Call(name, {"--value": parts[0], "": parts[1]}, [], expected)


def average(make):
    value = make.real(*make.numbers(make.number(1, 5), 0 if make.pick(0, 0, 1) else 1, 5))
    value = value if make.pick(0, 1) else make.spoilt(value)
    axes = [axis for axis in range(value.ndim) if make.pick(0, 1)]
    keep = make.pick(True, False)
    expected = tf.reduce_mean(value, axis=axes, keepdims=keep).numpy()
    named = [axis - value.ndim if make.pick(0, 1) else axis for axis in axes]
    return Call("reduce_mean", {"--value": value},
                ["--axis=" + text(named)] + ["--keepdims"] * keep, expected, 1e-6)


def blocks(make):
    size, order = make.number(2, 3), make.pick("DCR", "CRD")
    small = [make.batch(), *make.numbers(2, 1, 4)]
    deep = make.spoilt(make.real(*small, size * size * make.pick(1, 2, 5)))
    if not deep.size:
        wide = deep.reshape(0, small[1] * size, small[2] * size, deep.shape[3] // size ** 2)
    elif order == "DCR":
        wide = tf.nn.depth_to_space(deep, size).numpy()
    else:
        wide = last(F.pixel_shuffle(torch.from_numpy(np.ascontiguousarray(first(deep))), size))
    name, value, expected = make.pick(("depth_to_space", deep, wide), ("space_to_depth", wide, deep))
    tensors, arguments, expected = formatted(
        make, 2, value, ["--block-size=" + str(size), "--mode=" + order], expected)
    return Call(name, tensors, arguments, expected)


def padded(make):
    mode = make.pick("CONSTANT", "REFLECT", "SYMMETRIC", "EDGE")
    value = make.spoilt(make.real(*make.numbers(make.number(0, 5), 1, 4)))
    if mode == "CONSTANT" and value.ndim and make.pick(0, 0, 1):
        value = value[:0]
    limits = {"REFLECT": lambda n: n - 1, "SYMMETRIC": lambda n: n}
    pads = [make.numbers(2, 0, limits.get(mode, lambda n: 3)(n)) for n in value.shape]
    constant = make.pick(0, 2.5) if mode == "CONSTANT" else 0
    if mode == "EDGE":
        expected = np.pad(value, pads, "edge") if value.ndim else value
    else:
        expected = tf.pad(value, np.array(pads, "i4").reshape(-1, 2), mode, constant).numpy()
    words = ["--paddings=" + text(pads), "--mode=" + mode]
    crop = make.pick(0, 0, 1)
    if crop:
        return Call("crop", {"--value": expected}, ["--crops=" + text(pads)], value)
    return Call("pad", {"--value": value}, words + [f"--constant-values={constant}"] *
                (mode == "CONSTANT"), expected)


def joined(make):
    shape = make.numbers(make.number(1, 5), 1, 4)
    axis = make.number(-len(shape), len(shape) - 1)
    parts = {}
    for index in range(make.number(1, 3)):
        shape[axis] = make.number(0, 3)
        parts["--value" if index == 0 else " " * index] = make.spoilt(make.real(*shape))
    return Call("concat", parts, [f"--axis={axis}"], tf.concat(list(parts.values()), axis).numpy())


def resized(make):
    method = make.pick("nearest", "bilinear", "bicubic")
    value = make.real(make.pick(1, 2), *make.numbers(2, 1, 9), make.pick(1, 3))
    size = [make.number(1, 20), make.number(1, 20)]
    rules = ["tensorflow", "pytorch"] + ["pytorch_align_corners"] * (method != "nearest")
    rule = make.pick(*rules)
    if rule == "tensorflow":
        expected = tf.image.resize(value, size, method).numpy()
    else:
        mode = {"nearest": make.pick("nearest", "nearest-exact")}.get(method, method)
        corners = {} if method == "nearest" else {"align_corners": rule.endswith("corners")}
        x = torch.from_numpy(np.ascontiguousarray(first(value)))
        expected = last(F.interpolate(x, size, mode=mode, **corners).numpy())
        rule = "pytorch_nearest" if mode == "nearest" else rule
    words = ["--size=" + text(size), "--method=" + method, "--rule=" + rule]
    tensors, arguments, expected = formatted(make, 2, value, words, expected)
    return Call("resize", tensors, arguments, expected, 0 if method == "nearest" else 2e-6)


def scaled(make):
    """Resizing by scales: PyTorch's factors, which it does not compute anew from the extents."""
    method = make.pick("nearest", "bilinear", "bicubic")
    value = make.real(make.pick(1, 2), *make.numbers(2, 2, 9), make.pick(1, 3))
    scales = [make.number(38, 224) / 64 for _ in range(2)]
    # PyTorch's bilinear interpolation copies an axis whose extent stays, whatever the scale.
    scales = [1.0 if int(n * s) == n else s for n, s in zip(value.shape[1:3], scales)]
    mode = {"nearest": "nearest-exact"}.get(method, method)
    corners = {} if method == "nearest" else {"align_corners": False}
    x = torch.from_numpy(np.ascontiguousarray(first(value)))
    x = x if method == "nearest" else x.double()
    expected = last(F.interpolate(x, scale_factor=scales, mode=mode, **corners).numpy())
    words = ["--scale=" + text(scales), "--method=" + method, "--rule=pytorch"]
    tensors, arguments, expected = formatted(make, 2, value, words, expected.astype("f4"))
    return Call("resize", tensors, arguments, expected, 0 if method == "nearest" else 4e-6)


def cropped(make):
    """A region and what lies beyond it, by TensorFlow's `crop_and_resize`."""
    value = make.real(1, *make.numbers(2, 1, 7), make.pick(1, 3))
    begin = [make.number(-50, 80) / 64 for _ in range(2)]
    end = [make.number(-20, 100) / 64 for _ in range(2)]
    size, beyond = [make.number(1, 9), make.number(1, 9)], make.pick(0, -2.5)
    expected = tf.image.crop_and_resize(
        value, [begin + end], [0], size, "bilinear", beyond).numpy()
    region = [begin[0], end[0], begin[1], end[1]]
    words = ["--size=" + text(size), "--coordinate-transformation-mode=tf_crop_and_resize",
             "--roi=" + text(region), f"--extrapolation-value={beyond}"]
    tensors, arguments, expected = formatted(make, 2, value, words, expected)
    return Call("resize", tensors, arguments, expected, 4e-6)


def gradient(make):
    """Gradients with respect to the filter by TensorFlow, in two and three dimensions."""
    rank = make.pick(2, 3)
    taps, strides = make.numbers(rank, 1, 3), [make.number(1, 3)] * rank
    spatial, rule = make.numbers(rank, 3, 6), make.pick("SAME", "VALID")
    value = make.whole(make.pick(1, 2), *spatial, make.number(1, 4))
    weights = make.whole(*taps, value.shape[-1], make.number(1, 5))
    function = tf.nn.conv2d if rank == 2 else tf.nn.conv3d
    with tf.GradientTape() as tape:
        variable = tf.Variable(weights)
        output = function(value, variable, [1, *strides, 1], rule)
        upstream = make.whole(*output.shape)
        loss = tf.reduce_sum(output * upstream)
    expected = tape.gradient(loss, variable).numpy()
    words = ["--strides=" + text(strides), "--padding=" + rule]
    if make.pick(0, 1):
        return Call(f"gradient conv{rank}d",
                    {"--value": value, "--filter": weights, "--gradient": upstream}, words, expected)
    # A transposed convolution by the same filter changes places with its gradient.
    return Call(f"gradient conv{rank}d_transpose",
                {"--value": upstream, "--filter": weights, "--gradient": value}, words, expected)


KINDS = [pool, padded_means, tensorflow_pool, channel_pool, line, deep, activation, slopes, bias, layer, pairwise,
         average, blocks, padded, joined, resized, scaled, cropped, gradient]


def difference(seen, expected, tolerance):
    """What is wrong with a result, or None."""
    if seen.shape != expected.shape:
        return f"shape {seen.shape}, not {expected.shape}"
    if not np.array_equal(np.isnan(seen), np.isnan(expected)):
        return "NaN elsewhere"
    finite = np.isfinite(expected)
    if not np.array_equal(seen[~finite & ~np.isnan(expected)],
                          expected[~finite & ~np.isnan(expected)]):
        return "infinities elsewhere"
    if not finite.any():
        return None
    distance = np.abs(seen[finite].astype("f8") - expected[finite])
    limit = tolerance * max(1.0, float(np.abs(expected[finite]).max()))
    return None if (distance <= limit).all() else f"by {distance.max():.3g}"


def run(program, call, folder):
    """What is wrong with the program's answer, or None."""
    words = [program, "op", *call.name.split()]
    for index, (option, array) in enumerate(call.tensors.items()):
        path = folder / f"{index}.npy"
        np.save(path, np.asarray(array))
        words += [option, str(path)] if option.strip() else [str(path)]
    output = folder / "out.npy"
    output.unlink(missing_ok=True)
    words += [*call.arguments, "--output", str(output)]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        return f"exit {done.returncode}: {done.stderr.strip()}", words
    return difference(np.load(output), call.expected, call.tolerance), words


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("--program", default=str(here.parent / ".build/release/upsample"))
    parser.add_argument("--cases", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts, failed = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for case in range(arguments.cases):
            make = Maker([arguments.seed, case])
            call = KINDS[case % len(KINDS)](make)
            fault, words = run(arguments.program, call, pathlib.Path(folder))
            counts[call.name] += 1
            if fault:
                failed += 1
                shapes = [np.asarray(tensor).shape for tensor in call.tensors.values()]
                print(f"case {case}: {fault}\n  {shapes} {' '.join(words[1:])}")
    for name, count in sorted(counts.items()):
        print(f"{count:5} {name}")
    print(f"{failed} of {sum(counts.values())} calls differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
