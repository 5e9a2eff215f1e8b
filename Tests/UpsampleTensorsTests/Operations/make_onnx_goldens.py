#!/usr/bin/env python3
"""Writes ONNXGoldens.swift beside itself: results of onnxruntime's Resize and AveragePool.

usage: make_onnx_goldens.py        (made with onnxruntime 1.32.0 and PyTorch 2.15.0 on a CPU)

Values are whole numbers that follow from their positions, in channels-first order. What PyTorch has
too is compared with it here.
"""
import os

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto, helper

RESIZES = [
    ([1, 1, 4, 5], "linear", "half_pixel_symmetric", dict(scales=[1.4, 0.75])),
    ([1, 2, 3, 4], "cubic", "half_pixel_symmetric", dict(scales=[1.9, 2.6])),
    ([1, 1, 7, 6], "nearest", "half_pixel_symmetric", dict(scales=[0.7, 1.45])),
    ([1, 1, 4, 5], "linear", "half_pixel", dict(scales=[1.4, 0.75])),
    ([1, 1, 5, 3], "cubic", "asymmetric", dict(scales=[0.65, 2.3])),
    ([1, 1, 4, 5], "linear", "half_pixel_symmetric", dict(sizes=[7, 3])),
    ([1, 2, 4, 5], "linear", "tf_crop_and_resize", dict(sizes=[3, 6], roi=[[0.1, 0.9], [0.25, 0.75]])),
    ([1, 1, 4, 5], "linear", "tf_crop_and_resize", dict(sizes=[5, 4], roi=[[-0.5, 1.25], [0.9, 0.1]], extrapolation=7.5)),
    ([1, 1, 4, 5], "cubic", "tf_crop_and_resize", dict(sizes=[5, 4], roi=[[-0.2, 1.0], [0.2, 1.3]], extrapolation=-3.0)),
    ([1, 1, 5, 5], "nearest", "tf_crop_and_resize", dict(sizes=[4, 1], roi=[[0.0, 1.1], [0.3, 0.8]], extrapolation=10.0)),
]
POOLS = [
    ([1, 1, 4, 5], dict(kernel_shape=[3, 2], strides=[2, 1], pads=[1, 1, 1, 0])),
    ([1, 2, 5, 4], dict(kernel_shape=[2, 3], strides=[1, 2], pads=[0, 2, 1, 1])),
    ([1, 1, 6, 5], dict(kernel_shape=[2, 2], strides=[1, 2], pads=[1, 1, 1, 1], dilations=[2, 3])),
    ([1, 1, 5, 4], dict(kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_UPPER")),
    ([1, 1, 3, 4, 3], dict(kernel_shape=[2, 3, 2], strides=[1, 2, 1], pads=[1, 1, 0, 0, 1, 1])),
]


def numbers(shape):
    flat = np.arange(int(np.prod(shape))) * 7 % 11 - 5
    return flat.reshape(shape).astype(np.float32)


def run(node, inputs, rank):
    graph = helper.make_graph(
        [node], "golden", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None] * rank)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * rank)],
        [helper.make_tensor(name, kind, [len(data)], data) for name, kind, data in inputs[1:]])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)])
    model.ir_version = 9
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": inputs[0]})[0]


def resize(shape, mode, coordinates, arguments):
    region = arguments.get("roi")
    inputs = [numbers(shape)]
    names = ["x", "", "", ""]
    if region:
        whole = [[0.0, 1.0]] * 2 + region
        inputs.append(("roi", TensorProto.FLOAT, [pair[0] for pair in whole] + [pair[1] for pair in whole]))
        names[1] = "roi"
    if "scales" in arguments:
        inputs.append(("scales", TensorProto.FLOAT, [1.0, 1.0] + arguments["scales"]))
        names[2] = "scales"
    else:
        inputs.append(("sizes", TensorProto.INT64, shape[:2] + arguments["sizes"]))
        names[3] = "sizes"
    node = helper.make_node(
        "Resize", names, ["y"], mode=mode, coordinate_transformation_mode=coordinates,
        extrapolation_value=arguments.get("extrapolation", 0.0))
    return run(node, inputs, len(shape))


def pool(shape, arguments):
    node = helper.make_node("AveragePool", ["x"], ["y"], count_include_pad=1, **arguments)
    result = run(node, [numbers(shape)], len(shape))
    pads = arguments.get("pads", [])
    rank = len(pads) // 2
    if pads and pads[:rank] == pads[rank:] and "dilations" not in arguments:
        function = getattr(torch.nn.functional, f"avg_pool{rank}d")
        other = function(
            torch.tensor(numbers(shape)), arguments["kernel_shape"], arguments["strides"], pads[:rank],
            count_include_pad=True)
        assert np.allclose(result, other.numpy(), atol=1e-6), arguments
    return result


def scalars(result):
    flat = [f"{number:.7g}" for number in result.reshape(-1)]
    lines = ["    scalars: ["]
    for start in range(0, len(flat), 8):
        lines.append("      " + ", ".join(flat[start:start + 8]) + ",")
    return [f"    shape: {list(result.shape)},"] + lines + ["    ]),"]


def swift(value):
    return "nil" if value is None else str(value)


def main():
    lines = [
        "// Made by make_onnx_goldens.py; edit that instead.",
        "",
        f"/// Results of onnxruntime {onnxruntime.__version__}.",
        "let resizeGoldens: [ResizeGolden] = [",
    ]
    for shape, mode, coordinates, arguments in RESIZES:
        lines += [
            "  ResizeGolden(",
            f'    value: {shape}, method: "{mode}", coordinates: "{coordinates}",',
            f"    size: {swift(arguments.get('sizes'))}, scales: {swift(arguments.get('scales'))},",
            f"    region: {swift(arguments.get('roi'))},",
            f"    extrapolation: {arguments.get('extrapolation', 0.0)},",
        ] + scalars(resize(shape, mode, coordinates, arguments))
    lines += ["]", "", "/// The same of its means that count the padding.", "let paddedMeanGoldens: [PaddedMeanGolden] = ["]
    for shape, arguments in POOLS:
        pads, rank = arguments.get("pads"), len(shape) - 2
        pairs = [[0, 0], [0, 0]] + [[pads[axis], pads[axis + rank]] for axis in range(rank)] if pads else None
        lines += [
            "  PaddedMeanGolden(",
            f"    value: {shape}, ksize: {arguments['kernel_shape']},",
            f"    strides: {arguments['strides']}, pads: {swift(pairs)},",
            f"    dilations: {arguments.get('dilations', [1] * rank)},",
        ] + scalars(pool(shape, arguments))
    lines += ["]", ""]
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "ONNXGoldens.swift"), "w") as file:
        file.write("\n".join(lines))


main()
