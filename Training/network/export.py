"""A trained network as an ONNX file of plain operators."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .model import BORDER, LINEAR_CROP, LINEAR_TAPS, TRUNK_TAPS

OPSET = 13
IR_VERSION = 8


def constant(name, values):
    return numpy_helper.from_array(np.ascontiguousarray(values), name)


def transposed(inputs, output, kernel, scale, taps):
    """A transposed convolution whose output is `scale` times its input without the pixels
    that lack neighbours."""
    return helper.make_node(
        "ConvTranspose", inputs, [output], output, kernel_shape=list(kernel.shape[2:]),
        strides=[scale] * 2, pads=[(taps - 1) * scale] * 4,
    )


def onnx_model(network, description):
    kernels, biases, slopes, last, linear = network.folded()
    scale, nodes, weights, features = network.scale, [], [], "luma"
    for number, (kernel, bias, slope) in enumerate(zip(kernels, biases, slopes)):
        layer, active = f"layer{number}", f"active{number}"
        names = [f"{layer}.kernel", f"{layer}.bias", f"{layer}.slope"]
        for name, values in zip(names, [kernel, bias, slope[:, None, None]]):
            weights.append(constant(name, values.detach().float().numpy()))
        nodes.append(helper.make_node(
            "Conv", [features] + names[:2], [layer], layer, kernel_shape=[3, 3]))
        nodes.append(helper.make_node("PRelu", [layer, names[2]], [active], active))
        features = active
    weights.append(constant("trunk.kernel", last.detach().float().numpy()))
    nodes.append(transposed([features, "trunk.kernel"], "trunk", last, scale, TRUNK_TAPS))
    for name, values in [("starts", LINEAR_CROP), ("ends", -LINEAR_CROP)]:
        weights.append(constant(name, np.array([values] * 2, np.int64)))
    weights.append(constant("axes", np.array([2, 3], np.int64)))
    weights.append(constant("linear.kernel", linear.detach().float().numpy()))
    nodes.append(helper.make_node("Slice", ["luma", "starts", "ends", "axes"], ["inner"], "inner"))
    nodes.append(transposed(["inner", "linear.kernel"], "linear", linear, scale, LINEAR_TAPS))
    nodes.append(helper.make_node("Add", ["trunk", "linear"], ["enlarged"], "enlarged"))
    return described(nodes, weights, scale, description)


def described(nodes, weights, scale, description):
    luma, enlarged = (
        helper.make_tensor_value_info(
            name, TensorProto.FLOAT, [1, 1, f"{name}_rows", f"{name}_columns"]
        )
        for name in ("luma", "enlarged")
    )
    graph = helper.make_graph(nodes, "photo", [luma], [enlarged], weights)
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
        producer_name="upsample",
    )
    helper.set_model_props(model, {
        "upsample.channels": "luma",
        "upsample.range": "1",
        "upsample.scale": str(scale),
        "upsample.border": str(BORDER),
        "upsample.description": description,
    })
    onnx.checker.check_model(model, full_check=True)
    return model
