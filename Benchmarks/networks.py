#!/usr/bin/env python3
"""Compares networks with frameworks: seconds for a megapixel of output, and peak memory.

usage: Benchmarks/networks.py [--upsample PATH] [--python PATH] [--rows N] [--rounds N] MODEL...
       Benchmarks/networks.py serve FRAMEWORK MODEL THREADS NPY SECONDS

A MODEL is an .onnx file, or ncnn's .param with its .bin beside it. `--python` is one that has the
frameworks: pip install numpy onnxruntime openvino ncnn. Of each, the least wall time of many runs
on one thread and on two counts, in turns with the others. Our own are those of `op model`, and
the memory is that of the program on a PNG of 1024 pixels in width and of N rows, and of 8 N.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import measure

HERE = pathlib.Path(__file__).resolve().parent
FRAMEWORKS = {".onnx": ["onnxruntime", "openvino"], ".param": ["ncnn"]}


def onnxruntime_runner(model, threads, value):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda: session.run(None, {name: value})


def openvino_runner(model, threads, value):
    import openvino

    core = openvino.Core()
    compiled = core.compile_model(
        model, "CPU", {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": "f32"})
    return lambda: compiled([value])


def ncnn_runner(model, threads, value):
    import ncnn

    net = ncnn.Net()
    net.opt.num_threads = threads
    net.opt.use_fp16_packed = net.opt.use_fp16_storage = net.opt.use_fp16_arithmetic = False
    net.load_param(model)
    net.load_model(str(pathlib.Path(model).with_suffix(".bin")))
    given = net.input_names()[0], net.output_names()[0]
    picture = ncnn.Mat(value[0]).clone()

    def run():
        extractor = net.create_extractor()
        extractor.input(given[0], picture)
        extractor.extract(given[1])

    return run


def serve(framework, model, threads, path, seconds):
    """Prints the least time of a run, in seconds."""
    import numpy

    run = globals()[f"{framework}_runner"](model, int(threads), numpy.load(path))
    run()
    least, end = float("inf"), time.perf_counter() + float(seconds)
    while time.perf_counter() < end or least == float("inf"):
        begun = time.perf_counter()
        run()
        least = min(least, time.perf_counter() - begun)
    print(least)


class Ours:
    """The program, whose tensors and pictures are files."""

    def __init__(self, program):
        self.program = program

    def shape(self, model):
        """The scale of a network and the channels that it takes."""
        told = subprocess.run(
            [self.program, "model", model, "--size", "64x64", "--json"], check=True,
            capture_output=True, text=True).stdout
        return (int(re.search(r'"scale":(\d+)', told)[1]),
                int(re.search(r'"input_channels":(\d+)', told)[1]))

    def seconds(self, model, threads, path, least):
        done = subprocess.run(
            [self.program, "op", "model", "--model", model, "--value", path, "--output",
             f"{path}.out.npy", "--jobs", str(threads), "--repeat", str(least)], check=True,
            capture_output=True, text=True)
        return float(re.search(r"min ([\d.]+) ms", done.stderr)[1]) / 1000

    def memory(self, model, picture, output):
        """The peak resident bytes of making a picture larger."""
        command = [self.program, picture, output, "--model", model, "--quiet"]
        return measure.Run(command).memory


def write_picture(path, width, height):
    """A PNG of noise over a ramp."""
    import numpy
    import zlib

    random = numpy.random.default_rng(1)
    rows = numpy.add.outer(numpy.arange(height), numpy.arange(width))[..., None] * [1, 2, 3] // 7
    rows = ((rows + random.integers(0, 40, (height, width, 3))) % 256).astype(numpy.uint8)
    body = b"".join(b"\0" + row.tobytes() for row in rows)

    def chunk(kind, data):
        code = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + code

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    pathlib.Path(path).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(body, 1))
        + chunk(b"IEND", b""))


def compare(model, arguments, folder):
    """One row of the table for a network."""
    import numpy

    ours = Ours(arguments.upsample)
    scale, channels = ours.shape(model)
    size = 1024, arguments.rows
    path = f"{folder}/value.npy"
    random = numpy.random.default_rng(1)
    numpy.save(path, random.random((1, channels, size[1], size[0]), dtype=numpy.float32))
    megapixels = size[0] * size[1] * scale * scale / 1e6
    peers = FRAMEWORKS[pathlib.Path(model).suffix]
    least = {}
    for _ in range(arguments.rounds):
        for threads in (1, 2):
            times = {"ours": ours.seconds(model, threads, path, 2)}
            for framework in peers:
                done = subprocess.run(
                    [arguments.python, __file__, "serve", framework, model, str(threads), path,
                     "1"], capture_output=True, text=True)
                if done.returncode == 0:
                    times[framework] = float(done.stdout)
            for name, seconds in times.items():
                key = name, threads
                least[key] = min(least.get(key, float("inf")), seconds / megapixels)
    memory = []
    for rows in (arguments.rows, 8 * arguments.rows):
        write_picture(f"{folder}/in.png", size[0], rows)
        memory.append(ours.memory(model, f"{folder}/in.png", f"{folder}/out.png"))
    names = ["ours"] + peers
    times = "  ".join(
        f"{name} {least[name, 1]:.3f} / {least[name, 2]:.3f}" for name in names
        if (name, 1) in least)
    print(f"{pathlib.Path(model).name}: s/MP on 1 / 2 threads: {times}; "
          f"{memory[0] / 1e6:.0f} MB, of 8 times the rows {memory[1] / 1e6:.0f} MB", flush=True)


def main():
    if sys.argv[1:2] == ["serve"]:
        framework, model, threads, path, seconds = sys.argv[2:]
        return serve(framework, model, threads, path, seconds)
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("models", nargs="+", metavar="MODEL")
    parser.add_argument("--upsample", default=str(HERE.parent / ".build/release/upsample"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rows", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for model in arguments.models:
            compare(model, arguments, folder)
    return None


if __name__ == "__main__":
    main()
