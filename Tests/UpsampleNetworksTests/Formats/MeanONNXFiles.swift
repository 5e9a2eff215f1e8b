import UpsampleBase

/// ONNX files that mean it, each with a part of the line that refuses it for a picture of
/// 6 x 5 pixels.
enum MeanONNXFiles {
  private typealias Writer = ONNXWriter

  static let all: [(String, bytes: [UInt8], line: String)] = [
    ("nothing", [], "has no graph"),
    ("zeros", Array(repeating: 0, count: 100), "has a number that protobuf does not know"),
    ("a pickle", [0x80, 0x02, 0x63, 0x74, 0x6f, 0x72, 0x63, 0x68], "damaged"),
    ("a length of 2^63", [0x3a] + ProtobufWriter.varint(1 << 63), "more than are left"),
    ("no version of operators", [0x3a, 0], "no version of operators"),
    ("operators of 2035", Writer.model([], version: 99), "version 99 of ONNX's operators"),
    ("nothing within", Writer.model([[UInt8]]()), "has the output y, which nothing makes"),
    ("no input", Writer.model(Writer.graph([], inputs: [], outputs: [])), "takes no picture"),
    (
      "two pictures",
      Writer.model(
        Writer.graph(
          [], inputs: [Writer.value("a", nil), Writer.value("b", nil)],
          outputs: [Writer.value("a", nil)])), "takes 2 inputs, [a, b], not one picture"
    ),
    (
      "two results",
      Writer.model(
        Writer.graph(
          [], inputs: [Writer.value("x", nil)],
          outputs: [Writer.value("x", nil), Writer.value("x", nil)])), "makes 2 outputs"
    ),
    (
      "a batch of four",
      Writer.model(
        Writer.graph(
          [], inputs: [Writer.value("x", [4, 3, nil, nil])], outputs: [Writer.value("x", nil)])),
      "takes x of shape [4, 3, ?, ?], not one picture"
    ),
    (
      "bytes as a picture",
      Writer.model(
        Writer.graph(
          [], inputs: [Writer.value("x", [1, 3, nil, nil], type: 2)],
          outputs: [Writer.value("x", nil)])),
      "takes unsigned 8-bit integers as x"
    ),
    ("channels unknown", Writer.model([], channels: nil), "does not tell how many channels"),
    (
      "a circle",
      Writer.model([
        Writer.node("Add", ["x", "b"], ["a"]), Writer.node("Relu", ["a"], ["b"]),
        Writer.node("Relu", ["b"], ["y"]),
      ]), "has the node a, which uses b before anything makes it"
    ),
    (
      "an input that is missing", Writer.model([Writer.node("Relu", ["z"], ["y"])]),
      "has the node y, which uses z before anything makes it"
    ),
    ("no input at all", Writer.model([Writer.node("Relu", [], ["y"])]), "without its input 1"),
    (
      "a name twice",
      Writer.model([
        Writer.node("Relu", ["x"], ["a"]), Writer.node("Tanh", ["x"], ["a"]),
        Writer.node("Relu", ["a"], ["y"]),
      ]), "has two values of the name a"
    ),
    (
      "weights twice",
      Writer.model([Writer.node("Relu", ["x"], ["y"])], tensors: [weights, weights]),
      "has two values of the name w"
    ),
    (
      "weights too few", convolution([:], weights: Writer.tensor("w", [2, 2, 3, 3], [1, 2])),
      "needs 144 bytes and has 8"
    ),
    (
      "weights beyond memory",
      convolution([:], weights: Writer.tensor("w", [1 << 31, 1 << 31], [1])),
      "of shape [2147483648, 2147483648], which no tensor has"
    ),
    (
      "weights of 2^62 bytes",
      convolution([:], weights: Writer.tensor("w", [1 << 30, 1 << 30], [1])), "and has 4"
    ),
    (
      "a negative extent", convolution([:], weights: Writer.tensor("w", [-2, 2, 3, 3], nine)),
      "which no tensor has"
    ),
    (
      "no channels", convolution([:], weights: Writer.tensor("w", [0, 2, 3, 3], [])),
      "whose weights are of shape [0, 2, 3, 3]"
    ),
    (
      "weights of two dimensions", convolution([:], weights: Writer.tensor("w", [6, 6], nine)),
      "whose weights are of shape [6, 6], not of four dimensions"
    ),
    (
      "weights in another file",
      convolution(
        [:],
        weights: {
          var tensor = ProtobufWriter()
          tensor.append(2, 1)
          tensor.append(8, "w")
          tensor.append(13, [0x0a, 8] + Array("location".utf8) + [0x12, 5] + Array("w.bin".utf8))
          tensor.append(14, 1)
          return tensor.bytes
        }()), "keeps the tensor w in another file, w.bin"
    ),
    (
      "weights of complex numbers",
      convolution([:], weights: Writer.tensor("w", [1], type: 14, raw: [0, 0, 0, 0, 0, 0, 0, 0])),
      "holds the tensor w of complex numbers"
    ),
    (
      "weights that are none",
      convolution(
        [:], weights: Writer.tensor("w", [1, 2, 3, 3], Array(repeating: .nan, count: 18))),
      "has the node y, a Conv, whose weights hold nan, which is no finite number"
    ),
    (
      "a factor without end",
      Writer.model(
        [Writer.node("Mul", ["x", "w"], ["y"])],
        tensors: [Writer.tensor("w", [1], [.infinity])]), "whose factors hold inf"
    ),
    (
      "a matrix of another size",
      Writer.model(
        [
          Writer.node("Transpose", ["x"], ["a"], ["perm": .integers([0, 2, 3, 1])]),
          Writer.node("MatMul", ["a", "w"], ["y"]),
        ], tensors: [Writer.tensor("w", [3, 2], Array(repeating: 1, count: 6))]),
      "of 2 channels by a matrix for 3"
    ),
    (
      "a name that turns text round",
      Writer.model([Writer.node("Relu", ["z"], ["y"], name: "a\u{202e}b\u{2066}")]),
      #"has the node a\xe2\x80\xaeb\xe2\x81\xa6, which uses z"#
    ),
    (
      "numbers dropped at random",
      Writer.model(
        [Writer.node("Dropout", ["x", "", "w"], ["y"])],
        tensors: [Writer.tensor("w", [1], type: 9, raw: [1])]), "in training, which drops"
    ),
    ("strides of 0", convolution(["strides": .integers([0, 1])]), "whose strides are [0, 1]"),
    ("pads of 2^40", convolution(["pads": .integers([1 << 40, 0, 0, 0])]), "whose pads are"),
    ("pads of -1", convolution(["pads": .integers([-1, 0, 0, 0])]), "whose pads are"),
    (
      "a huge dilation", convolution(["dilations": .integers([1 << 24, 1])]),
      "whose window of 33554433 pixels is larger than its map of 6"
    ),
    ("a dilation of 2^62", convolution(["dilations": .integers([1 << 62, 1])]), "whose dilations"),
    ("one stride", convolution(["strides": .integers([2])]), "not 2 numbers"),
    ("a text for strides", convolution(["strides": .text("2")]), "not a list of integers"),
    ("kernels that differ", convolution(["kernel_shape": .integers([5, 5])]), "kernel_shape"),
    ("no groups", convolution(["group": .integer(0)]), "with group 0"),
    ("groups that don't divide", convolution(["group": .integer(3)]), "in 3 groups do not fit"),
    ("2^62 groups", convolution(["group": .integer(1 << 62)]), "do not fit"),
    ("pads of a kind of its own", convolution(["auto_pad": .text("WRAP")]), "whose auto_pad"),
    (
      "rows without end", convolution(["pads": .integers([1 << 24, 0, 0, 0])]),
      "which makes 16777220 rows of the picture's 6"
    ),
    ("scales that are none", resized([1, 1, .nan, 2]), "with the scales [1.0, 1.0, nan, 2.0]"),
    ("scales of 10^30", resized([1, 1, 1e30, 1]), "of a map of 6 x 5 pixels of 2 channels to"),
    ("scales below 0", resized([1, 1, -2, 2]), "with the scales"),
    ("scales of nothing", resized([1, 1, 0.01, 1]), "to 0 x 5 pixels"),
    ("channels resized", resized([1, 2, 2, 2]), "of other dimensions than rows and columns"),
    ("three scales", resized([1, 2, 2]), "with the scales"),
    ("a shape of other numbers", reshaped([7, 9]), "to [7, 9], which does not hold as many"),
    ("a shape of -7", reshaped([-7, 60]), "does not hold as many"),
    ("a shape beyond 64 bits", reshaped([1 << 40, 1 << 40]), "does not hold as many"),
    ("two free extents", reshaped([-1, -1]), "from shape [1, 2, 6, 5] to [-1, -1]"),
    ("a picture turned on its side", reshaped([1, 6, 2, 5]), "which is no picture"),
    ("a list", reshaped([60]), "which is no picture"),
    (
      "constants that double", doubling(62),
      "numbers beside those of the picture"
    ),
    (
      "a shape that is repeated without end",
      Writer.model(
        [
          Writer.node("ConstantOfShape", ["s"], ["a"]), Writer.node("Add", ["x", "a"], ["y"]),
        ], tensors: [Writer.tensor("s", [1 << 40])]), "numbers beside those of the picture"
    ),
    (
      "a range without end",
      Writer.model(
        [
          Writer.node("Range", ["a", "b", "a"], ["r"]), Writer.node("Add", ["x", "r"], ["y"]),
        ],
        tensors: [
          Writer.tensor("a", [], [1e-30]), Writer.tensor("b", [], [1e30]),
        ]), "numbers beside those of the picture"
    ),
    (
      "a division by 0",
      Writer.model(
        [Writer.node("Div", ["a", "b"], ["s"]), Writer.node("Reshape", ["x", "s"], ["y"])],
        tensors: [Writer.tensor("a", [1]), Writer.tensor("b", [0])]), "of the integers 1 and 0"
    ),
    (
      "numbers beyond 64 bits",
      Writer.model(
        [Writer.node("Mul", ["a", "a"], ["s"]), Writer.node("Reshape", ["x", "s"], ["y"])],
        tensors: [Writer.tensor("a", [Int.max])]), "which have no such result"
    ),
    (
      "the least number by -1",
      Writer.model(
        [Writer.node("Mod", ["a", "b"], ["s"]), Writer.node("Reshape", ["x", "s"], ["y"])],
        tensors: [Writer.tensor("a", [Int.min]), Writer.tensor("b", [-1])]),
      "from shape [1, 2, 6, 5] to [1]"
    ),
    ("graphs within graphs", nested(20), "graphs within graphs"),
    ("a function that calls itself", calling { _ in "f0" }, "graphs within graphs"),
    (
      "functions that call others twice", calling { "f\($0 + 1)" },
      "numbers beside those of the picture"
    ),
    (
      "more nodes than any network",
      Writer.model(Array(repeating: [0x22, 0], count: 70_000)), "has 65537 nodes"
    ),
    (
      "channels without end",
      Writer.model(
        [Writer.node("Tile", ["x", "r"], ["y"])], tensors: [Writer.tensor("r", [1, 1 << 20, 1, 1])]
      ), "numbers beside those of the picture"
    ),
    (
      "an axis that is not there",
      Writer.model([Writer.node("Concat", ["x", "x"], ["y"], ["axis": .integer(9)])]),
      "with axis 9 of 4 dimensions"
    ),
    (
      "rows joined",
      Writer.model([Writer.node("Concat", ["x", "x"], ["y"], ["axis": .integer(2)])]),
      "along axis 2"
    ),
    (
      "blocks that don't divide",
      Writer.model([Writer.node("DepthToSpace", ["x"], ["y"], ["blocksize": .integer(1 << 40)])]),
      "do not divide"
    ),
    (
      "a part of nothing",
      Writer.model(
        [Writer.node("Slice", ["x", "a", "b", "c"], ["y"])],
        tensors: [Writer.tensor("a", [5]), Writer.tensor("b", [5]), Writer.tensor("c", [2])]),
      "which leaves nothing"
    ),
    (
      "the least step there is",
      Writer.model(
        [Writer.node("Slice", ["x", "a", "b", "c", "a"], ["y"])],
        tensors: [
          Writer.tensor("a", [Int.min]), Writer.tensor("b", [Int.max]), Writer.tensor("c", [2]),
        ]), "which leaves nothing"
    ),
    (
      "pads that leave nothing",
      Writer.model(
        [Writer.node("Pad", ["x", "p"], ["y"])],
        tensors: [Writer.tensor("p", [0, 0, -9, 0, 0, 0, 0, 0])]), "leave nothing"
    ),
    (
      "pads of the least number",
      Writer.model(
        [Writer.node("Pad", ["x", "p"], ["y"])],
        tensors: [Writer.tensor("p", [0, 0, Int.min, 0, 0, 0, 0, 0])]), "with the pads"
    ),
    (
      "mirrors larger than the map",
      Writer.model(
        [Writer.node("Pad", ["x", "p"], ["y"], ["mode": .text("reflect")])],
        tensors: [Writer.tensor("p", [0, 0, 6, 0, 0, 0, 0, 0])]), "too large for a map of 6 x 5"
    ),
    (
      "a slope that is none",
      Writer.model([Writer.node("LeakyRelu", ["x"], ["y"], ["alpha": .float(.nan)])]), "alpha"
    ),
    (
      "limits the wrong way round",
      Writer.model(
        [Writer.node("Clip", ["x"], ["y"], ["max": .float(0), "min": .float(1)])], version: 7),
      "1.0"
    ),
    (
      "constants of a size of picture",
      Writer.model(
        [Writer.node("Add", ["x", "c"], ["y"])],
        tensors: [Writer.tensor("c", [6, 5], Array(repeating: 1, count: 30))]),
      "with constants of shape [6, 5] for a map of 2 channels"
    ),
  ]
}
