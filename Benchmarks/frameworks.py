"""One framework that stays ready: reads names of cases, answers with milliseconds.

usage: frameworks.py version FRAMEWORK
       frameworks.py data FOLDER
       frameworks.py serve FRAMEWORK THREADS FOLDER

Each answer is the median of many runs of the framework's fastest form, data loaded before.
"""

import os
import statistics
import sys
import time

import numpy as np

from cases import CASES
from measure import LEAST_RUNS, LEAST_SECONDS


def draw(folder):
    """Writes the value and the filter of every case."""
    random = np.random.default_rng(1)
    for name, case in CASES.items():
        os.makedirs(f"{folder}/{name}", exist_ok=True)
        value = random.random(case.value, np.float32) - 0.5
        np.save(f"{folder}/{name}/value.npy", value)
        if not case.operation.startswith("max_pool"):
            weights = random.random(case.filter, np.float32) - 0.5
            np.save(f"{folder}/{name}/filter.npy", weights)


def tensorflow(case, value, weights, threads):
    import tensorflow as tf
    if tf.config.threading.get_intra_op_parallelism_threads() != threads:
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    value, strides = tf.constant(value), [1, *case.strides, 1]
    weights = None if weights is None else tf.constant(weights)
    shape = tf.constant(case.output)
    diagonal = None
    if case.operation.startswith("depthwise"):
        channels = case.value[-1]
        dense = np.zeros((*case.filter[:2], channels, channels), np.float32)
        for channel in range(channels):
            dense[:, :, channel, channel] = weights.numpy()[:, :, channel, 0]
        diagonal = tf.constant(dense)
    return {
        "depthwise_conv2d_transpose": [
            lambda: tf.nn.depthwise_conv2d_backprop_input(shape, weights, value, strides, "SAME"),
            lambda: tf.nn.conv2d_transpose(value, diagonal, shape, strides, "SAME")],
        "conv2d_transpose": [
            lambda: tf.nn.conv2d_transpose(value, weights, shape, strides, "SAME")],
        "conv3d_transpose": [
            lambda: tf.nn.conv3d_transpose(value, weights, shape, strides, "SAME")],
        "conv3d": [lambda: tf.nn.conv3d(value, weights, strides, "SAME")],
        "max_pool3d": [lambda: tf.nn.max_pool3d(value, case.filter, strides, "SAME")],
    }[case.operation]


def channels_first(value, weights, case):
    """The arrays in the order of PyTorch and ONNX: channels, then positions."""
    axes = range(1, case.axes + 1)
    value = np.ascontiguousarray(value.transpose([0, case.axes + 1, *axes]))
    if weights is None:
        return value, None
    own = range(case.axes)
    last = [case.axes, case.axes + 1]
    order = last if case.operation.startswith("depthwise") else last[::-1]
    return value, np.ascontiguousarray(weights.transpose([*order, *own]))


def surplus(case):
    """The rows that padding alone does not settle at the end of each transposed axis."""
    return [case.output[1 + a] - (case.value[1 + a] - 1) * case.strides[a] - case.filter[a]
            + sum(case.pads(a)) for a in range(case.axes)]


def pytorch(case, value, weights, threads):
    import torch
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    forms = []
    value, weights = (None if a is None else torch.tensor(a)
                      for a in channels_first(value, weights, case))
    flat = case.axes == 2
    for memory in (torch.contiguous_format,
                   torch.channels_last if flat else torch.channels_last_3d):
        own = value.contiguous(memory_format=memory)
        if case.operation == "conv3d":
            forms.append(lambda v=own: torch.nn.functional.conv3d(v, weights, padding=1))
        elif case.operation == "max_pool3d":
            forms.append(lambda v=own: torch.nn.functional.max_pool3d(v, 2, 2, ceil_mode=True))
        else:
            convolve = torch.nn.functional.conv_transpose2d if flat else (
                torch.nn.functional.conv_transpose3d)
            # It crops both ends alike, so the rest goes to the end: the same work.
            before = [case.pads(a)[0] for a in range(case.axes)]
            rest = [max(0, s - sum(case.pads(a)) + 2 * before[a])
                    for a, s in enumerate(surplus(case))]
            groups = case.value[-1] if case.operation.startswith("depthwise") else 1
            forms.append(lambda v=own: convolve(
                v, weights, stride=case.strides, padding=before, output_padding=rest,
                groups=groups))
    return forms


def onnxruntime(case, value, weights, threads):
    import onnx
    import onnxruntime
    from onnx import helper, numpy_helper
    value, weights = channels_first(value, weights, case)
    pads = [case.pads(a)[end] for end in (0, 1) for a in range(case.axes)]
    options = {"strides": case.strides, "pads": pads}
    if case.operation == "max_pool3d":
        node, weights = "MaxPool", None
        options = {"strides": case.strides, "kernel_shape": [2, 2, 2], "ceil_mode": 1}
    elif case.operation == "conv3d":
        node = "Conv"
    else:
        node = "ConvTranspose"
        options["output_padding"] = surplus(case)
        options["group"] = case.value[-1] if case.operation.startswith("depthwise") else 1
    names = ["x"] if weights is None else ["x", "w"]
    kept = [] if weights is None else [numpy_helper.from_array(weights, "w")]
    number = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        [helper.make_node(node, names, ["y"], **options)], "case",
        [helper.make_tensor_value_info("x", number, value.shape)],
        [helper.make_tensor_value_info("y", number, None)], kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads, settings.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), settings, providers=["CPUExecutionProvider"])
    return [lambda: session.run(None, {"x": value})]


FRAMEWORKS = {"tensorflow": tensorflow, "torch": pytorch, "onnxruntime": onnxruntime}


def timed(form):
    begun = time.perf_counter()
    form()
    return time.perf_counter() - begun


def median(form):
    """Milliseconds: the median after two runs that are not counted."""
    times = []
    timed(form), timed(form)
    end = time.perf_counter() + LEAST_SECONDS
    while time.perf_counter() < end or len(times) < LEAST_RUNS:
        times.append(timed(form))
    return statistics.median(times) * 1000


def serve(framework, threads, folder):
    forms = {}
    for name, case in CASES.items():
        own = f"{folder}/{name}/filter.npy"
        weights = np.load(own) if os.path.exists(own) else None
        value = np.load(f"{folder}/{name}/value.npy")
        forms[name] = FRAMEWORKS[framework](case, value, weights, threads)
    print("ready", flush=True)
    for line in sys.stdin:
        print(min(median(form) for form in forms[line.strip()]), flush=True)


def main():
    match sys.argv[1:]:
        case ["version", framework]:
            print(__import__(framework).__version__)
        case ["data", folder]:
            draw(folder)
        case ["serve", framework, threads, folder]:
            serve(framework, int(threads), folder)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
