#!/usr/bin/env python3
"""Writes Goldens/NAME.onnx and NAME.npy beside itself: small networks and what they make.

usage: make_goldens.py [NAME ...]

Made with PyTorch 2.13.0 and its two exporters, onnx 1.23.2, onnxscript 0.7.2 and onnxruntime 1.32.0
on a CPU. Pictures are numbers that follow from their places, as in GoldenNetworksTests.swift. What
PyTorch has is evaluated in 64 bits; operators written by hand by onnxruntime.
"""
import io
import os
import sys
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

warnings.filterwarnings("ignore")
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Goldens")


def picture(channels, height, width):
    count = channels * height * width
    places = np.arange(count, dtype=np.int64)
    flat = (places * 7919 + places // 7 * 104729) % 1021 / 1024.0 - 0.25
    return flat.astype(np.float32).reshape(1, channels, height, width)


# Networks of PyTorch: name: (network, channels, height, width, ways of exporting).
ALL = ("s9", "s11", "s13", "s17", "d18")


class Function(nn.Module):
    """A network that is written as a function of its picture and its layers."""

    def __init__(self, function, **layers):
        super().__init__()
        self.function = function
        for name, layer in layers.items():
            setattr(self, name, layer)

    def forward(self, x):
        return self.function(self, x)


def conv(a, b, k=3, **arguments):
    arguments.setdefault("padding", k // 2)
    return nn.Conv2d(a, b, k, **arguments)


def prelu(channels):
    layer = nn.PReLU(channels)
    nn.init.uniform_(layer.weight, 0.05, 0.4)
    return layer


def fsrcnn(tail):
    return nn.Sequential(conv(1, 6, 5), prelu(6), conv(6, 4, 1), prelu(4), conv(4, 4), prelu(4), conv(4, 6, 1),
                         prelu(6), *tail)


def batch_norm(channels):
    layer = nn.BatchNorm2d(channels)
    nn.init.uniform_(layer.weight, 0.5, 1.5)
    nn.init.uniform_(layer.bias, -0.5, 0.5)
    nn.init.uniform_(layer.running_mean, -0.5, 0.5)
    nn.init.uniform_(layer.running_var, 0.2, 2)
    return layer


def rfdn(m, x):
    a, b = torch.split(F.leaky_relu(m.head(x), 0.05), [2, 4], dim=1)
    c = F.leaky_relu(m.first(b) + b, 0.05)
    d, e = c.chunk(2, dim=1)
    joined = m.fuse(torch.cat([a, d, e], dim=1))
    return F.pixel_shuffle(m.tail(joined + m.head(x)), 2)


def unet(m, x):
    a = F.relu(m.one(x))
    b = F.relu(m.two(F.max_pool2d(a, 2)))
    c = F.relu(m.three(b))
    d = torch.cat([m.up(c), a], dim=1)
    return m.last(d) + x


def cunet(m, x):
    a = F.leaky_relu(m.one(x), 0.1)
    b = F.leaky_relu(m.two(F.leaky_relu(m.down(a), 0.1)), 0.1)
    return m.last(F.leaky_relu(m.up(b), 0.1) + F.pad(a, (-2, -2, -2, -2)))


def multiples(m, x):
    height, width = x.shape[2], x.shape[3]
    padded = F.pad(x, (0, (4 - width % 4) % 4, 0, (4 - height % 4) % 4), mode="reflect")
    a = F.relu(m.one(F.pixel_unshuffle(padded, 2)))
    return F.pixel_shuffle(m.two(a), 4)[:, :, : 2 * height, : 2 * width]


def span(m, x):
    a = m.one(x)
    b = F.silu(m.two(a))
    gate = torch.sigmoid(m.three(b)) - 0.5
    return F.pixel_shuffle(m.tail((m.three(b) + a) * gate), 2)


def rrdb(m, x):
    a = m.head(x)
    b = F.leaky_relu(m.one(a), 0.2)
    c = F.leaky_relu(m.two(torch.cat((a, b), 1)), 0.2)
    d = m.three(torch.cat((a, b, c), 1)) * 0.2 + a
    e = F.leaky_relu(m.up(F.interpolate(d, scale_factor=2, mode="nearest")), 0.2)
    return m.last(F.interpolate(e, scale_factor=2, mode="nearest"))


def edsr(m, x):
    shift = torch.tensor([0.4488, 0.4371, 0.4040], dtype=x.dtype).view(1, 3, 1, 1)
    a = m.head((x - shift) * 255)
    b = a + m.two(F.relu(m.one(a))) * 0.1
    return F.pixel_shuffle(m.tail(b), 2) / 255 + shift


def esa(m, x):
    a = m.one(x)
    b = m.two(F.max_pool2d(m.down(a), kernel_size=3, stride=2))
    c = F.interpolate(b, (x.size(2), x.size(3)), mode="bilinear", align_corners=False)
    return x * torch.sigmoid(m.three(c + a))


def cugan(m, x):
    h, w = x.shape[2], x.shape[3]
    high, wide = ((h - 1) // 2 + 1) * 2, ((w - 1) // 2 + 1) * 2
    x = F.pad(x, (4, 4 + wide - w, 4, 4 + high - h), "reflect")
    a = F.leaky_relu(m.one(x), 0.1)
    b = F.leaky_relu(m.down(a), 0.1)
    c = F.leaky_relu(m.up(b), 0.1)
    d = m.last(F.pad(a, (-1, -1, -1, -1)) + F.pad(c, (-1, -1, -1, -1)))
    return d[:, :, 2 : 2 + h * 2, 2 : 2 + w * 2] if wide != w or high != h else d[:, :, 2:-2, 2:-2]


def anchors(m, x):
    a = m.one(x) + torch.repeat_interleave(x, 4, dim=1)
    b = m.two(torch.cat([x] * 4, dim=1)) + x.repeat(1, 4, 1, 1)
    return F.pixel_shuffle(a + b, 2)


def chunks(m, x):
    n, c, h, w = x.shape
    a, b, d = m.one(x).view(n, 3, 2, h, w).unbind(1)
    e = m.one(x).view(n, 3, 2, h, w)[:, 1]
    return torch.cat([b * d, a - e], 1)


def squeezed(m, x):
    a = F.relu(m.one(x))
    gate = torch.sigmoid(m.three(F.relu(m.two(F.adaptive_avg_pool2d(a, 1)))))
    b = a * gate + a.mean((2, 3), keepdim=True)
    return F.pixel_shuffle(m.four(b + a.mean((2, 3)).view(1, 4, 1, 1).expand(1, 4, x.shape[2], x.shape[3])), 2)


def curves(m, x):
    a = F.mish(x * 4) + F.softplus(x) + F.gelu(x * 3) + torch.exp(x)
    return a + torch.log(x + 1) * torch.erf(x) - torch.abs(x)


def shuffle(m, x):
    a = F.relu(m.one(x))
    n, c, h, w = a.shape
    return m.two(a.view(n, 3, c // 3, h, w).transpose(1, 2).reshape(n, c, h, w))


def arithmetic(m, x):
    a = 1 - x
    b = 2 / (x + 1.5)
    c = (x + 1) ** 2 + torch.sqrt(x + 0.5) + (x + 0.75) ** 1.5
    d = torch.maximum(a, b) - torch.minimum(c, a) + torch.abs(x)
    e = torch.clamp(d, min=-0.3) * torch.clamp(b, max=1.1) + torch.clamp(c, -0.2, 0.9)
    return e / (2 + x[:, 0:1]) - torch.mean(x, dim=1, keepdim=True)


def parts(m, x):
    a = x[:, [2, 0, 1]] + x.flip(1)
    b = a[:, 1:3, 1:-1, 2:]
    return m.one(b)[:, :, ::2, 1::3]


def activations(m, x):
    a = torch.tanh(m.one(x))
    b = F.hardswish(a * 4) + F.hardsigmoid(a * 3) + F.relu6(a * 8)
    return b + m.slope(a)


def pools(m, x):
    a = F.max_pool2d(x, 3, 2, padding=1)
    b = F.avg_pool2d(x, 3, 2, padding=1)
    c = F.avg_pool2d(x, 3, 2, padding=1, count_include_pad=False)
    d = F.max_pool2d(x, 2, 2, ceil_mode=True)
    return torch.cat([a, b, c, d], 1)


def resizes(**arguments):
    return lambda m, x: m.one(F.interpolate(x, **arguments))


def pads(mode):
    return lambda m, x: m.one(F.pad(x, (1, 2, 3, 0), mode=mode))


def grouped():
    return nn.Sequential(
        conv(3, 6), nn.ReLU(), conv(6, 6, groups=6), conv(6, 6, groups=2, dilation=2, padding=2),
        nn.Conv2d(6, 4, (1, 5), padding=(0, 2)), nn.Conv2d(4, 4, (3, 1), stride=(2, 1)), conv(4, 2, 1, bias=False))


def deconvolutions():
    return nn.Sequential(
        nn.ConvTranspose2d(3, 6, 5, 3, 2, 2, groups=3), nn.LeakyReLU(0.1),
        nn.ConvTranspose2d(6, 4, (3, 2), (1, 2), (1, 0), groups=2, dilation=(2, 1)), nn.ReLU(),
        nn.ConvTranspose2d(4, 2, 2, 2, bias=False))


def excite(m, x):
    a = F.relu(m.one(x))
    b = a * torch.sigmoid(m.three(F.relu(m.two(F.adaptive_avg_pool2d(a, 1)))))
    c = m.four(b)
    d = c * torch.sigmoid(c.mean((2, 3), keepdim=True)) - c.mean((2, 3)).reshape(1, 4, 1, 1)
    return m.last(d + b)


def dense(m, x):
    """Squeeze-and-excitation by matrices, in four spellings."""
    a = F.relu(m.one(x))
    b = torch.sigmoid(m.up(F.relu(m.down(a.mean((2, 3))))))[:, :, None, None]
    c = F.hardsigmoid(m.up(F.relu(m.down(F.adaptive_avg_pool2d(a, 1).flatten(1)))))
    d = m.down(F.adaptive_avg_pool2d(a, 1).view(a.size(0), -1)) @ m.own + 0.5
    e = m.up(a.mean((2, 3), keepdim=True).squeeze(-1).squeeze(-1)[:, :2].clamp(min=0.1))
    f = a * b + a * c.reshape(1, -1, 1, 1) + a * d.unsqueeze(2).unsqueeze(3)
    return m.two(f - e.view(a.size(0), 4, 1, 1).expand_as(a)) + m.pixels(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def channel_statistics(m, x):
    a = m.one(x)
    b = torch.cat([a.amax(1, keepdim=True), a.mean(1, keepdim=True), a.amin(1, keepdim=True)], 1)
    c = a / (a.norm(dim=1, keepdim=True) + 0.1) + a.sum((2, 3), keepdim=True) / 50 - a.mean()
    return m.two(torch.cat([torch.maximum(a, m.least) * c, torch.minimum(a, m.least)], 1)) * m.three(b)


def written(m, x):
    """What exporters write down of a fixed size."""
    height, width = x.shape[2], x.shape[3]
    a = F.relu(m.one(F.pixel_unshuffle(x, 2)))
    b = F.interpolate(m.down(a), size=(height // 2, width // 2), mode="nearest")
    c = F.avg_pool2d(a, a.shape[2:]).expand(1, 6, height // 2, width // 2)
    d = F.pixel_shuffle(m.two((b + a) * c), 4)[:, :, 1:-1, 2 : 2 * width - 1]
    n, k, h, w = d.shape
    e = d.reshape(n, 3, k // 3, h * w).permute(0, 2, 1, 3).reshape(n, k, h, w)
    return m.three(F.pad(e, (0, 0, 0, 0)))


def networks():
    torch.manual_seed(17)
    yield "fsrcnn", fsrcnn([nn.ConvTranspose2d(6, 1, 9, 2, 4, 1)]), 1, 9, 7, ALL
    yield "fsrcnn_shuffle", fsrcnn([conv(6, 4), nn.PixelShuffle(2)]), 1, 9, 7, ALL
    yield "espcn", nn.Sequential(conv(3, 4, 5), nn.Tanh(), conv(4, 27), nn.PixelShuffle(3)), 3, 6, 7, ("s9", "d18")
    yield "srcnn", Function(
        lambda m, x: m.two(F.relu(m.one(F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False)))),
        one=conv(1, 6, 9), two=conv(6, 1, 5)), 1, 9, 8, ("s11", "s17", "d18")
    yield "vdsr", Function(
        lambda m, x: F.interpolate(x, scale_factor=2) + m.two(F.relu(m.one(F.interpolate(x, scale_factor=2)))),
        one=conv(1, 5), two=conv(5, 1)), 1, 8, 9, ("s9", "s11", "d18")
    yield "edsr", Function(edsr, head=conv(3, 6), one=conv(6, 6), two=conv(6, 6), tail=conv(6, 12)), 3, 7, 6, (
        "s13", "d18")
    yield "rfdn", Function(rfdn, head=conv(3, 6), first=conv(4, 4), fuse=conv(6, 6, 1), tail=conv(6, 12)), 3, 7, 6, (
        "s11", "s13", "d18")
    yield "unet", Function(
        unet, one=conv(2, 4), two=conv(4, 6), three=conv(6, 6), up=nn.ConvTranspose2d(6, 4, 2, 2),
        last=conv(8, 2)), 2, 8, 12, ("s11", "d18")
    yield "cunet", Function(
        cunet, one=conv(3, 4, padding=0), down=nn.Conv2d(4, 6, 2, 2), two=conv(6, 6, padding=0),
        up=nn.ConvTranspose2d(6, 4, 2, 2), last=nn.ConvTranspose2d(4, 3, 4, 2, 3)), 3, 14, 12, ("s9", "s13", "d18")
    yield "upconv", nn.Sequential(
        conv(3, 4, padding=0), nn.LeakyReLU(0.1), conv(4, 6, padding=0), nn.LeakyReLU(0.1),
        nn.ConvTranspose2d(6, 3, 4, 2, 3)), 3, 9, 8, ("s11",)
    yield "multiples", Function(multiples, one=conv(12, 6), two=conv(6, 48)), 3, 9, 10, ("s11", "s17", "d18")
    yield "span", Function(span, one=conv(3, 6), two=conv(6, 6), three=conv(6, 6), tail=conv(6, 12)), 3, 7, 6, (
        "s13", "d18")
    yield "rrdb", Function(
        rrdb, head=conv(3, 6), one=conv(6, 4), two=conv(10, 4), three=conv(14, 6), up=conv(6, 6),
        last=conv(6, 3)), 3, 5, 6, ("s9", "s13", "d18")
    yield "shuffle", Function(shuffle, one=conv(2, 6), two=conv(6, 2)), 2, 6, 7, ("s9", "s17", "d18")
    yield "esa", Function(esa, one=conv(3, 3, 1), down=nn.Conv2d(3, 3, 3, 2), two=conv(3, 3),
                          three=conv(3, 3, 1)), 3, 13, 15, ("s11", "s13", "d18")
    yield "cugan", Function(
        cugan, one=conv(3, 4, padding=0), down=nn.Conv2d(4, 4, 2, 2), up=nn.ConvTranspose2d(4, 4, 2, 2),
        last=nn.ConvTranspose2d(4, 3, 4, 2, 3)), 3, 9, 11, ("s11", "s13", "d18")
    yield "anchors", Function(anchors, one=conv(2, 8), two=conv(8, 8)), 2, 6, 5, ("s11", "s13", "d18")
    yield "chunks", Function(chunks, one=conv(2, 6)), 2, 6, 5, ("s11", "s13", "d18")
    yield "wdsr", nn.Sequential(
        torch.nn.utils.weight_norm(conv(3, 8)), nn.ReLU(), torch.nn.utils.parametrizations.weight_norm(conv(8, 12)),
        nn.PixelShuffle(2)), 3, 6, 5, ("s13", "d18")
    yield "tile", nn.Sequential(nn.UpsamplingNearest2d(scale_factor=2), nn.ReflectionPad2d(2), nn.ZeroPad2d(1),
                                conv(2, 2, padding_mode="replicate"), nn.UpsamplingBilinear2d(scale_factor=2)), 2, 5, 4, (
        "s11", "d18")
    yield "squeezed", Function(squeezed, one=conv(3, 4), two=conv(4, 2, 1), three=conv(2, 4, 1),
                               four=conv(4, 12)), 3, 7, 6, ("s11", "s17", "d18")
    yield "curves", Function(curves), 2, 5, 6, ("s13", "d18", "d20")
    yield "chosen", Function(lambda m, x: torch.where(x < x[:, :1] + 0.1, x * 2, 0.25) + torch.where(
        0.3 >= x, torch.tensor(0.5, dtype=x.dtype), x)), 2, 5, 6, ("s13", "d18")
    yield "arithmetic", Function(arithmetic), 3, 6, 7, ("s13", "d18")
    yield "parts", Function(parts, one=conv(2, 3)), 3, 11, 12, ("s11", "s13", "d18")
    yield "activations", Function(activations, one=conv(3, 4), slope=nn.PReLU(1)), 3, 6, 7, ("s9", "s17", "d18")
    yield "pools", Function(pools), 2, 9, 11, ("s11", "d18")
    yield "grouped", grouped(), 3, 12, 9, ("s9", "d18")
    yield "deconvolutions", deconvolutions(), 3, 5, 6, ("s9", "d18")
    yield "normalised", nn.Sequential(conv(3, 4), batch_norm(4), nn.ReLU(), batch_norm(4), nn.Dropout(0.5),
                                      conv(4, 3)), 3, 6, 7, ("u13",)
    yield "half", nn.Sequential(fsrcnn([conv(6, 4), nn.PixelShuffle(2)])), 1, 9, 7, ("h13",)
    for mode in ("reflect", "replicate", "constant"):
        yield f"pad_{mode}", Function(pads(mode), one=conv(2, 3)), 2, 7, 6, ("s9", "s11", "s17", "d18")
    for name, arguments in dict(
            nearest=dict(scale_factor=1.5, mode="nearest"),
            bilinear=dict(scale_factor=2.5, mode="bilinear", align_corners=False),
            corners=dict(scale_factor=2, mode="bilinear", align_corners=True),
            cubic=dict(scale_factor=3, mode="bicubic", align_corners=True),
            size=dict(size=(10, 17), mode="bilinear", align_corners=False)).items():
        yield f"resize_{name}", Function(resizes(**arguments), one=conv(2, 2)), 2, 6, 7, ("s11", "s17", "d18")
    yield "excite", Function(
        excite, one=conv(3, 4), two=conv(4, 2, 1), three=conv(2, 4, 1), four=conv(4, 4), last=conv(4, 3)), 3, 7, 9, (
        "s9", "s13", "s17", "d18")
    yield "written", Function(
        written, one=conv(12, 6), down=nn.Conv2d(6, 6, 2, 2), two=conv(6, 96),
        three=nn.ConvTranspose2d(6, 3, (3, 4), padding=(0, 1))), 3, 12, 20, ("f9", "f11", "f17", "e18")
    yield "resize_wide", Function(
        lambda m, x: F.interpolate(x, scale_factor=3, mode="bilinear", align_corners=False)[:, :, :, -120:]), 1, 3, 4000, (
            "s11", "s17")
    layers = Function(dense, one=conv(3, 4), down=nn.Linear(4, 2), up=nn.Linear(2, 4), two=conv(4, 3),
                      pixels=nn.Linear(3, 3))
    layers.own = nn.Parameter(torch.randn(2, 4) / 2)
    yield "dense", layers, 3, 6, 5, ("s9", "s11", "s17", "d18")
    layers = Function(channel_statistics, one=conv(2, 4), two=conv(8, 3), three=conv(3, 3))
    layers.least = nn.Parameter(torch.randn(1, 4, 1, 1) / 4)
    yield "channel_statistics", layers, 2, 6, 5, ("s11", "s17", "d18")


def rounded(network):
    """The network with weights that have 16 bits."""
    return network.half().double()


def larger(value):
    """A picture for which files are exported that are run on another."""
    return torch.zeros(1, value.shape[1], value.shape[2] + 4, value.shape[3] + 4).float()


def export(network, value, way):
    network = network.eval()
    version = int(way[1:])
    free = {2: "height", 3: "width"}
    data = io.BytesIO()
    if way[0] == "e":
        torch.onnx.export(
            network.float(), (larger(value),), dynamo=True, opset_version=version, verbose=False).save(data)
        return data.getvalue()
    if way[0] == "d":
        shape = {2: torch.export.Dim("height", min=2, max=4096), 3: torch.export.Dim("width", min=2, max=4096)}
        for shapes in (shape, {2: torch.export.Dim.AUTO, 3: torch.export.Dim.AUTO}):
            try:
                program = torch.onnx.export(network.float(), (value.float(),), dynamo=True, opset_version=version,
                                            dynamic_shapes=(shapes,), verbose=False)
                program.save(data)
                break
            except Exception as fault:  # A size that has to be a multiple is found by AUTO alone.
                last = fault
        else:
            raise last
        return data.getvalue()
    network, value = network.float(), value.float()
    if way[0] == "h":
        network = nn.Sequential(Function(lambda m, x: x.half()), network.half(), Function(lambda m, x: x.float()))
    if way[0] == "f":
        value = larger(value)
    torch.onnx.export(
        network, (value,), data, dynamo=False, opset_version=version, input_names=["input"], output_names=["output"],
        dynamic_axes={} if way[0] == "f" else {"input": free, "output": free}, do_constant_folding=way[0] != "u",
        training=torch.onnx.TrainingMode.PRESERVE if way[0] == "u" else torch.onnx.TrainingMode.EVAL)
    return data.getvalue()


def stripped(model):
    """The model without what its running does not need."""
    model = onnx.load_from_string(model)
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    del model.graph.value_info[:]
    for value in list(model.graph.input) + list(model.graph.output) + list(model.graph.initializer):
        del value.metadata_props[:]
    del model.graph.metadata_props[:]
    return model.SerializeToString()


def write(name, model, output, height, width):
    os.makedirs(FOLDER, exist_ok=True)
    model = onnx.load_from_string(model)
    helper.set_model_props(model, {"picture": f"{height} {width}"})
    model = model.SerializeToString()
    with open(os.path.join(FOLDER, f"{name}.onnx"), "wb") as file:
        file.write(model)
    np.save(os.path.join(FOLDER, f"{name}.npy"), np.ascontiguousarray(output.astype(np.float32)))


def infer(model, value):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: value})[0]


# Operators as no exporter of PyTorch writes them: name: (version, channels, height, width, nodes, constants).
def weights(shape, seed=1):
    return np.random.default_rng(seed).uniform(-0.5, 0.5, shape).astype(np.float32)


def node(operation, inputs, outputs, **attributes):
    return helper.make_node(operation, inputs, outputs, **attributes)


def by_hand():
    w = weights((4, 2, 3, 3))
    for mode in ("SAME_UPPER", "SAME_LOWER", "VALID"):
        yield f"conv_{mode}", 13, 2, 7, 8, [
            node("Conv", ["x", "w"], ["y"], auto_pad=mode, strides=[2, 3])], dict(w=w)
    t = weights((2, 3, 4, 3))
    for mode in ("SAME_UPPER", "SAME_LOWER", "VALID"):
        yield f"deconv_{mode}", 13, 2, 5, 4, [
            node("ConvTranspose", ["x", "w"], ["y"], auto_pad=mode, strides=[3, 2], kernel_shape=[4, 3])], dict(w=t)
    for mode in ("NOTSET", "SAME_UPPER"):
        yield f"deconv_shape_{mode}", 13, 2, 5, 4, [
            node("ConvTranspose", ["x", "w", "b"], ["y"], auto_pad=mode, strides=[3, 2], output_shape=[13, 8])], dict(
                w=t, b=weights(3))
    yield "pads_uneven", 13, 2, 6, 7, [
        node("Conv", ["x", "w", "b"], ["a"], pads=[0, 2, 1, 0], strides=[1, 2]),
        node("ConvTranspose", ["a", "v"], ["y"], pads=[1, 0, 0, 2], strides=[2, 2], output_padding=[1, 0])], dict(
            w=w, b=weights(4), v=weights((4, 2, 3, 3), 3))
    for mode in ("DCR", "CRD"):
        yield f"blocks_{mode}", 13, 8, 4, 6, [
            node("DepthToSpace", ["x"], ["a"], blocksize=2, mode=mode),
            node("SpaceToDepth", ["a"], ["y"], blocksize=4)], {}
    yield "upsample_7", 8, 2, 4, 5, [node("Upsample", ["x"], ["y"], scales=[1.0, 1.0, 2.0, 3.0])], {}
    yield "upsample_9", 9, 2, 4, 5, [node("Upsample", ["x", "s"], ["y"], mode="linear")], dict(
        s=np.array([1, 1, 2, 1.5], np.float32))
    yield "resize_10", 10, 2, 6, 8, [node("Resize", ["x", "s"], ["y"])], dict(s=np.array([1, 1, 0.5, 0.75], np.float32))
    number = 0
    for mode in ("nearest", "linear", "cubic"):
        for coordinates in ("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric",
                            "tf_half_pixel_for_nn"):
            if coordinates.startswith("tf") and mode != "nearest":
                continue
            for nearest in ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")[:4 if mode == "nearest" else 1]:
                if coordinates.startswith("tf") and nearest != "floor":
                    continue
                number += 1
                version = 11 if coordinates.startswith("tf") else 19
                yield f"resize_{mode}_{coordinates}_{nearest}", version, 1, 5, 4, [
                    node("Resize", ["x", "", "s"] if version == 19 else ["x", "s", "s"], ["y"], mode=mode,
                         coordinate_transformation_mode=coordinates, nearest_mode=nearest, cubic_coeff_a=-0.5,
                         exclude_outside=1 if mode == "cubic" and number % 2 else 0)], dict(
                             s=np.array([1, 1, 2.3, 0.8], np.float32))
    for policy in ("stretch", "not_larger", "not_smaller"):
        yield f"resize_{policy}", 18, 1, 5, 4, [
            node("Resize", ["x", "", "", "s"], ["y"], mode="linear", axes=[3, 2], keep_aspect_ratio_policy=policy)], dict(
                s=np.array([9, 11], np.int64))
    yield "pads_wrapped", 19, 2, 4, 5, [node("Pad", ["x", "p", "", "a"], ["y"], mode="wrap")], dict(
        p=np.array([1, 2, 3, 0], np.int64), a=np.array([-1, 2], np.int64))
    yield "pads_mixed", 13, 2, 6, 7, [node("Pad", ["x", "p", "c"], ["y"])], dict(
        p=np.array([0, 0, -1, 2, 0, 0, 3, -2], np.int64), c=np.array(0.5, np.float32))
    yield "slices_1", 9, 3, 6, 7, [
        node("Slice", ["x"], ["a"], starts=[-5, 1], ends=[9999, -1], axes=[2, 3]),
        node("Split", ["a"], ["b", "c", "d"], axis=1, split=[1, 1, 1]),
        node("Sum", ["b", "c", "d"], ["s"]), node("Max", ["s", "b", "c"], ["m"]), node("Min", ["m", "d"], ["y"])], {}
    yield "slices_13", 13, 4, 9, 7, [
        node("Slice", ["x", "starts", "ends", "axes", "steps"], ["a"]),
        node("Split", ["a", "sizes"], ["b", "c"], axis=-3), node("Concat", ["c", "b"], ["y"], axis=1)], dict(
            starts=np.array([-1, 8, 0], np.int64), ends=np.array([-100, 9, 2**62], np.int64),
            axes=np.array([1, 2, 3], np.int64), steps=np.array([-1, 1, 2], np.int64), sizes=np.array([1, 3], np.int64))
    yield "slopes", 13, 3, 4, 5, [
        node("PRelu", ["x", "one"], ["a"]), node("PRelu", ["a", "each"], ["b"]),
        node("Mul", ["factor", "b"], ["c"]), node("Sub", ["each", "c"], ["d"]), node("Div", ["each", "d"], ["e"]),
        node("Div", ["e", "each"], ["f"]), node("Max", ["f", "bound"], ["y"])], dict(
            one=np.array([0.2], np.float32), each=weights((3, 1, 1)) + 2, factor=np.array(0.5, np.float32),
            bound=np.array(0.9, np.float32))
    yield "last", 13, "last", 5, 6, [
        node("Transpose", ["x"], ["a"], perm=[0, 3, 1, 2]), node("Conv", ["a", "w"], ["b"], pads=[1, 1, 1, 1]),
        node("Transpose", ["b"], ["y"], perm=[0, 2, 3, 1])], dict(w=weights((2, 3, 3, 3)))
    yield "averages", 19, 2, 7, 8, [
        node("AveragePool", ["x"], ["a"], kernel_shape=[2, 3], auto_pad="SAME_UPPER", strides=[1, 2]),
        node("MaxPool", ["a"], ["y"], kernel_shape=[2, 2], dilations=[2, 1], ceil_mode=1)], {}
    flag = helper.make_graph([node("Relu", ["a"], ["r"])], "then", [], [
        helper.make_tensor_value_info("r", TensorProto.FLOAT, None)])
    other = helper.make_graph([node("Neg", ["a"], ["n"])], "else", [], [
        helper.make_tensor_value_info("n", TensorProto.FLOAT, None)])
    yield "branches", 13, 2, 4, 5, [
        node("Identity", ["x"], ["a"]), node("Shape", ["x"], ["s"]), node("Gather", ["s", "two"], ["h"]),
        node("Greater", ["h", "three"], ["is"]),
        node("If", ["is"], ["y"], then_branch=flag, else_branch=other)], dict(
            two=np.array(2, np.int64), three=np.array(3, np.int64))
    yield "shapes", 13, 4, 4, 6, [
        node("Shape", ["x"], ["s"]), node("Gather", ["s", "i2"], ["h"]), node("Gather", ["s", "i3"], ["w"]),
        node("Cast", ["h"], ["hf"], to=TensorProto.FLOAT), node("Mul", ["hf", "scale"], ["hs"]),
        node("Floor", ["hs"], ["hr"]), node("Cast", ["hr"], ["hi"], to=TensorProto.INT64),
        node("Range", ["zero", "hi", "one"], ["range"]), node("Shape", ["range"], ["rs"]),
        node("Mul", ["w", "two"], ["w2"]), node("Unsqueeze", ["w2", "axes"], ["wu"]),
        node("ConstantOfShape", ["twos"], ["ones"], value=helper.make_tensor("v", TensorProto.INT64, [1], [1])),
        node("Mod", ["ones", "two"], ["m"]), node("Concat", ["m", "four", "rs", "wu"], ["sizes"], axis=0),
        node("Equal", ["sizes", "four"], ["same"]), node("Where", ["same", "four", "sizes"], ["t"]),
        node("ReduceProd", ["t"], ["all"], keepdims=0), node("Sub", ["all", "all"], ["none"]),
        node("Unsqueeze", ["none", "axes"], ["nu"]), node("Expand", ["nu", "sixes"], ["zeros"]),
        node("Add", ["t", "zeros4"], ["u"]),
        node("Resize", ["x", "", "", "u"], ["r"], mode="nearest", nearest_mode="floor",
             coordinate_transformation_mode="asymmetric"),
        node("Slice", ["r", "nu", "wu", "three"], ["y"])], dict(
            i2=np.array(2, np.int64), i3=np.array(3, np.int64), scale=np.array(2.6, np.float32),
            zero=np.array(0, np.int64), one=np.array(1, np.int64), two=np.array(2, np.int64),
            axes=np.array([0], np.int64), twos=np.array([1], np.int64), four=np.array([4], np.int64),
            sixes=np.array([6], np.int64), zeros4=np.zeros(4, np.int64), three=np.array([3], np.int64))
    yield "elu", 13, 2, 4, 5, [node("Elu", ["x"], ["y"], alpha=0.7)], {}
    yield "unnamed", 13, 2, 4, 5, [node("Conv", ["x", "w"], ["y"], pads=[1, 1, 1, 1])], dict(w=w)
    for coordinates, nearest in (("align_corners", "floor"), ("half_pixel_symmetric", "ceil")):
        yield f"resize_whole_{coordinates}", 19, 1, 13, 17, [
            node("Resize", ["x", "", "s"], ["y"], coordinate_transformation_mode=coordinates, nearest_mode=nearest)], dict(
                s=np.array([1, 1, 1.5, 2.5], np.float32))
    yield "resize_antialiased", 18, 1, 5, 6, [
        node("Resize", ["x", "", "s"], ["y"], mode="cubic", antialias=1)], dict(s=np.array([1, 1, 2, 1.7], np.float32))
    yield "bends", 20, 2, 5, 6, [
        node("Mul", ["x", "six"], ["a"]), node("Selu", ["a"], ["b"]), node("Celu", ["a"], ["c"], alpha=0.6),
        node("ThresholdedRelu", ["a"], ["d"], alpha=0.3), node("Softsign", ["a"], ["e"]),
        node("Gelu", ["a"], ["f"], approximate="tanh"), node("Sum", ["b", "c", "d", "e", "f"], ["y"])], dict(
            six=np.array(6, np.float32))
    yield "normalised_pixels", 17, 3, 5, 6, [
        node("Softmax", ["x"], ["a"], axis=1), node("Add", ["a", "x"], ["b"]),
        node("Transpose", ["b"], ["c"], perm=[0, 2, 3, 1]),
        node("LayerNormalization", ["c", "g", "h"], ["d"], epsilon=1e-3),
        node("Transpose", ["d"], ["y"], perm=[0, 3, 1, 2])], dict(g=weights(3) + 1, h=weights(3, 2))
    yield "last_throughout", 13, "last", 7, 6, [
        node("Mul", ["x", "white"], ["a"]), node("Sub", ["a", "means"], ["b"]),
        node("Pad", ["b", "pads"], ["c"], mode="reflect"), node("Transpose", ["c"], ["d"], perm=[0, 3, 1, 2]),
        node("Conv", ["d", "w"], ["e"]), node("Transpose", ["e"], ["f"], perm=[0, 2, 3, 1]),
        node("PRelu", ["f", "slopes"], ["g"]), node("Add", ["k", "g"], ["h"]),
        node("ReduceMean", ["h"], ["i"], axes=[1, 2]), node("MatMul", ["i", "m"], ["j"]),
        node("Sigmoid", ["j"], ["l"]), node("Mul", ["h", "l"], ["n"]),
        node("ReduceMean", ["n"], ["o"], axes=[3]), node("Max", ["n", "k"], ["p"]), node("Mul", ["p", "o"], ["q"]),
        node("Greater", ["q", "h"], ["r"]), node("Where", ["r", "q", "k"], ["s"]),
        node("Resize", ["b", "", "scales"], ["t"], mode="linear"),
        node("Slice", ["t", "starts", "ends"], ["u"]), node("Concat", ["u", "s"], ["y"], axis=3)], dict(
            white=np.array(255, np.float32), means=np.array([114, 111, 103], np.float32),
            pads=np.array([0, 1, 1, 0, 0, 1, 1, 0], np.int64), w=weights((4, 3, 3, 3)), slopes=weights((1, 1, 4), 2),
            k=weights(4, 3), m=weights((4, 4), 4), scales=np.array([1, 2, 2, 1], np.float32),
            starts=np.array([0, 4, 0, 1], np.int64), ends=np.array([1, 11, 6, 3], np.int64))


def functions():
    """A model whose convolution and activation are functions, one of which calls the other."""
    operators = [helper.make_opsetid("", 18), helper.make_opsetid("own", 1)]
    slope = node("LeakyRelu", ["a"], ["b"])
    reference = onnx.AttributeProto(name="alpha", ref_attr_name="slope", type=onnx.AttributeProto.FLOAT)
    slope.attribute.append(reference)
    limited = node("Clip", ["b", "", "most"], ["c"])
    leaky = helper.make_function("own", "leaky", ["a", "most"], ["c"], [slope, limited], operators[:1], [], [
        helper.make_attribute("slope", 0.25)])
    block = helper.make_function("own", "block", ["x", "w", "b"], ["y"], [
        node("Conv", ["x", "w", "b"], ["a"], pads=[1, 1, 1, 1]),
        node("leaky", ["a"], ["c"], domain="own", slope=0.5), node("leaky", ["c", "b"], ["d"], domain="own"),
        node("Add", ["c", "d"], ["y"])], operators)
    nodes = [node("block", ["x", "w"], ["a"], domain="own"), node("block", ["a", "w", "b"], ["y"], domain="own")]
    block.node[2].input[1] = ""
    graph = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2, "h", "w"])], [
        helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], [
            numpy_helper.from_array(weights((2, 2, 3, 3)), "w"), numpy_helper.from_array(weights(2), "b")])
    return helper.make_model(graph, opset_imports=operators, functions=[leaky, block], ir_version=9).SerializeToString()


def model_by_hand(version, channels, height, width, nodes, constants, typed):
    shape = [1, height, width, 3] if channels == "last" else [1, channels, height, width]
    value = picture(3 if channels == "last" else channels, height, width)
    if channels == "last":
        value = np.ascontiguousarray(value.transpose(0, 2, 3, 1))
    free = ["n", "h", "w", 3] if channels == "last" else ["n", channels, "h", "w"]
    # Initialisers are inputs too, as the first exporters wrote them.
    tensors = [helper.make_tensor(k, helper.np_dtype_to_tensor_dtype(v.dtype), v.shape, v.flatten().tolist())
               if typed else numpy_helper.from_array(v, k) for k, v in constants.items()]
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, free)]
    if typed:
        inputs = [helper.make_tensor_value_info(t.name, t.data_type, t.dims) for t in tensors] + inputs
    graph = helper.make_graph(nodes, "g", inputs, [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", version)])
    model.ir_version = 4 if version < 13 else 8
    return model.SerializeToString(), value


def main():
    wanted = set(sys.argv[1:])
    for name, network, channels, height, width, ways in networks():
        value = torch.from_numpy(picture(channels, height, width))
        if wanted and name not in wanted:
            continue
        for way in ways:
            if way[0] == "h":
                network = rounded(network)
            expected = network.double().eval()(value.double()).detach().numpy()
            try:
                model = stripped(export(network, value, way))
            except Exception as fault:
                print(name, way, "was not exported:", str(fault).strip().splitlines()[-1][:200])
                continue
            if way[0] not in "efh":
                seen = infer(model, value.numpy())
                error = np.abs(seen - expected).max() if seen.shape == expected.shape else np.inf
                if not error < 1e-4:
                    print(name, way, "differs from onnxruntime by", error)
            write(f"{name}_{way}", model, expected, height, width)
    for number, (name, version, channels, height, width, nodes, constants) in enumerate(by_hand()):
        if wanted and name not in wanted:
            continue
        model, value = model_by_hand(version, channels, height, width, nodes, constants, typed=number % 2 == 0)
        try:
            expected = infer(model, value)
        except onnxruntime.capi.onnxruntime_pybind11_state.Fail:  # Its own inference of shapes fails.
            expected = ReferenceEvaluator(model).run(None, {"x": value})[0]
        if channels == "last":
            expected = expected.transpose(0, 3, 1, 2)
        write(name, model, expected, height, width)
    if not wanted or "functions" in wanted:
        write("functions", functions(), infer(functions(), picture(2, 5, 4)), 5, 4)


if __name__ == "__main__":
    main()
