import TestSupport
import Testing
import Upsample

@testable import upsample_cli

/// `op` with operations that slide neither a filter nor a window, on tensors that are made.
@Suite struct OpOperationsTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("v.npy", npyFile([1, 1, 2, 4], [-1, 2, -3, 4, 5, 6, 7, 8]))
    try program.write("w.npy", npyFile([4], [1, 10, 100, 1000]))
  }

  static let lines: [(line: String, shape: Shape, scalars: [Float])] = [
    ("relu", [1, 1, 2, 4], [0, 2, 0, 4, 5, 6, 7, 8]),
    ("relu6", [1, 1, 2, 4], [0, 2, 0, 4, 5, 6, 6, 6]),
    ("leaky_relu --alpha 0.5", [1, 1, 2, 4], [-0.5, 2, -1.5, 4, 5, 6, 7, 8]),
    ("prelu --alpha w.npy", [1, 1, 2, 4], [-1, 2, -300, 4, 5, 6, 7, 8]),
    ("prelu --alpha -2", [1, 1, 2, 4], [2, 2, 6, 4, 5, 6, 7, 8]),
    (
      "clip_by_value --clip-value-min -2 --clip-value-max 5", [1, 1, 2, 4],
      [-1, 2, -2, 4, 5, 5, 5, 5]
    ),
    ("bias_add --bias w.npy", [1, 1, 2, 4], [0, 12, 97, 1004, 6, 16, 107, 1008]),
    ("add w.npy", [1, 1, 2, 4], [0, 12, 97, 1004, 6, 16, 107, 1008]),
    ("subtract ones:2,1", [1, 1, 2, 4], [-2, 1, -4, 3, 4, 5, 6, 7]),
    ("multiply constant:2:", [1, 1, 2, 4], [-2, 4, -6, 8, 10, 12, 14, 16]),
    ("maximum range:4", [1, 1, 2, 4], [0, 2, 2, 4, 5, 6, 7, 8]),
    ("reduce_mean --axis 1,2", [1, 4], [2, 4, 2, 6]),
    ("reduce_mean --axis -1 --keepdims", [1, 1, 2, 1], [0.5, 6.5]),
    ("depth_to_space --block-size 2", [1, 2, 4, 1], [-1, 2, 5, 6, -3, 4, 7, 8]),
    (
      "space_to_depth --block-size 2 --value range:1,2,2,1 --mode crd", [1, 1, 1, 4], [0, 1, 2, 3]
    ),
    (
      "pad --value range:3 --paddings 2,1 --mode REFLECT", [6], [2, 1, 0, 1, 2, 1]
    ),
    ("pad --value range:2 --paddings 1,1 --constant-values 7", [4], [7, 0, 1, 7]),
    ("crop --value range:4 --crops 1,1", [2], [1, 2]),
    ("concat --value range:2 w.npy ones:1 --axis 0", [7], [0, 1, 1, 10, 100, 1000, 1]),
    (
      "resize --value range:1,1,2,1 --size 1,4 --method bilinear", [1, 1, 4, 1],
      [0, 0.25, 0.75, 1]
    ),
    (
      "resize --value range:1,1,2,1 --size 1,4 --method nearest --rule pytorch_nearest",
      [1, 1, 4, 1], [0, 0, 1, 1]
    ),
    (
      "resize --value range:1,1,3,1 --scale 1,0.5 --rule onnx --method nearest "
        + "--coordinate-transformation-mode half_pixel_symmetric", [1, 1, 1, 1], [1]
    ),
    (
      "resize --value range:1,1,3,1 --size 1,3 --roi 0,1,0.5,1.5 --extrapolation-value 9 "
        + "--coordinate-transformation-mode tf_crop_and_resize", [1, 1, 3, 1], [1, 2, 9]
    ),
    (
      "avg_pool2d --value ones:1,2,2,1 --ksize 2 --strides 1 --padding SAME --count-include-pad",
      [1, 2, 2, 1], [1, 0.5, 0.5, 0.25]
    ),
    (
      "conv2d --value ones:1,1,1,2 --filter ones:1,1,2,1 --padding VALID --bias constant:-3:1 "
        + "--activation relu", [1, 1, 1, 1], [0]
    ),
    (
      "gradient conv2d --value range:1,2,2,1 --filter zeros:2,2,1,1 --padding VALID "
        + "--gradient constant:2:1,1,1,1", [2, 2, 1, 1], [0, 2, 4, 6]
    ),
    (
      "gradient conv2d_transpose --value ones:1,1,1,1 --filter range:2,2,1,1 --padding VALID "
        + "--gradient ones:1,2,2,1 --wrt value", [1, 1, 1, 1], [6]
    ),
    ("conv1d --value ones:1,4,1 --filter ones:3,1,1 --padding VALID", [1, 2, 1], [3, 3]),
  ]

  @Test(arguments: lines.indices) func anOperationWritesItsResult(index: Int) throws {
    let (line, shape, scalars) = Self.lines[index]
    let value = line.contains("--value") ? "" : "--value v.npy"
    #expect(
      try program.run("op \(line) \(value) --output y.npy")
        == .init(status: 0, output: "", error: ""))
    let result = try Tensor(npy: FilePath("\(program.directory)/y.npy"))
    #expect(result == Tensor(shape: shape, scalars: scalars))
  }

  @Test func aResultIsPrinted() throws {
    #expect(
      try program.run("op relu --value range:1,3 --print")
        == .init(status: 0, output: "[[0. 1. 2.]]\n", error: ""))
  }

  static let refusals: [(line: String, error: String)] = [
    ("relu --value v.npy", "--output: is missing."),
    ("relu --value v.npy --print --output -", "--print: standard output can't hold the file too."),
    ("add --value v.npy --print", "--value: 1 tensors were given, but add takes 2."),
    ("relu --value ones:1,x --print", "--value: \"ones:1,x\" is not a tensor to make."),
    (
      "relu --value ones:99999999999 --print",
      "--value: \"ones:99999999999\" is not a tensor to make."
    ),
    ("relu --value constant:1,2 --print", "--value: \"constant:1,2\" is not a tensor to make."),
    ("relu --value constant:x:1,2 --print", "--value: \"constant:x:1,2\" has no number."),
    ("relu --value normal:-1:1,2 --print", "--value: \"normal:-1:1,2\" has no seed."),
    ("relu --value v.npy --axis 1 --print", "--axis: is no argument of \"relu\"."),
    ("relu --value v.npy --strides 1 --print", "--strides: is no argument of \"relu\"."),
    ("max_pool2d --value v.npy --bias w.npy --print", "--bias: is no argument of \"max_pool2d\"."),
    (
      "max_pool2d --value v.npy --ksize 2 --padding SAME --count-include-pad --print",
      "--count-include-pad: is no argument of \"max_pool2d\"."
    ),
    ("resize --value v.npy --size 2,2 --scale 2,2 --print", "--scale: --size is given too."),
    ("resize --value v.npy --scale 2,x --print", "--scale: \"2,x\" is not a list of numbers."),
    (
      "resize --value v.npy --size 2,2 --roi 0,1,0,1 --print",
      "resize: the region [[0.0, 1.0], [0.0, 1.0]] was given, but half_pixel heeds none."
    ),
    ("bias_add --value v.npy --print", "--bias: is missing."),
    ("prelu --value v.npy --print", "--alpha: is missing."),
    ("leaky_relu --value v.npy --alpha w.npy --print", "--alpha: \"w.npy\" is not a number."),
    ("pad --value v.npy --print", "--paddings: is missing."),
    (
      "pad --value v.npy --paddings 1,x --print",
      "--paddings: \"1,x\" is not a list of whole numbers."
    ),
    ("pad --value v.npy --paddings 1,1 --print", "pad: paddings [[1, 1]] are not 4 pairs."),
    (
      "pad --value range:3 --paddings 1,1 --mode WRAP --print",
      "--mode: \"WRAP\" is not a word it knows."
    ),
    (
      "pad --value range:3 --paddings 1,1 --mode EDGE --constant-values 1 --print",
      "--constant-values: belongs to the mode CONSTANT."
    ),
    (
      "conv2d --value v.npy --filter w.npy --padding SAME --alpha 1 --print",
      "--alpha: belongs to --activation."
    ),
    (
      "conv2d --value v.npy --filter w.npy --padding SAME --activation elu --print",
      "--activation: \"elu\" is not a word it knows."
    ),
    ("gradient", "op: NAME is missing."),
    ("gradient relu --value v.npy --print", "op: there is no operation \"relu\"."),
    (
      "gradient conv2d --value v.npy --filter w.npy --padding SAME --print",
      "--gradient: is missing."
    ),
    ("add --value - - --print", "op: standard input can't hold two tensors."),
  ]

  @Test(arguments: refusals.indices) func whatBreaksARuleIsToldInOneLine(index: Int) throws {
    let (line, error) = Self.refusals[index]
    let outcome = try program.run("op \(line)")
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.error.split(separator: "\n").first == "upsample: \(error)", "\(line)")
  }
}
