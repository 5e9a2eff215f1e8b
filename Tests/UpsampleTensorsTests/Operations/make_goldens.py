#!/usr/bin/env python3
"""Writes TensorFlowGoldens.swift beside itself: results of TensorFlow's operations.

usage: make_goldens.py        (made with TensorFlow 2.21.0 on a CPU)

Value and filter are whole numbers that follow from their positions, so that most results are exact and
only the results need to be kept. Calls that TensorFlow's CPU kernels refuse are compiled by XLA.
"""
import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf


def numbers(shape, step, modulus):
    flat = np.arange(int(np.prod(shape))) * step % modulus - modulus // 2
    return tf.constant(flat.reshape(shape).astype(np.float32))


def text(argument):
    if isinstance(argument, (list, tuple)):
        return ",".join(text(item) for item in argument)
    return str(argument)


PADS = [[0, 0], [1, 2], [0, 1], [0, 0]]
CASES = [
    ("conv2d", [1, 4, 5, 2], [3, 2, 2, 2], dict(strides=[1, 2, 1, 1], padding="SAME")),
    ("conv2d", [2, 4, 4, 1], [2, 3, 1, 2], dict(strides=[1, 1, 1, 1], padding="VALID")),
    ("conv2d", [1, 5, 4, 1], [3, 3, 1, 1], dict(strides=[1, 2, 1, 1], padding=PADS)),
    ("conv2d", [1, 7, 6, 1], [2, 3, 1, 1], dict(strides=[1, 1, 1, 1], padding="SAME", dilations=[1, 3, 2, 1])),
    ("conv2d", [1, 8, 8, 1], [2, 2, 1, 1], dict(strides=[1, 4, 4, 1], padding="SAME")),
    ("conv2d_transpose", [1, 3, 3, 1], [2, 2, 3, 1], dict(output_shape=[1, 5, 5, 3], strides=[1, 2, 2, 1], padding="SAME")),
    ("conv2d_transpose", [1, 3, 3, 1], [2, 2, 3, 1], dict(output_shape=[1, 6, 6, 3], strides=[1, 2, 2, 1], padding="SAME")),
    ("conv2d_transpose", [1, 2, 3, 2], [3, 3, 1, 2], dict(output_shape=[1, 3, 6, 1], strides=[1, 2, 2, 1], padding="SAME")),
    ("conv2d_transpose", [1, 2, 2, 1], [1, 2, 1, 1], dict(output_shape=[1, 5, 6, 1], strides=[1, 3, 3, 1], padding="SAME")),
    ("conv2d_transpose", [1, 2, 2, 1], [3, 2, 2, 1], dict(output_shape=[1, 6, 5, 2], strides=[1, 2, 2, 1], padding="VALID")),
    ("conv2d_transpose", [1, 3, 3, 1], [3, 3, 1, 1], dict(output_shape=[1, 4, 6, 1], strides=[1, 2, 2, 1], padding=PADS)),
    ("conv2d_transpose", [1, 3, 3, 1], [2, 2, 1, 1], dict(output_shape=[1, 5, 6, 1], strides=[1, 1, 1, 1], padding="VALID", dilations=[1, 2, 3, 1])),
    ("conv2d_transpose", [1, 2, 2, 2], [2, 2, 1, 2], dict(output_shape=[1, 1, 3, 4], strides=[1, 1, 2, 2], padding="SAME", data_format="NCHW")),
    ("atrous_conv2d", [1, 5, 5, 1], [2, 2, 1, 1], dict(rate=2, padding="SAME")),
    ("atrous_conv2d_transpose", [1, 3, 4, 1], [2, 2, 1, 1], dict(output_shape=[1, 5, 6, 1], rate=2, padding="VALID")),
    ("depthwise_conv2d", [1, 4, 4, 2], [2, 2, 2, 2], dict(strides=[1, 2, 2, 1], padding="SAME")),
    ("depthwise_conv2d_transpose", [1, 2, 2, 4], [3, 3, 2, 2], dict(output_shape=[1, 4, 4, 2], strides=[1, 2, 2, 1], padding="SAME")),
    ("conv3d", [1, 2, 3, 3, 1], [2, 2, 2, 1, 2], dict(strides=[1, 1, 2, 2, 1], padding="SAME")),
    ("conv3d_transpose", [1, 1, 2, 2, 1], [2, 3, 3, 1, 1], dict(output_shape=[1, 2, 4, 3, 1], strides=[1, 2, 2, 2, 1], padding="SAME")),
    ("conv3d_transpose", [1, 2, 1, 2, 1], [2, 2, 1, 1, 1], dict(output_shape=[1, 3, 2, 3, 1], strides=[1, 1, 1, 2, 1], padding="VALID")),
    ("max_pool2d", [1, 5, 4, 2], None, dict(ksize=[1, 3, 2, 1], strides=[1, 2, 2, 1], padding="SAME")),
    ("max_pool2d", [1, 3, 4, 1], None, dict(ksize=[1, 2, 3, 1], strides=[1, 1, 2, 1], padding=[[0, 0], [1, 0], [1, 2], [0, 0]])),
    ("max_pool3d", [1, 3, 4, 3, 1], None, dict(ksize=[1, 2, 2, 2, 1], strides=[1, 2, 1, 2, 1], padding="SAME")),
    ("avg_pool2d", [1, 4, 5, 2], None, dict(ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")),
    ("avg_pool3d", [1, 3, 4, 3, 1], None, dict(ksize=[1, 2, 2, 2, 1], strides=[1, 1, 2, 2, 1], padding="VALID")),
    ("conv1d", [1, 6, 2], [3, 2, 2], dict(strides=[1, 2, 1], padding="SAME")),
    ("conv1d_transpose", [1, 3, 2], [3, 1, 2], dict(output_shape=[1, 5, 1], strides=[1, 2, 1], padding="SAME")),
]


def slopes(value, other, numbers):
    return tf.nn.relu(value) - other * tf.nn.relu(-value)


def cropped(value, other, numbers):
    pairs = np.array(numbers).reshape(-1, 2)
    return tf.slice(value, pairs[:, 0], value.shape - pairs.sum(1))


# What slides no filter: the shapes of its tensors, its numbers, and TensorFlow's way of it.
PLAIN = [
    ("bias_add", [1, 2, 2, 3], [3], [], lambda v, w, n: tf.nn.bias_add(v, w)),
    ("relu", [2, 5], None, [], lambda v, w, n: tf.nn.relu(v)),
    ("relu6", [2, 7], None, [], lambda v, w, n: tf.nn.relu6(2 * v)),
    ("leaky_relu", [2, 5], None, [0.25], lambda v, w, n: tf.nn.leaky_relu(v, n[0])),
    ("prelu", [1, 2, 2, 3], [3], [], slopes),
    ("sigmoid", [2, 6], None, [], lambda v, w, n: tf.nn.sigmoid(v)),
    ("tanh", [2, 6], None, [], lambda v, w, n: tf.nn.tanh(v)),
    ("clip_by_value", [2, 6], None, [-2, 3], lambda v, w, n: tf.clip_by_value(v, n[0], n[1])),
    ("add", [2, 3], [3], [], lambda v, w, n: tf.add(v, w)),
    ("subtract", [2, 3], [2, 1], [], lambda v, w, n: tf.subtract(v, w)),
    ("multiply", [1, 3], [2, 1], [], lambda v, w, n: tf.multiply(v, w)),
    ("maximum", [2, 3], [2, 3], [], lambda v, w, n: tf.maximum(v, w)),
    ("reduce_mean", [1, 2, 4, 2], None, [1, 2], lambda v, w, n: tf.reduce_mean(v, n)),
    ("depth_to_space", [1, 1, 2, 8], None, [2], lambda v, w, n: tf.nn.depth_to_space(v, n[0])),
    ("space_to_depth", [1, 2, 4, 2], None, [2], lambda v, w, n: tf.nn.space_to_depth(v, n[0])),
    ("pad", [2, 3], None, [1, 0, 2, 1], lambda v, w, n: tf.pad(v, np.array(n).reshape(-1, 2), "REFLECT")),
    ("crop", [3, 4], None, [1, 0, 1, 2], cropped),
    ("concat", [2, 2], [2, 1], [1], lambda v, w, n: tf.concat([v, w], n[0])),
    ("resize", [1, 2, 3, 1], None, [3, 5], lambda v, w, n: tf.image.resize(v, n, "bicubic")),
]


def run(name, value, filter, arguments):
    if name == "depthwise_conv2d_transpose":
        return tf.nn.depthwise_conv2d_backprop_input(
            arguments["output_shape"], filter, value, arguments["strides"], arguments["padding"])
    operation = getattr(tf.nn, name)
    if name == "conv1d":  # It takes three strides, but one number is what it has.
        return operation(value, filter, arguments["strides"][1], arguments["padding"])
    call = lambda: operation(value, **arguments) if filter is None else operation(value, filter, **arguments)
    try:
        return call()
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError):
        return tf.function(call, jit_compile=True)()


SWIFT_NAMES = {
    "bias_add": "biasAdd", "leaky_relu": "leakyRelu", "clip_by_value": "clip", "reduce_mean": "mean",
    "depth_to_space": "depthToSpace", "space_to_depth": "spaceToDepth",
}


def main():
    lines = [
        "// Made by make_goldens.py; edit that instead.",
        "",
        f"/// Results of TensorFlow {tf.__version__}.",
        "let tensorFlowGoldens: [TensorFlowGolden] = [",
    ]
    for name, value_shape, filter_shape, arguments in CASES:
        value = numbers(value_shape, 7, 11)
        filter = None if filter_shape is None else numbers(filter_shape, 5, 9)
        result = run(name, value, filter, arguments).numpy()
        lines += [
            "  TensorFlowGolden(",
            f'    operation: "{name}", value: {value_shape}, filter: {filter_shape or "nil"},',
            "    arguments: [",
            *(f'      "{key}": "{text(arguments[key])}",' for key in arguments),
            "    ],",
            f"    shape: {list(result.shape)},",
            "    scalars: [",
        ]
        flat = [f"{number:.8g}" for number in result.reshape(-1)]
        for start in range(0, len(flat), 15):
            lines.append("      " + ", ".join(flat[start:start + 15]) + ",")
        lines += ["    ]),"]
    lines += ["]", "", "/// The same of what slides no filter.", "let plainGoldens: [PlainGolden] = ["]
    for name, value_shape, other_shape, arguments, function in PLAIN:
        other = None if other_shape is None else numbers(other_shape, 5, 9)
        result = function(numbers(value_shape, 7, 11), other, arguments).numpy()
        lines += [
            "  PlainGolden(",
            f"    operation: .{SWIFT_NAMES.get(name, name)}, value: {value_shape},",
            f"    other: {other_shape or 'nil'}, numbers: {arguments}, shape: {list(result.shape)},",
            "    scalars: [",
        ]
        flat = [f"{number:.8g}" for number in result.reshape(-1)]
        for start in range(0, len(flat), 7):
            lines.append("      " + ", ".join(flat[start:start + 7]) + ",")
        lines += ["    ]),"]
    lines += ["]", ""]
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "TensorFlowGoldens.swift"), "w") as file:
        file.write("\n".join(lines))


main()
