#!/usr/bin/env python3
"""Writes NCNNGoldens.swift beside itself: results of ncnn for small networks of its layers.

usage: make_ncnn_goldens.py        (made with ncnn 1.0.20261020 on a CPU)

A network is given as the lines of its .param behind the input, and the numbers of weights in its
.bin: "t" before a tag of single-precision numbers, "h" before half-precision ones, "p" where there
is no tag. Weights and pictures are small whole numbers, or eighths, that follow from their places.
"""
import os
import struct
import tempfile
import textwrap

import ncnn
import numpy as np

# Name, channels, height and width of the picture, layers, weights.
NETWORKS = [
    ("convolution", 2, 5, 6, "Convolution c 1 1 in out 0=3 1=3 5=1 6=54", "t54 p3"),
    ("convolution of halves", 2, 5, 6, "Convolution c 1 1 in out 0=3 1=3 5=1 6=54", "h54 p3"),
    ("convolution of odd halves", 1, 5, 6, "Convolution c 1 1 in out 0=1 1=3 6=9", "h9"),
    ("convolution of a table", 1, 5, 6, "Convolution c 1 1 in out 0=1 1=3 5=1 6=9", "q9 p1"),
    ("convolution of raw numbers", 1, 5, 6, "Convolution c 1 1 in out 0=1 1=3 6=9", "r9"),
    ("convolution with pads", 2, 5, 6,
     "Convolution c 1 1 in out 0=3 1=3 11=2 2=2 12=1 3=2 13=1 4=1 15=2 14=0 16=1 6=36", "t36"),
    ("convolution with numbers in its pads", 1, 4, 5,
     "Convolution c 1 1 in out 0=2 1=3 4=1 18=2.5 6=18", "t18"),
    ("convolution with pads as SAME_UPPER", 1, 5, 7,
     "Convolution c 1 1 in out 0=1 1=4 3=2 4=-233 6=16", "t16"),
    ("convolution with pads as SAME_LOWER", 1, 5, 7,
     "Convolution c 1 1 in out 0=1 1=4 3=2 4=-234 6=16", "t16"),
    ("convolution and ReLU", 1, 4, 4, "Convolution c 1 1 in out 0=2 1=3 6=18 9=1", "t18"),
    ("convolution and leaky ReLU", 1, 4, 4,
     "Convolution c 1 1 in out 0=2 1=3 6=18 9=2 -23310=1,1.250000e-01", "t18"),
    ("convolution and clip", 1, 4, 4,
     "Convolution c 1 1 in out 0=2 1=3 6=18 9=3 -23310=2,-1.000000,3.000000", "t18"),
    ("convolution and sigmoid", 1, 4, 4, "Convolution c 1 1 in out 0=2 1=3 6=18 9=4", "t18"),
    ("convolution and mish", 1, 4, 4, "Convolution c 1 1 in out 0=2 1=3 6=18 9=5", "t18"),
    ("convolution and hard swish", 1, 4, 4,
     "Convolution c 1 1 in out 0=2 1=3 6=18 9=6 10=0.166667,0.5", "t18"),
    ("depthwise convolution", 3, 4, 5,
     "ConvolutionDepthWise c 1 1 in out 0=3 1=3 4=1 5=1 6=27 7=3", "h27 p3"),
    ("grouped convolution", 4, 4, 5,
     "ConvolutionDepthWise c 1 1 in out 0=6 1=3 5=1 6=108 7=2", "t108 p6"),
    ("deconvolution", 2, 3, 4, "Deconvolution c 1 1 in out 0=3 1=4 3=2 4=3 5=1 6=96", "t96 p3"),
    ("deconvolution with pads", 2, 3, 4,
     "Deconvolution c 1 1 in out 0=2 1=3 11=4 2=1 12=2 3=2 13=3 4=1 15=0 14=2 16=1 18=1 19=2 6=48",
     "t48"),
    ("deconvolution to a size", 1, 3, 4,
     "Deconvolution c 1 1 in out 0=1 1=3 3=2 4=-233 20=8 21=6 6=9", "t9"),
    ("deconvolution to a size, odd before", 1, 3, 4,
     "Deconvolution c 1 1 in out 0=1 1=3 3=2 4=-234 20=8 21=6 6=9", "t9"),
    ("grouped deconvolution", 4, 3, 3,
     "DeconvolutionDepthWise c 1 1 in out 0=6 1=3 3=2 4=1 5=1 6=108 7=2", "t108 p6"),
    ("depthwise deconvolution", 3, 3, 3,
     "DeconvolutionDepthWise c 1 1 in out 0=3 1=2 3=2 6=12 7=3 9=1", "t12"),
    ("ReLU", 2, 3, 4, "ReLU a 1 1 in out", ""),
    ("leaky ReLU", 2, 3, 4, "ReLU a 1 1 in out 0=0.25", ""),
    ("PReLU", 2, 3, 4, "PReLU a 1 1 in out 0=2", "p2"),
    ("PReLU of one slope", 2, 3, 4, "PReLU a 1 1 in out 0=1", "p1"),
    ("clip", 2, 3, 4, "Clip a 1 1 in out 0=-1.5 1=2", ""),
    ("sigmoid", 2, 3, 4, "Sigmoid a 1 1 in out", ""),
    ("tanh", 2, 3, 4, "TanH a 1 1 in out", ""),
    ("hard sigmoid", 2, 3, 4, "HardSigmoid a 1 1 in out 0=0.125 1=0.5", ""),
    ("hard swish", 2, 3, 4, "HardSwish a 1 1 in out", ""),
    ("swish", 2, 3, 4, "Swish a 1 1 in out", ""),
    ("dropout", 2, 3, 4, "Dropout a 1 1 in out 0=0.5", ""),
    ("batch normalisation", 2, 3, 4, "BatchNorm a 1 1 in out 0=2 1=0.001", "p2 p2 P2 p2"),
    ("scale", 2, 3, 4, "Scale a 1 1 in out 0=2 1=1", "p2 p2"),
    ("bias", 2, 3, 4, "Bias a 1 1 in out 0=2", "p2"),
    ("absolute", 2, 3, 4, "UnaryOp a 1 1 in out 0=0", ""),
    ("negated", 2, 3, 4, "UnaryOp a 1 1 in out 0=1", ""),
    ("square", 2, 3, 4, "UnaryOp a 1 1 in out 0=4", ""),
    ("exponential", 2, 3, 4, "UnaryOp a 1 1 in out 0=7", ""),
] + [
    (f"{name} of a number", 2, 3, 4, f"BinaryOp b 1 1 in out 0={kind} 1=1 2=2.5", "")
    for name, kind in [("sum", 0), ("difference", 1), ("product", 2), ("quotient", 3), ("maximum", 4),
                       ("minimum", 5), ("difference from", 7)]
] + [
    ("power of a map", 2, 3, 4, "Clip c 1 1 in a 0=0.5\nBinaryOp b 1 1 a out 0=6 1=1 2=1.5", ""),
    ("number by a map", 1, 3, 4, "Clip c 1 1 in a 0=1\nBinaryOp b 1 1 a out 0=8 1=1 2=3.0", ""),
] + [
    (f"{name} of maps", 2, 3, 4,
     f"Split s 1 2 in a b\nReLU r 1 1 a c 0=0.5\nBinaryOp b 2 1 {order} out 0={kind}", "")
    for name, kind, order in [("sum", 0, "b c"), ("difference", 1, "b c"), ("product", 2, "b c"),
                              ("maximum", 4, "b c"), ("minimum", 5, "b c"),
                              ("swapped difference", 7, "b c")]
] + [
    ("difference of numbers a channel", 3, 2, 3,
     "MemoryData m 0 1 d 0=1 1=1 2=3\nBinaryOp b 2 1 in d out 0=1", "p3"),
    ("numbers a channel less a map", 3, 2, 4,
     "MemoryData m 0 1 d 0=3\nBinaryOp b 2 1 d in out 0=1", "p3"),
    ("one channel times numbers", 1, 2, 3,
     "MemoryData m 0 1 d 0=1 1=1 2=3\nBinaryOp b 2 1 in d out 0=2", "p3"),
    ("numbers in two axes", 3, 2, 4, "MemoryData m 0 1 d 0=1 1=3\nBinaryOp b 2 1 in d out 0=0", "p3"),
    ("map by a map of one channel", 3, 3, 4,
     "Split s 1 2 in a b\nConvolution c 1 1 a d 0=1 1=1 6=3\nBinaryOp b 2 1 b d out 0=2", "t3"),
    ("sum with factors", 2, 3, 4,
     "Split s 1 3 in a b c\nReLU r 1 1 a d\nEltwise e 3 1 d b c out 0=1 -23301=3,0.5,1.0,-2.0", ""),
    ("product of all", 2, 3, 4, "Split s 1 3 in a b c\nReLU r 1 1 a d\nEltwise e 3 1 d b c out 0=0", ""),
    ("maximum of all", 2, 3, 4, "Split s 1 2 in a b\nReLU r 1 1 a d 0=-0.5\nEltwise e 2 1 d b out 0=2", ""),
    ("concatenation", 2, 3, 4, "Split s 1 2 in a b\nReLU r 1 1 a c\nConcat j 2 1 b c out 0=0", ""),
    ("slices of sizes", 5, 2, 3,
     "Slice s 1 3 in a b c -23300=3,1,-233,-233 1=0\nConcat j 3 1 c b a out", ""),
    ("slices at places", 5, 2, 3, "Slice s 1 2 in a b -23302=1,-3 1=-3\nConcat j 2 1 b a out", ""),
    ("slices of rows", 2, 4, 3, "Slice s 1 2 in a b -23300=2,2,2 1=1\nBinaryOp j 2 1 b a out 0=1", ""),
    ("crop by begin and end", 3, 6, 7,
     "Crop c 1 1 in out -23309=3,1,2,-6 -23310=3,3,-1,-233 -23311=3,0,1,2", ""),
    ("crop of some axes", 2, 6, 7, "Crop c 1 1 in out 9=1,2 10=-1,-2 11=-2,-1", ""),
    ("crop by offsets and sizes", 3, 6, 7, "Crop c 1 1 in out 0=1 1=2 2=1 3=4 4=-233 5=1 7=1", ""),
    ("crop as another map", 2, 6, 7,
     "Split s 1 2 in a b\nPooling p 1 1 a c 1=2 2=2\nSplit t 1 2 c f g\n"
     "Crop d 2 1 b f e 0=2 1=1\nBinaryOp j 2 1 g e out", ""),
    ("pads of a number", 2, 3, 4, "Padding p 1 1 in out 0=1 1=2 2=0 3=1 4=0 5=1.5", ""),
    ("pads of edges", 2, 3, 4, "Padding p 1 1 in out 0=1 1=2 2=3 3=1 4=1", ""),
    ("pads that mirror", 2, 3, 4, "Padding p 1 1 in out 0=1 1=2 2=3 3=1 4=2", ""),
    ("pixel shuffle", 8, 2, 3, "PixelShuffle p 1 1 in out 0=2", ""),
    ("pixel shuffle, block first", 8, 2, 3, "PixelShuffle p 1 1 in out 0=2 1=1", ""),
    ("pixels to channels", 2, 4, 6, "Reorg p 1 1 in out 0=2", ""),
    ("pixels to channels, block first", 2, 4, 6, "Reorg p 1 1 in out 0=2 1=1", ""),
    ("channels shuffled", 6, 2, 3, "ShuffleChannel s 1 1 in out 0=2", ""),
    ("channels shuffled back", 6, 2, 3, "ShuffleChannel s 1 1 in out 0=2 1=1", ""),
] + [
    (f"{name} by {tall} and {wide}", 2, 4, 5, f"Interp i 1 1 in out 0={kind} 1={tall} 2={wide}", "")
    for kind, name in [(1, "nearest"), (2, "bilinear"), (3, "bicubic")]
    for tall, wide in [(2.0, 2.0), (1.5, 3.0), (0.5, 0.75)]
] + [
    (f"{name} to a size", 2, 4, 5, f"Interp i 1 1 in out 0={kind} 3=7 4=8 6={aligned}", "")
    for kind, name, aligned in [(1, "nearest", 0), (2, "bilinear", 0), (3, "bicubic", 0),
                                (2, "aligned bilinear", 1), (3, "aligned bicubic", 1)]
] + [
    (f"{name} pool, pads {mode}", 2, 5, 6, f"Pooling p 1 1 in out 0={kind} 1=3 11=2 2=2 {pads} 5={mode}", "")
    for kind, name in [(0, "maximum"), (1, "mean")]
    for mode, pads in [(0, "3=1 13=0"), (1, "3=1 14=0 13=1"), (2, ""), (3, "")]
] + [
    ("squeeze and excite", 4, 3, 5,
     "Split s 1 2 in a b\nPooling p 1 1 b c 0=1 4=1\nInnerProduct f 1 1 c d 0=2 1=1 2=8 9=1\n"
     "InnerProduct g 1 1 d e 0=4 1=1 2=8 9=4\nBinaryOp m 2 1 a e out 0=2", "t8 p2 h8 p4"),
    ("squeeze and excite by scales", 4, 3, 5,
     "Split s 1 2 in a b\nPooling p 1 1 b c 0=1 4=1\nInnerProduct f 1 1 c e 0=4 1=1 2=16 9=4\n"
     "Scale m 2 1 a e out 0=-233", "t16 p4"),
    ("mean as a reduction", 4, 3, 5,
     "Split s 1 2 in a b\nReduction r 1 1 b c 0=3 1=0 -23303=2,1,2 4=1 5=1\n"
     "BinaryOp m 2 1 a c out 0=1", ""),
    ("mean to one pixel", 4, 3, 5,
     "Split s 1 2 in a b\nPooling p 1 1 b c 0=1 7=1 8=1\nBinaryOp m 2 1 c a out 0=1", ""),
    ("mean pool that counts pads", 2, 5, 6, "Pooling p 1 1 in out 0=1 1=3 2=2 3=1 5=1 6=1", ""),
]


