#!/usr/bin/env python3
"""Runs hostile command lines of `upsample explain` and `upsample op`.

command_lines.py PROGRAM [--explain N] [--op N] [--seed N] [--memory MIB]

Each line is drawn, seeded, from options that belong together or not, with values at which
arithmetic, memory or patience ends, and tensors of every rank, without extent, not finite,
truncated or none. A line either succeeds in silence on standard error, or tells one message of
bounded length, writes no output, and exits with 2, 3 or 4. Nothing else ends it: no trap, no
signal, no lack of memory (of --memory MIB of addresses, 3000 without a number). Exits with 1 if
a line does otherwise. Needs Python 3.10.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import resource
import struct
import subprocess
import sys
import tempfile

OPERATIONS = ["conv2d", "conv2d_transpose", "atrous_conv2d", "atrous_conv2d_transpose",
              "depthwise_conv2d", "depthwise_conv2d_transpose", "conv3d", "conv3d_transpose",
              "max_pool2d", "max_pool3d"]
# What `op` runs beside, with a line that each takes.
PLAIN = {
    "avg_pool2d": "--ksize=2 --padding=SAME --count-include-pad",
    "avg_pool3d": "--value=room.npy --ksize=2 --padding=VALID",
    "conv1d": "--value=ones3.npy --filter=ones3.npy --padding=SAME",
    "conv1d_transpose": "--value=ones3.npy --filter=ones3.npy --padding=VALID --strides=2",
    "bias_add": "--bias=constant:1:2", "relu": "", "relu6": "", "leaky_relu": "--alpha=0.2",
    "prelu": "--alpha=constant:0.5:2", "sigmoid": "", "tanh": "",
    "clip_by_value": "--clip-value-min=-1 --clip-value-max=1", "add": "picture.npy",
    "subtract": "ones:3,2", "multiply": "ones:2", "maximum": "ones:1,3,3,1",
    "reduce_mean": "--axis=1,2 --keepdims",
    "depth_to_space": "--value=range:1,2,2,8 --block-size=2 --mode=CRD",
    "space_to_depth": "--value=range:1,2,2,8 --block-size=2",
    "pad": "--paddings=0,0,1,2,1,1,0,0 --mode=REFLECT", "crop": "--crops=0,0,1,0,1,1,0,0",
    "concat": "picture.npy --axis=-1",
    "resize": "--size=5,6 --method=bicubic --rule=onnx --roi=0,1,-1,2 --extrapolation-value=3 "
              "--coordinate-transformation-mode=tf_crop_and_resize",
    "gradient conv2d": "--filter=ones4.npy --padding=SAME --gradient=picture.npy",
    "gradient conv2d_transpose": "--filter=ones4.npy --padding=SAME --gradient=picture.npy "
                                 "--wrt=value",
}
EDGES = ["-9223372036854775808", "-2147483648", "-1", "0", "1", "2", "3", "7", "1024", "1025",
         "65537", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999"]
WORDS = ["", ",", "1,,2", " 2 , 3 ", "nan", "inf", "1e5", "2.5", "0x10", "+3", "SAME", "VALID",
         "same", "EXPLICIT", "NHWC", "NCHW", "NDHWC", "NCDHW", "bilinear", "lanczos3", "\n", "\x1b[2J",
         "\u0661", b"\xff\xfe", "x\u0301" * 3000, "1," * 20000 + "1", "9" * 100000, "--", "-"]
LONGEST = 5000
# Windows as long as their value, and a stride as long as any: what sorts the taps must not grow
# with their square, nor with the stride.
FIXED = [line.split() for line in (
    "op max_pool2d --value long.npy --ksize 1,20000 --strides 1 --padding SAME --output y.npy",
    "op max_pool2d --value high.npy --ksize 20000,1 --strides 1 --padding SAME --output y.npy",
    "op depthwise_conv2d --value long.npy --filter longk.npy --padding SAME --output y.npy",
    "op depthwise_conv2d --value high.npy --filter highk.npy --padding SAME --output y.npy",
    "op depthwise_conv2d --value picture.npy --filter ones4.npy --strides 2147483647 "
    "--padding SAME --output y.npy",
    "op max_pool3d --value room.npy --ksize 2147483647 --padding SAME --output y.npy")]


def npy(shape, scalars=None, kind="<f4", order="False"):
    text = f"{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}\n".encode()
    count = 1
    for extent in shape:
        count *= extent
    body = struct.pack(f"<{min(count, 100000)}f", *(scalars or [1.0] * min(count, 100000)))
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + body


def write_tensors(folder):
    """Writes the files that lines name, and returns their names."""
    nan, inf = float("nan"), float("inf")
    files = {f"ones{rank}.npy": npy((2,) * rank) for rank in range(10)}
    files |= {f"empty{rank}.npy": npy((0,) * rank) for rank in range(1, 7)}
    files |= {f"k{rank}.npy": npy((1,) * rank) for rank in range(1, 6)}
    files |= {
        "picture.npy": npy((1, 3, 3, 2)), "room.npy": npy((1, 3, 3, 3, 2)),
        "nan.npy": npy((3, 3), [nan] * 9), "inf.npy": npy((2, 2, 2, 2), [inf, -inf] * 8),
        "beside.npy": npy((0, 2**62, 2**62, 2)), "huge.npy": npy((2**31, 2**31, 1, 1)),
        "flat.npy": npy((1, 0, 3, 2)), "shape.npy": npy((4,), [1, 6, 6, 2]),
        "notshape.npy": npy((4,), [nan, inf, 1e30, -1]), "long.npy": npy((1, 1, 20000, 1)),
        "high.npy": npy((1, 20000, 1, 1)), "longk.npy": npy((1, 20000, 1, 1)),
        "highk.npy": npy((20000, 1, 1, 1)),
        "cut.npy": npy((1, 3, 3, 2))[:-5], "none.npy": b"", "text.npy": b"not a tensor",
        "kind.npy": npy((2, 2), kind="|O"), "fortran.npy": npy((1, 3, 3, 2), order="True"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "folder.npy").mkdir()
    return [*files, "folder.npy", "missing.npy"]


def is_3d(operation):
    return isinstance(operation, str) and "3d" in operation


def small(pick, operation):
    """A number for all axes, one for each, or one for each dimension."""
    axes = 3 if is_3d(operation) else 2
    spatial = [str(pick.randint(1, 3)) for _ in range(axes)]
    return pick.choice([spatial[0], ",".join(spatial), ",".join(["1", *spatial, "1"])])


def hostile_numbers(pick):
    return pick.choice([
        pick.choice(WORDS), ",".join(pick.choice(EDGES) for _ in range(pick.randint(1, 6))),
        ",".join(str(pick.randint(0, 9)) for _ in range(pick.randint(1, 10)))])


def argument(option, pick, operation, heat, files):
    """The value of an option, hostile as often as `heat` says."""
    if pick.random() < heat:
        return pick.choice([hostile_numbers(pick), hostile_numbers(pick), pick.choice(files)])
    match option:
        case "--name": return "label"
        case "--padding": return pick.choice(["SAME", "VALID", "0,0,1,0,0,1,0,0"])
        case "--data-format": return "NDHWC" if is_3d(operation) else "NHWC"
        case "--kernel": return pick.choice(["bilinear", "lanczos3", "nearest"])
        case "--jobs" | "--repeat" | "--rate": return str(pick.randint(1, 3))
    return small(pick, operation)


def options(command, operation, pick, heat):
    """Options that belong to the operation, and as `heat` says others."""
    pools, atrous = operation.startswith("max_pool"), operation.startswith("atrous")
    transposed = operation.endswith("transpose")
    own = ["--padding", "--name", "--jobs"] + (["--rate"] if atrous else ["--strides"])
    own += ["--data-format"] if not atrous else []
    own += ["--ksize"] if pools else [] if atrous else ["--dilations"]
    own += ["--output-shape"] if transposed or command == "explain" else []
    every = ["--strides", "--padding", "--data-format", "--dilations", "--rate", "--ksize", "--name",
             "--output-shape", "--jobs", "--repeat", "--kernel", "--compare"]
    needed = {"--rate", "--ksize"} | ({"--padding"} if command == "op" else set())
    if command == "explain":
        own.remove("--jobs")
    return [option for option in own if option in needed or pick.random() < 0.4] + [
        option for option in every if pick.random() < heat / 10]


def plain_line(pick, files):
    """A call of what does not slide a filter of two or three axes, its words changed at random."""
    heat = pick.choice([0, 0.1, 0.3, 0.8])
    name, line = pick.choice(sorted(PLAIN.items()))
    others = " ".join(PLAIN.values()).split()
    words = line.split() + [pick.choice(others) for _ in range(3) if pick.random() < heat / 4]
    if "--value" not in line:
        words.append("--value=picture.npy")
    if name == "resize" and pick.random() < 0.5:
        words = ["--value=picture.npy", "--scale=1.5,0.7"]
    for index, word in enumerate(words):
        option, equals, _ = word.partition("=")
        if pick.random() < heat and (equals or not word.startswith("--")):
            value = pick.choice([hostile_numbers(pick), pick.choice(files), "inf", "-1e38,nan",
                                 "ones:0", "range:1,2,3,0", "normal:1:2,2", "constant:nan:2"])
            words[index] = joined(option, value) if equals else value
    return ["op", *name.split(), *words, "--output", "y.npy"]


def line(command, pick, files):
    if command == "op" and pick.random() < 0.5:
        return plain_line(pick, files)
    heat = pick.choice([0, 0.1, 0.3, 0.8])
    operation = pick.choice(OPERATIONS)
    words = [command, pick.choice(WORDS) if pick.random() < heat / 10 else operation]
    value = "room.npy" if is_3d(operation) else "picture.npy"
    filter_ = ("ones5.npy" if is_3d(operation) else
               "k4.npy" if operation == "depthwise_conv2d_transpose" else "ones4.npy")
    for option, fitting in (("--value", value), ("--filter", filter_)):
        if option == "--filter" and operation.startswith("max_pool") and pick.random() >= heat:
            continue
        if pick.random() < heat:
            words += [option, pick.choice(files)]
        elif command == "op" or pick.random() < 0.2:
            words += [option, fitting]
        else:
            words.append(joined(option, argument(option, pick, operation, heat, files)))
    if command == "op":
        words += ["--output", "y.npy"]
    elif pick.random() < 0.15:
        words += ["--output", pick.choice(["y.png", "y.png", "y.npy", "missing/y.png"])]
    for option in options(command, operation, pick, heat):
        words.append(option if option == "--compare" else
                     joined(option, argument(option, pick, operation, heat, files)))
    if pick.random() < heat / 20:
        words.append(pick.choice(WORDS))
    return words


def joined(option, value):
    return option.encode() + b"=" + (value if isinstance(value, bytes) else value.encode())


def run(program, folder, words, memory):
    """What is wrong with a line, or None, and the status."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told = subprocess.run(
        [program, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=300,
        preexec_fn=limit, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    status, error = told.returncode, told.stderr.decode("utf-8", "replace")
    outputs = [folder / name for name in ("y.npy", "y.png") if (folder / name).exists()]
    for output in outputs:
        output.unlink()
    if status == 0:
        repeats = any(bytes(word, "utf-8", "surrogateescape").startswith(b"--repeat")
                      if isinstance(word, str) else word.startswith(b"--repeat") for word in words)
        return (error.strip() if error and not repeats else None), status
    lines = error.splitlines()
    if status not in (2, 3, 4):
        return f"status {status}: {error[-300:]}", status
    if not error.startswith("upsample: ") or error.count("upsample: ") != 1 or len(lines) > 2:
        return f"not one message: {error[:300]}", status
    if max(map(len, lines)) > LONGEST:
        return f"a line of {max(map(len, lines))} characters: {error[:200]}", status
    if outputs:
        return f"an output beside status {status}", status
    return None, status


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--explain", type=int, default=1500)
    parser.add_argument("--op", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory", type=int, default=3000)
    given = parser.parse_args()
    program = given.program.resolve()
    faults, statuses = 0, collections.Counter()
    with tempfile.TemporaryDirectory() as root:
        def work(numbers):
            folder = pathlib.Path(tempfile.mkdtemp(dir=root))
            files = write_tensors(folder)
            found = []
            for command, number in numbers:
                words = FIXED[number] if command == "fixed" else line(
                    command, random.Random(f"{given.seed} {command} {number}"), files)
                words = [word if word else "--" for word in words]
                try:
                    found.append((command, number, words, *run(program, folder, words, given.memory)))
                except subprocess.TimeoutExpired:
                    found.append((command, number, words, "takes longer than 300 s", None))
            return found
        lines = [(command, n) for command, count in (
            ("fixed", len(FIXED)), ("explain", given.explain), ("op", given.op))
            for n in range(count)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for found in pool.map(work, [lines[0::2], lines[1::2]]):
                for command, number, words, fault, status in found:
                    statuses[command, status] += 1
                    if fault:
                        faults += 1
                        print(f"{command} {number}: {fault}\n  {str(words)[:400]}")
    for (command, status), count in sorted(statuses.items(), key=str):
        print(f"{command}: {count} lines with status {status}")
    print(f"{len(lines) - faults} passed, {faults} failed")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
