#!/usr/bin/env python3
"""Writes TensorFlowGoldens.swift beside itself: results of TensorFlow's operations.

usage: make_goldens.py        (made with TensorFlow 2.21.0 on a CPU)

Value and filter are whole numbers that follow from their positions, so that every result is exact and
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
]


def run(name, value, filter, arguments):
    if name == "depthwise_conv2d_transpose":
        return tf.nn.depthwise_conv2d_backprop_input(
            arguments["output_shape"], filter, value, arguments["strides"], arguments["padding"])
    operation = getattr(tf.nn, name)
    call = lambda: operation(value, **arguments) if filter is None else operation(value, filter, **arguments)
    try:
        return call()
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError):
        return tf.function(call, jit_compile=True)()


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
        flat = [str(int(number)) for number in result.reshape(-1)]
        for start in range(0, len(flat), 15):
            lines.append("      " + ", ".join(flat[start:start + 15]) + ",")
        lines += ["    ]),"]
    lines += ["]", ""]
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "TensorFlowGoldens.swift"), "w") as file:
        file.write("\n".join(lines))


main()
