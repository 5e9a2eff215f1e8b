#!/usr/bin/env python3
"""Holds `upsample op` to TensorFlow and PyTorch on random calls, legal ones and illegal ones.

usage: Benchmarks/random_calls.py [--program PATH] [--cases N] [--seed N]

Values and filters are small whole numbers, so every result is exact whatever the order of
summation. PyTorch, told to pad and to crop as TensorFlow's rules say, answers every legal call;
TensorFlow answers those that its CPU kernels take. Each illegal call is a legal one with one
argument spoilt: it must exit with 2, one message that names operation, label and argument, and
no output. Needs NumPy, TensorFlow and PyTorch.
"""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.update(CUDA_VISIBLE_DEVICES="", TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
import numpy
import tensorflow
import torch

OPERATIONS = ["conv2d", "conv2d_transpose", "atrous_conv2d", "atrous_conv2d_transpose",
              "depthwise_conv2d", "depthwise_conv2d_transpose", "conv3d", "conv3d_transpose",
              "max_pool2d", "max_pool3d"]
DTYPES = ["<f4", ">f4", "<f8", "<f2", "|i1", "<i2", ">i4", "<i8", "|u1"]


class Call:
    """One legal call: the arrays, the arguments, and the geometry that follows from them."""

    def __init__(self, random):
        pick = lambda low, high: int(random.integers(low, high + 1))
        self.operation = OPERATIONS[pick(0, len(OPERATIONS) - 1)]
        self.axes = 3 if "3d" in self.operation else 2
        self.pools = self.operation.startswith("max_pool")
        self.transposed = "transpose" in self.operation
        self.depthwise = self.operation.startswith("depthwise")
        atrous = self.operation.startswith("atrous")
        several = lambda low, high: [pick(low, high) for _ in range(self.axes)]
        self.kernel = several(1, 5 if self.axes == 2 else 3)
        self.strides = [1] * self.axes if atrous else several(1, 4)
        rate = pick(1, 3)
        dilates = not self.pools and random.random() < 0.4
        self.dilations = [rate] * self.axes if atrous else (
            several(1, 3) if dilates else [1] * self.axes)
        self.first = atrous is False and random.random() < 0.3
        rules = ["SAME", "VALID"] + (["EXPLICIT"] if self.axes == 2 and not atrous else [])
        self.rule = rules[pick(0, len(rules) - 1)]
        limit = [k - 1 if self.pools else 3 for k in self.kernel]
        self.pads = [(pick(0, m), pick(0, m)) if self.rule == "EXPLICIT" else (0, 0)
                     for m in limit]
        batch = 0 if random.random() < 0.05 else pick(1, 3)
        self.large, self.small, self.crops = zip(*(self.extents(a, random)
                                                   for a in range(self.axes)))
        self.draw_channels(pick)
        value = [batch, *(self.small if self.transposed else self.large), self.inputs]
        self.output = [batch, *(self.large if self.transposed else self.small), self.outputs]
        self.leading = None
        if self.operation in ("conv2d", "conv3d") and random.random() < 0.15:
            self.leading = [pick(1, 2), batch]
            value[0] *= self.leading[0]
        self.value = random.integers(-4, 5, value).astype("f4")
        self.filter = None if self.pools else random.integers(-3, 4, self.filter_shape).astype("f4")
        if self.value.size and not self.pools and random.random() < 0.05 and not self.leading:
            self.value.flat[pick(0, self.value.size - 1)] = [numpy.nan, numpy.inf][pick(0, 1)]
        self.forms, self.dtype = random.random(4), DTYPES[pick(0, len(DTYPES) - 1)]

    def extents(self, axis, random):
        """The larger extent, the smaller one, and the padding between them."""
        reach = (self.kernel[axis] - 1) * self.dilations[axis] + 1
        stride, fixed = self.strides[axis], sum(self.pads[axis])
        while True:
            large = int(random.integers(0, 8 + reach))
            padded = large + fixed
            if self.rule == "SAME":
                small = -(-large // stride)
                total = max(0, (small - 1) * stride + reach - large)
                return large, small, (total // 2, total - total // 2)
            if padded >= reach:
                return large, (padded - reach) // stride + 1, self.pads[axis]

    def draw_channels(self, pick):
        depth, count = pick(1, 5), pick(1, 5)
        if self.pools:
            self.groups = self.inputs = self.outputs = depth
        elif self.depthwise:
            self.groups, ends = depth, (depth, depth * count)
            self.inputs, self.outputs = ends[::-1] if self.transposed else ends
            self.filter_shape = [*self.kernel, depth, count]
        else:
            self.groups = 1 if "atrous" in self.operation else [1, 1, 2, 3][pick(0, 3)]
            self.inputs, self.outputs = depth * self.groups, count * self.groups
            self.filter_shape = [*self.kernel, *((count, self.inputs) if self.transposed
                                                 else (depth, self.outputs))]

    def arranged(self, numbers, rest):
        """A number for each dimension, in the order of the data format."""
        return [rest[0], rest[1], *numbers] if self.first else [rest[0], *numbers, rest[1]]

    def channels_first(self, array):
        return numpy.moveaxis(array, -1, 1) if self.first else array

    @property
    def data_format(self):
        letters = "DHW"[3 - self.axes:]
        return f"NC{letters}" if self.first else f"N{letters}C"

    def spelt(self, numbers, form):
        """A list in one of the forms that are accepted for it."""
        if form < 0.3 and len(set(numbers)) == 1:
            return [numbers[0]]
        return list(numbers) if form < 0.6 else self.arranged(numbers, [1, 1])

    def arguments(self):
        """The options of the command line, as lists or words."""
        pairs = self.arranged([list(p) for p in self.pads], [[0, 0], [0, 0]])
        options = {"padding": pairs if self.rule == "EXPLICIT" else self.rule}
        if "atrous" in self.operation:
            options["rate"] = [self.dilations[0]]
        else:
            options["strides"] = self.spelt(self.strides, self.forms[0])
            if self.first or self.forms[1] < 0.5:
                options["data-format"] = self.data_format
            if max(self.dilations) > 1:
                options["dilations"] = self.spelt(self.dilations, self.forms[1])
        if self.pools:
            options["ksize"] = self.spelt(self.kernel, self.forms[2])
        if self.transposed:
            shape = self.arranged(self.output[1:-1], [self.output[0], self.output[-1]])
            alone = self.operation == "conv2d_transpose" and self.groups == 1
            options["output-shape"] = (
                self.output[1:-1] if alone and self.forms[3] < 0.2 else shape)
        return options


def pytorch(call):
    """What PyTorch computes: padded, or scattered in full and cropped."""
    value = torch.tensor(numpy.moveaxis(call.value, -1, 1).astype("f8"))
    strides, dilations = list(call.strides), list(call.dilations)
    if 0 in call.output or 0 in value.shape:
        shape = list(call.output)
        shape[0] = call.value.shape[0]
        return numpy.full(shape, -numpy.inf if call.pools else 0)
    if call.pools:
        flat = [end for pair in reversed(call.crops) for end in pair]
        padded = torch.nn.functional.pad(value, flat, value=-float("inf"))
        pool = getattr(torch.nn.functional, f"max_pool{call.axes}d")
        result = pool(padded, call.kernel, strides)
    else:
        weights = torch.tensor(call.filter.astype("f8"))
        order = ([call.axes, call.axes + 1] if call.depthwise else [call.axes + 1, call.axes])
        if call.depthwise:
            weights = weights.reshape(*call.kernel, -1, 1)
            order = [call.axes, call.axes + 1]
        weights = weights.permute(*order, *range(call.axes)).contiguous()
        suffix = f"{call.axes}d"
        if call.transposed:
            full = getattr(torch.nn.functional, f"conv_transpose{suffix}")(
                value, weights, stride=strides, dilation=dilations, groups=call.groups)
            ends = [end for axis in reversed(range(call.axes))
                    for end in (0, call.crops[axis][0] + call.large[axis])]
            full = torch.nn.functional.pad(full, ends)
            starts = [before for before, _ in call.crops]
            result = full[(..., *(slice(a, a + n) for a, n in zip(starts, call.large)))]
        else:
            flat = [end for pair in reversed(call.crops) for end in pair]
            result = getattr(torch.nn.functional, f"conv{suffix}")(
                torch.nn.functional.pad(value, flat), weights, stride=strides,
                dilation=dilations, groups=call.groups)
    return cropped(call, numpy.moveaxis(result.numpy(), 1, -1))


def cropped(call, result):
    """Without the outputs that padding at the end makes beyond the rule's extent."""
    extents = call.output[1:-1]
    return result[(slice(None), *(slice(0, e) for e in extents))]


def contradicts_itself(call):
    """Whether TensorFlow's kernels, compiled and not, differ from one another on this call."""
    gaps = any((call.small[a] - 1) * call.strides[a] + call.kernel[a] < call.large[a] - 1
               for a in range(call.axes))
    dilated = max(call.dilations) > 1
    return (call.axes == 3 and call.rule == "SAME" and gaps and not call.transposed
            or call.operation == "depthwise_conv2d" and dilated and max(call.strides) > 1
            or call.pools and 0 in call.large)


def tensorflow_answer(call):
    """What TensorFlow's CPU kernels compute, or None where they refuse."""
    if contradicts_itself(call):
        return None
    arrange = lambda numbers: call.arranged(numbers, [1, 1])
    value = tensorflow.constant(call.channels_first(call.value))
    weights = None if call.filter is None else tensorflow.constant(call.filter)
    options = call.arguments()
    padding, shape = options["padding"], None
    if call.transposed:
        shape = call.arranged(call.output[1:-1], [call.output[0], call.output[-1]])
    strides, dilations = arrange(call.strides), arrange(call.dilations)
    name, nn = call.operation, tensorflow.nn
    try:
        if call.pools:
            result = getattr(nn, name)(value, arrange(call.kernel), strides, padding,
                                       data_format=call.data_format)
        elif name == "atrous_conv2d":
            result = nn.atrous_conv2d(value, weights, call.dilations[0], padding)
        elif name == "atrous_conv2d_transpose":
            result = nn.atrous_conv2d_transpose(value, weights, shape, call.dilations[0], padding)
        elif name == "depthwise_conv2d":
            result = nn.depthwise_conv2d(value, weights, strides, padding,
                                         data_format=call.data_format, dilations=call.dilations)
        elif name == "depthwise_conv2d_transpose":
            if max(call.dilations) > 1:
                return None
            result = nn.depthwise_conv2d_backprop_input(
                shape, weights, value, strides, padding, data_format=call.data_format)
        elif call.transposed:
            result = getattr(nn, name)(value, weights, shape, strides, padding,
                                       data_format=call.data_format, dilations=dilations)
        else:
            result = getattr(nn, name)(value, weights, strides, padding,
                                       data_format=call.data_format, dilations=dilations)
    except (tensorflow.errors.OpError, ValueError, TypeError):
        return None
    result = result.numpy()
    return numpy.moveaxis(result, 1, -1) if call.first else result


def spoilt(call, random):
    """The options of the call with one of them made illegal, the words that the message must
    have, and the arrays."""
    options, value, weights = call.arguments(), call.channels_first(call.value), call.filter
    axes, atrous = call.axes, "atrous" in call.operation
    ways = ["padding word", "padding case", "value rank"]
    ways += ["rate"] if atrous else [
        "stride 0", "stride negative", "stride batch", "strides length", "data_format"]
    ways += ["ksize"] if call.pools else ["filter rank", "value channels"]
    ways += ["dilation 0"] if not (atrous or call.pools) else []
    ways += ["pad of a channel", "pad negative", "padding pairs"] if (
        axes == 2 and not atrous) else ["explicit"]
    if call.transposed:
        ways += ["output small", "output large", "output batch", "output channels",
                 "output length", "output negative", "output huge", "output fraction"]
    way = ways[int(random.integers(len(ways)))]
    zeros = [[0, 0]] * (axes + 2)
    ones = [1] * (axes + 2)
    full = lambda: call.arranged(call.output[1:-1], [call.output[0], call.output[-1]])
    change = {
        "padding word": ("padding", "FULL"), "padding case": ("padding", "same"),
        "rate": ("rate", [0]), "stride 0": ("strides", [0] * axes),
        "stride negative": ("strides", call.arranged([-1] * axes, [1, 1])),
        "stride batch": ("strides", [2, *ones[1:]]), "strides length": ("strides", ones[:-1]),
        "data_format": ("data-format", "HWNC"), "ksize": ("ksize", [0]),
        "dilation 0": ("dilations", [0]),
        "pad of a channel": ("padding", call.arranged([[0, 0]] * axes, [[0, 0], [0, 1]])),
        "pad negative": ("padding", call.arranged([[-1, 0]] * axes, [[0, 0], [0, 0]])),
        "padding pairs": ("padding", zeros[:-1]), "explicit": ("padding", zeros),
    }.get(way)
    if change:
        options[change[0]] = change[1]
        return way, options, value, weights, change[0].replace("-", "_")
    if way == "value rank":
        return way, options, value[0] if value.shape[0] else value.reshape(0, 1), weights, "value"
    if way == "filter rank":
        return way, options, value, weights[0], "filter"
    if way == "value channels":
        more = numpy.concatenate([call.value] * 2, -1) if call.transposed or call.depthwise else (
            numpy.concatenate([call.value, call.value[..., :1]], -1))
        if not call.transposed and not call.depthwise and call.filter.shape[-2] == 1:
            more = call.value[..., :0]
        return way, options, call.channels_first(more), weights, "value"
    shape = full()
    place = 2 if call.first else 1
    before, after = call.crops[0]
    limit = call.small[0] * call.strides[0] + 200
    if way == "output small":
        shape[place] = -1 if call.small[0] == 0 else max(
            0, min(call.large[0], (call.small[0] - 1) * call.strides[0]) - before - after - 30)
        if forward_extent(call, shape[place]) == call.small[0]:
            return None
    elif way == "output large":
        shape[place] = limit
    elif way == "output batch":
        shape[0] += 1
    elif way == "output channels":
        shape[1 if call.first else -1] = call.output[-1] * 7 + 1
    elif way == "output length":
        shape = shape[:-1]
    elif way == "output negative":
        shape[place] = -1
    elif way == "output huge":
        shape[place] = 2 ** 62
    else:
        shape[place] = 5.5
    options["output-shape"] = shape
    return way, options, value, weights, "output_shape"


def forward_extent(call, large):
    """The extent of the forward convolution along the first axis."""
    reach = (call.kernel[0] - 1) * call.dilations[0] + 1
    if call.rule == "SAME":
        return -(-large // call.strides[0])
    return int((large + sum(call.pads[0]) - reach + call.strides[0]) / call.strides[0])


def flat(argument):
    if isinstance(argument, (list, tuple)):
        return ",".join(flat(item) for item in argument)
    return str(argument)


def run(program, folder, number, operation, options, value, weights):
    """The exit status, what standard error got, and the output if there is one."""
    base = f"{folder}/{number}"
    numpy.save(f"{base}v.npy", value)
    words = [program, "op", operation, "--value", f"{base}v.npy", "--output", f"{base}y.npy",
             "--name", "label"]
    if weights is not None:
        numpy.save(f"{base}k.npy", weights)
        words += ["--filter", f"{base}k.npy"]
    for name, argument in options.items():
        if name == "output-shape" and number % 3 == 0 and all(
                isinstance(n, int) and abs(n) < 2 ** 24 for n in argument):
            numpy.save(f"{base}s.npy", numpy.array(argument, ["i4", "i8"][number % 2]))
            argument = f"{base}s.npy"
        words.append(f"--{name}={flat(argument)}")
    told = subprocess.run(words, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    output = None
    if os.path.exists(f"{base}y.npy"):
        output = numpy.load(f"{base}y.npy")
    for end in "vkys":
        pathlib.Path(f"{base}{end}.npy").unlink(missing_ok=True)
    return told.returncode, told.stderr, output, " ".join(words[1:])


def same(ours, theirs):
    return ours.shape == theirs.shape and numpy.array_equal(
        ours.astype("f8"), theirs.astype("f4").astype("f8"), equal_nan=True)


def check_legal(program, folder, number, call):
    """None, or what is wrong, and whether TensorFlow answered too."""
    value = call.channels_first(call.value)
    if call.leading:
        value = value.reshape([*call.leading, *value.shape[1:]])
    if numpy.isfinite(value).all() and not (call.dtype == "|u1" and (value < 0).any()):
        value = value.astype(call.dtype)
    if number % 4 == 0:
        value = numpy.asfortranarray(value)
    status, told, output, words = run(
        program, folder, number, call.operation, call.arguments(), value, call.filter)
    if status or output is None:
        return f"exit {status}: {told.strip()}\n  {words} value {value.shape}", False
    if call.leading:
        output = output.reshape([value.shape[0] * value.shape[1], *output.shape[2:]])
    if call.first:
        output = numpy.moveaxis(output, 1, -1)
    if not numpy.isfinite(call.value).all() and not call.transposed:
        return None, False
    if not same(output, pytorch(call)):
        return f"differs from PyTorch: {words} value {value.shape}", False
    theirs = tensorflow_answer(call)
    if theirs is not None and not same(output, theirs):
        return f"differs from TensorFlow: {words} value {value.shape}", True
    return None, theirs is not None


def check_refused(program, folder, number, call, random, messages):
    changed = spoilt(call, random)
    if changed is None:
        return None
    way, options, value, weights, argument = changed
    status, told, output, words = run(
        program, folder, number, call.operation, options, value, weights)
    messages.setdefault((call.operation, way), told.strip())
    if status != 2 or output is not None:
        return f"{way}: exit {status}: {told.strip()}\n  {words} value {value.shape}"
    begin = f'upsample: {call.operation} "label": '
    if not told.startswith(begin) or argument not in told.replace("-", "_"):
        return f"{way}: the message does not name {argument}: {told.strip()}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("--program", default=str(here.parent / ".build/release/upsample"))
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages", action="store_true", help="print one message of each kind")
    given = parser.parse_args()
    faults, both, messages = [], 0, {}
    with tempfile.TemporaryDirectory() as folder:
        def one(number):
            random = numpy.random.default_rng([given.seed, number])
            call = Call(random)
            if number % 3 == 2:
                return check_refused(given.program, folder, number, call, random, messages), False
            return check_legal(given.program, folder, number, call)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for number, (fault, answered) in enumerate(pool.map(one, range(given.cases))):
                both += answered
                if fault:
                    faults.append(f"{number}: {fault}")
    for key, told in sorted(messages.items()) if given.messages else ():
        print(*key, told, sep=" | ")
    print(*faults, sep="\n")
    print(f"{given.cases - len(faults)} of {given.cases} calls agree; "
          f"TensorFlow answered {both} of them too")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
