#!/usr/bin/env python3
"""Compares layers of networks with those of frameworks, and writes LAYERS.md.

usage: Benchmarks/layers.py [--rounds N] [--seconds S] [--python PATH]
       Benchmarks/layers.py serve FRAMEWORK THREADS SECONDS

Each answer is the least time of many runs, in turns with the others: the processor's of one
thread, the wall's of two. `--python` is one that has the frameworks: pip install numpy
tensorflow torch onnx onnxruntime ncnn. Those that are not there are left out.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
FRAMEWORKS = {"tensorflow": "TensorFlow", "torch": "PyTorch", "onnxruntime": "onnxruntime",
              "ncnn": "ncnn"}
LAYERS_OF_NETWORK = 10
SMALL_CALLS = 200


@dataclass(frozen=True)
class Layer:
    """A square filter on a square value of one image, padding SAME."""

    kind: str
    taps: int
    stride: int
    inputs: int
    outputs: int
    size: int

    @property
    def words(self):
        return (f"{self.kind} {self.taps} {self.stride} {self.inputs} {self.outputs} "
                f"{self.size}")

    @property
    def pads(self):
        """What is padded before, or cropped, and what PyTorch adds at the end again."""
        before = (self.taps - self.stride if self.kind == "deconvolution" else self.taps - 1) // 2
        return before, max(0, self.stride - self.taps + 2 * before)

    @property
    def count(self):
        return LAYERS_OF_NETWORK if self.kind == "network" else 1


LAYERS = {
    "3x3, 16 to 16": Layer("convolution", 3, 1, 16, 16, 256),
    "3x3, 32 to 32": Layer("convolution", 3, 1, 32, 32, 256),
    "3x3, 48 to 48": Layer("convolution", 3, 1, 48, 48, 256),
    "3x3, 64 to 64": Layer("convolution", 3, 1, 64, 64, 256),
    "3x3, 128 to 128": Layer("convolution", 3, 1, 128, 128, 128),
    "3x3, 16 to 16, fastest": Layer("fastest", 3, 1, 16, 16, 256),
    "3x3, 32 to 32, fastest": Layer("fastest", 3, 1, 32, 32, 256),
    "3x3, 48 to 48, fastest": Layer("fastest", 3, 1, 48, 48, 256),
    "3x3, 64 to 64, fastest": Layer("fastest", 3, 1, 64, 64, 256),
    "3x3, 128 to 128, fastest": Layer("fastest", 3, 1, 128, 128, 128),
    "1x1, 56 to 12": Layer("convolution", 1, 1, 56, 12, 256),
    "1x1, 12 to 56": Layer("convolution", 1, 1, 12, 56, 256),
    "3x3, 64 to 3": Layer("convolution", 3, 1, 64, 3, 256),
    "deconvolution 9x9 by 2, 56 to 1": Layer("deconvolution", 9, 2, 56, 1, 256),
    "deconvolution 4x4 by 2, 64 to 3": Layer("deconvolution", 4, 2, 64, 3, 256),
    "ten of 3x3, 16 to 16, bias, ReLU": Layer("network", 3, 1, 16, 16, 256),
    "a call on 1x1x1": Layer("call", 1, 1, 1, 1, 1),
    "the same, prepared": Layer("convolution", 1, 1, 1, 1, 1),
}


def arrays(layer):
    """Value, filter and bias with channels first."""
    import numpy as np
    random = np.random.default_rng(1)
    ends = (layer.outputs, layer.inputs)
    shape = (*(ends[::-1] if layer.kind == "deconvolution" else ends), layer.taps, layer.taps)
    value = random.random((1, layer.inputs, layer.size, layer.size), np.float32) - 0.5
    scale = 0.2 if layer.kind == "network" else 1
    weights = ((random.random(shape, np.float32) - 0.5) * scale).astype(np.float32)
    return value, weights, np.full(layer.outputs, 0.1, np.float32)


def tensorflow(layer, threads):
    import tensorflow as tf
    if tf.config.threading.get_intra_op_parallelism_threads() != threads:
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    value, weights, bias = arrays(layer)
    value = tf.constant(value.transpose(0, 2, 3, 1).copy())
    weights = tf.constant(weights.transpose(2, 3, 1, 0).copy())
    size = layer.size * layer.stride

    def run(value):
        for _ in range(layer.count):
            if layer.kind == "deconvolution":
                value = tf.nn.conv2d_transpose(
                    value, weights, [1, size, size, layer.outputs], layer.stride, "SAME")
            else:
                value = tf.nn.conv2d(value, weights, layer.stride, "SAME")
            if layer.kind == "network":
                value = tf.nn.relu(tf.nn.bias_add(value, bias))
        return value
    graph = tf.function(run).get_concrete_function(value)
    return [lambda: run(value), lambda: graph(value)]


def torch(layer, threads):
    import torch
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    functional = torch.nn.functional
    value, weights, bias = map(torch.from_numpy, arrays(layer))
    before, rest = layer.pads
    forms = []
    for order in (torch.contiguous_format, torch.channels_last):
        def run(value=value.contiguous(memory_format=order),
                weights=weights.contiguous(memory_format=order)):
            for _ in range(layer.count):
                if layer.kind == "deconvolution":
                    value = functional.conv_transpose2d(
                        value, weights, stride=layer.stride, padding=before, output_padding=rest)
                elif layer.kind == "network":
                    value = torch.relu_(functional.conv2d(value, weights, bias, padding=before))
                else:
                    value = functional.conv2d(value, weights, padding=before)
            return value
        forms.append(run)
    return forms


def onnxruntime(layer, threads):
    import onnx
    import onnxruntime
    from onnx import helper, numpy_helper
    value, weights, bias = arrays(layer)
    before, rest = layer.pads
    options = {"strides": [layer.stride] * 2, "pads": [before] * 4}
    if layer.kind == "deconvolution":
        options["output_padding"] = [rest] * 2
    nodes, last = [], "x"
    for number in range(layer.count):
        names = [last, "w", "b"] if layer.kind == "network" else [last, "w"]
        node = "ConvTranspose" if layer.kind == "deconvolution" else "Conv"
        nodes.append(helper.make_node(node, names, [f"c{number}"], **options))
        last = f"c{number}"
        if layer.kind == "network":
            nodes.append(helper.make_node("Relu", [last], [f"r{number}"]))
            last = f"r{number}"
    kept = [numpy_helper.from_array(weights, "w")]
    if layer.kind == "network":
        kept.append(numpy_helper.from_array(bias, "b"))
    number = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        nodes, "layer", [helper.make_tensor_value_info("x", number, value.shape)],
        [helper.make_tensor_value_info(last, number, None)], kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads, settings.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), settings, providers=["CPUExecutionProvider"])
    return [lambda: session.run(None, {"x": value})]


def ncnn(layer, threads):
    import ncnn
    value, weights, bias = arrays(layer)
    before, rest = layer.pads
    net = ncnn.Net()
    net.opt.num_threads = threads
    # 32-bit floats throughout, as all the others have.
    for option in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic",
                   "use_bf16_storage"):
        setattr(net.opt, option, False)
    is_network = layer.kind == "network"
    kind = "Deconvolution" if layer.kind == "deconvolution" else "Convolution"
    options = (f"0={layer.outputs} 1={layer.taps} 3={layer.stride} 4={before} "
               f"5={int(is_network)} 6={weights.size} 9={int(is_network)}")
    if kind == "Deconvolution":
        options += f" 18={rest}"
        weights = weights.transpose(1, 0, 2, 3).copy()
    lines = ["Input in 0 1 c0"]
    lines += [f"{kind} l{n} 1 1 c{n} c{n + 1} {options}" for n in range(layer.count)]
    with tempfile.TemporaryDirectory() as folder:
        graph, numbers = pathlib.Path(folder, "graph"), pathlib.Path(folder, "numbers")
        graph.write_text(
            f"7767517\n{len(lines)} {len(lines)}\n" + "\n".join(lines) + "\n")
        own = bytes(4) + weights.tobytes() + (bias.tobytes() if is_network else b"")
        numbers.write_bytes(own * layer.count)
        if net.load_param(str(graph)) or net.load_model(str(numbers)):
            raise SystemExit("ncnn refuses the layer")
    value = ncnn.Mat(value[0]).clone()

    def run():
        extractor = net.create_extractor()
        extractor.input("c0", value)
        return extractor.extract(f"c{layer.count}")
    return [run]


def least(form, seconds, count, clock):
    """Milliseconds: the least of many runs, of so many calls each."""
    form()
    shortest, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = clock()
        for _ in range(count):
            form()
        shortest = min(shortest, (clock() - begun) / count)
    return shortest * 1000


def serve(framework, threads, seconds):
    make = globals()[framework]
    __import__(framework)
    made = {}
    clock = time.process_time if threads == 1 else time.perf_counter
    print("ready", flush=True)
    for line in sys.stdin:
        kind, *numbers = line.split()
        layer = Layer(kind, *map(int, numbers))
        if layer not in made:
            made[layer] = make(layer, threads)
        count = SMALL_CALLS if layer.size == 1 else 1
        print(min(least(form, seconds, count, clock) for form in made[layer]), flush=True)


class Server:
    """A process that answers layers with milliseconds."""

    def __init__(self, words, threads):
        settings = {"OMP_NUM_THREADS": str(threads), "TF_CPP_MIN_LOG_LEVEL": "3",
                    "CUDA_VISIBLE_DEVICES": ""}
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={**os.environ, **settings})

    def milliseconds(self, layer):
        print(layer.words, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def servers(given, program, threads):
    """Ours and the frameworks that are there."""
    found = {"upsample": Server([program, str(threads), str(given.seconds)], threads)}
    for name, title in FRAMEWORKS.items():
        server = Server([given.python, __file__, "serve", name, str(threads),
                         str(given.seconds)], threads)
        if any(line == "ready\n" for line in iter(server.process.stdout.readline, "")):
            found[title] = server
    return found


def table(given, program, threads):
    peers = servers(given, program, threads)
    lines = [f"| layer | {' | '.join(peers)} | ours / fastest of the others |",
             "| --- " * (len(peers) + 2) + "|"]
    for name, layer in LAYERS.items():
        turns = [{who: peer.milliseconds(layer) for who, peer in peers.items()}
                 for _ in range(given.rounds)]
        shortest = {who: min(turn[who] for turn in turns) for who in peers}
        ours = shortest.pop("upsample")
        cells = " | ".join(f"{t:.3g}" for t in (ours, *shortest.values()))
        ratio = ours / min(shortest.values(), default=float("nan"))
        lines.append(f"| {name} | {cells} | {ratio:.2f} |")
        print(lines[-1], flush=True)
    for peer in peers.values():
        peer.stop()
    return lines


def main():
    if sys.argv[1:2] == ["serve"]:
        return serve(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--python", default=sys.executable, help="one that has the frameworks")
    given = parser.parse_args()
    package = ["--package-path", str(HERE / "layers"), "-c", "release", "--scratch-path",
               str(HERE.parent / ".build/layers")]
    subprocess.run(["swift", "build", *package], check=True)
    place = subprocess.run(["swift", "build", *package, "--show-bin-path"], check=True,
                           capture_output=True, text=True).stdout.strip()
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if "model name" in line), "")
    report = ["# Layers", "", "Written by `Benchmarks/layers.py`: milliseconds, the least over "
              f"{given.rounds} rounds in turns, on {model}, at a load average of "
              f"{os.getloadavg()[0]:.1f}, with 32-bit floats. ncnn multiplies by "
              "3x3 filters of many channels as Winograd does, which rounds otherwise; so do we "
              "where the algorithm is the fastest, in rows of that name."]
    for title, threads in (("One thread, processor time", 1), ("Two threads, wall time", 2)):
        report += ["", f"## {title}", "", *table(given, f"{place}/layers", threads)]
    (HERE / "LAYERS.md").write_text("\n".join(report) + "\n")


if __name__ == "__main__":
    main()