def numbers(count, positive=False):
    flat = np.arange(count) * 7 % 11
    return (flat / 8 + 0.5 if positive else flat - 5).astype("<f4")


def weights(plan):
    data = b""
    for part in plan.split():
        kind, count = part[0], int(part[1:])
        values = numbers(count, kind == "P")
        if kind == "q":
            data += struct.pack("<I", 7) + numbers(256).tobytes()
            data += bytes(range(count)) + b"\0" * (-count % 4)
        elif kind == "h":
            data += struct.pack("<I", 0x01306B47) + values.astype("<f2").tobytes()
            data += b"\0" * (-2 * count % 4)
        else:
            data += {"t": struct.pack("<I", 0), "r": struct.pack("<I", 0x0002C056)}.get(kind, b"")
            data += values.tobytes()
    return data


def run(channels, height, width, layers, plan):
    lines = [f"Input input 0 1 in 0={width} 1={height} 2={channels}"] + layers.split("\n")
    blobs = sum(int(line.split()[3]) for line in lines)
    text = f"7767517\n{len(lines)} {blobs}\n" + "\n".join(lines) + "\n"
    # The matrix refers to the array, which has to outlive it.
    array = numbers(channels * height * width).reshape(channels, height, width)
    picture = ncnn.Mat(array).clone()
    net = ncnn.Net()
    net.opt.use_fp16_packed = net.opt.use_fp16_storage = net.opt.use_fp16_arithmetic = False
    net.opt.use_winograd_convolution = net.opt.use_sgemm_convolution = False
    net.opt.use_packing_layout = False
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net")
        open(path + ".param", "w").write(text)
        open(path + ".bin", "wb").write(weights(plan))
        assert net.load_param(path + ".param") == 0 and net.load_model(path + ".bin") == 0, text
    extractor = net.create_extractor()
    extractor.input("in", picture)
    status, output = extractor.extract("out")
    assert status == 0, text
    return np.array(output)


def swift(network):
    name, channels, height, width, layers, plan = network
    output = run(*network[1:])
    assert output.ndim == 3, (name, output.shape)
    lines = "".join(f"      {line}\n" for line in layers.split("\n"))
    values = ", ".join(f"{value:.7g}" for value in output.flatten())
    rows = textwrap.fill(values, 96, initial_indent="      ", subsequent_indent="      ")
    return (
        f'  NCNNGolden(\n    name: "{name}", picture: [{channels}, {height}, {width}],\n'
        f'    layers: """\n{lines}      """,\n'
        f'    weights: "{plan}", shape: {list(output.shape)},\n    values: [\n{rows},\n    ]),\n')


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "NCNNGoldens.swift"), "w") as file:
    file.write("// Made by make_ncnn_goldens.py; edit that instead.\n\n")
    file.write("let ncnnGoldens: [NCNNGolden] = [\n")
    file.writelines(swift(network) for network in NETWORKS)
    file.write("]\n")
