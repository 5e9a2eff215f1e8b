import Testing
import UpsampleBase

@testable import UpsampleTensors

/// What lies between convolutions refuses with values: of which call they are, and their words.
@Suite struct FamilyFaultTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let reason: OperationFault.Reason
    let words: String
    let call: @Sendable () throws(UpsampleError) -> Tensor

    init(
      _ reason: OperationFault.Reason, _ words: String,
      _ call: @escaping @Sendable () throws(UpsampleError) -> Tensor
    ) {
      (self.reason, self.words, self.call) = (reason, words, call)
    }

    var testDescription: String { words }
  }

  private static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape: shape) }

  static let examples = layers + dimensions + arrangements + resizings

  private static let layers = [
    Example(
      .layer(.biasShape([1, 3])), "bias_add: bias has shape [1, 3].\n  Give a tensor [channels]."
    ) { () throws(UpsampleError) in try biasAdd(ones([1, 3]), bias: ones([1, 3])) },
    Example(
      .layer(.biasCount(2, channels: 3)),
      "bias_add: bias has 2 numbers, but there are 3 channels.\n  Give one for each channel."
    ) { () throws(UpsampleError) in try biasAdd(ones([1, 3]), bias: ones([2])) },
    Example(
      .layer(.slopesShape([1, 1])),
      "prelu: alpha has shape [1, 1].\n  Give a tensor [channels], or of one number."
    ) { () throws(UpsampleError) in try prelu(ones([1, 3]), alpha: ones([1, 1])) },
    Example(
      .layer(.slopesCount(2, channels: 3)),
      "prelu: alpha has 2 numbers, but there are 3 channels.\n"
        + "  Give one for each channel, or one for all."
    ) { () throws(UpsampleError) in try prelu(ones([1, 3]), alpha: ones([2])) },
    Example(
      .layer(.limits(minimum: 2, maximum: 1)),
      "clip_by_value: the minimum 2.0 is not below the maximum 1.0.\n"
        + "  Give them in ascending order."
    ) { () throws(UpsampleError) in try clip(ones([3]), minimum: 2, maximum: 1) },
    Example(
      .shape(.noChannels(value: [3])),
      "bias_add: value has shape [3], of 1 dimensions.\n  It must have a dimension for the batch "
        + "and one for the channels at least."
    ) { () throws(UpsampleError) in try biasAdd(ones([3]), bias: ones([3])) },
    Example(
      .gradient(.shape([1, 1], output: [1, 2, 2, 1])),
      "conv2d: the output's gradient has shape [1, 1], but the output [1, 2, 2, 1].\n"
        + "  Give a tensor of the output's shape."
    ) { () throws(UpsampleError) in
      try Convolution(.conv2D, filter: ones([1, 1, 1, 1]), padding: .same)
        .filterGradient(value: ones([1, 2, 2, 1]), outputGradient: ones([1, 1]))
    },
    Example(
      .channelWindow(.uneven(2, channels: 3)),
      "max_pool2d: ksize channels 2 does not divide the value's 3.\n  Give a divisor of 3."
    ) { () throws(UpsampleError) in
      try maxPool2D(ones([1, 1, 1, 3]), ksize: [1, 1, 1, 2], padding: .same)
    },
    Example(
      .channelWindow(.numbers(.strides, [1, 1, 1, 3], expected: [1, 1, 1, 2])),
      "max_pool2d: strides [1, 1, 1, 3] is not that of a window of 2 channels.\n"
        + "  Give [1, 1, 1, 2]: a window covers channels or pixels, and windows of channels lie "
        + "side by side."
    ) { () throws(UpsampleError) in
      try maxPool2D(
        ones([1, 1, 1, 6]), ksize: [1, 1, 1, 2], strides: [1, 1, 1, 3], padding: .same)
    },
  ]

  private static let dimensions = [
    Example(
      .dimensions(.broadcast([2, 3], [2], extent: 3, other: 2)),
      "add: shapes [2, 3] and [2] do not match: 3 meets 2.\n"
        + "  Extents must be equal, or one of them 1, counted from the last dimension."
    ) { () throws(UpsampleError) in try add(ones([2, 3]), ones([2])) },
    Example(
      .dimensions(.axis(2, [2, 3])),
      "reduce_mean: axis 2 is none of a tensor of shape [2, 3].\n  Give -2 to 1."
    ) { () throws(UpsampleError) in try mean(ones([2, 3]), axes: [2]) },
    Example(
      .dimensions(.axis(0, [])),
      "reduce_mean: axis 0 is none of a tensor of shape [].\n  A tensor of one number has no axis."
    ) { () throws(UpsampleError) in try mean(ones([]), axes: [0]) },
    Example(
      .dimensions(.repeated(-1, axes: [1, -1])),
      "reduce_mean: axes [1, -1] name dimension -1 twice.\n  Name each once."
    ) { () throws(UpsampleError) in try mean(ones([2, 3]), axes: [1, -1]) },
    Example(.dimensions(.noValue), "concat: there is no value.\n  Give one tensor at least.") {
      () throws(UpsampleError) in try concat([], axis: 0)
    },
    Example(
      .dimensions(.joined([2, 3], first: [1, 2], axis: 0)),
      "concat: value of shape [2, 3] does not fit one of shape [1, 2].\n"
        + "  All extents must be equal but that of axis 0."
    ) { () throws(UpsampleError) in try concat([ones([1, 2]), ones([2, 3])], axis: 0) },
  ]

  private static let arrangements = [
    Example(
      .arrangement(.notPairs(.paddings, [[1, 1]], value: [2, 3])),
      "pad: paddings [[1, 1]] are not 2 pairs.\n"
        + "  Give a pair of before and after for each dimension of the value [2, 3]."
    ) { () throws(UpsampleError) in try pad(ones([2, 3]), paddings: [[1, 1]]) },
    Example(
      .arrangement(.outOfRange(.crops, [-1, 0])),
      "crop: crops [-1, 0] are out of range.\n  Give 0 to 2147483647."
    ) { () throws(UpsampleError) in try crop(ones([2]), crops: [[-1, 0]]) },
    Example(
      .arrangement(.paddings([0, 3], extent: 2, most: 1)),
      "pad: paddings [0, 3] exceed what an extent of 2 has to repeat, by 2.\n"
        + "  Give 1 at most, or another mode."
    ) { () throws(UpsampleError) in try pad(ones([2]), paddings: [[0, 3]], mode: .reflect) },
    Example(
      .arrangement(.crops([1, 2], extent: 2)),
      "crop: crops [1, 2] are more than the extent 2.\n  Give 2 at most, both together."
    ) { () throws(UpsampleError) in try crop(ones([2]), crops: [[1, 2]]) },
    Example(
      .arrangement(.blockSize(1)),
      "depth_to_space: block_size 1 is out of range.\n  Give 2 to 65536."
    ) { () throws(UpsampleError) in try depthToSpace(ones([1, 1, 1, 4]), blockSize: 1) },
    Example(
      .arrangement(.blockChannels(3, pixels: 4)),
      "depth_to_space: value has 3 channels, which are no multiple of a block's 4 pixels.\n"
        + "  Give a multiple of 4."
    ) { () throws(UpsampleError) in try depthToSpace(ones([1, 1, 1, 3]), blockSize: 2) },
    Example(
      .arrangement(.blocks(.width, 3, blockSize: 2)),
      "space_to_depth: value width 3 is no multiple of the block size 2.\n"
        + "  Give a divisor of all spatial extents."
    ) { () throws(UpsampleError) in try spaceToDepth(ones([1, 2, 3, 1]), blockSize: 2) },
  ]

  private static let resizings = [
    Example(
      .resize(.sizeCount([4], axes: [.height, .width])),
      "resize: size [4] has 1 numbers.\n  Give [height, width]."
    ) { () throws(UpsampleError) in try resize(ones([1, 2, 2, 1]), size: [4]) },
    Example(
      .resize(.size([0, 4], extent: 0)),
      "resize: size [0, 4] has the extent 0.\n  Give 1 to 16777216."
    ) { () throws(UpsampleError) in try resize(ones([1, 2, 2, 1]), size: [0, 4]) },
    Example(
      .resize(.scaled(.width, 2, scale: 0.25)),
      "resize: the scale 0.25 of the value's width 2 makes no output.\n"
        + "  Give a scale that makes 1 to 16777216 samples."
    ) { () throws(UpsampleError) in try resize(ones([1, 2, 2, 1]), scales: [1, 0.25]) },
    Example(
      .resize(.scale(-1)),
      "resize: the scale -1.0 is not a positive number.\n"
        + "  Give one for each spatial axis, such as 1.5."
    ) { () throws(UpsampleError) in try resize(ones([1, 2, 2, 1]), scales: [-1, 2]) },
    Example(
      .resize(.scaledRegion([[0, 1], [0, 1]])),
      "resize: the region [[0.0, 1.0], [0.0, 1.0]] is resized by scales.\n"
        + "  Give the size of the output: libraries do not agree on that of scales."
    ) { () throws(UpsampleError) in
      try resize(
        ones([1, 2, 2, 1]), scales: [2, 2],
        rule: ResizeRule(coordinates: .cropAndResize, region: [[0, 1], [0, 1]]))
    },
  ]

  @Test(arguments: examples) func faultsAreValuesWithWords(example: Example) {
    do throws(UpsampleError) {
      _ = try example.call()
      Issue.record("\(example.words) is taken")
    } catch {
      #expect(error.operationFault?.reason == example.reason)
      #expect(error.description == example.words)
    }
  }

  @Test func thereIsNoBilinearFilterOfNothing() {
    do throws(UpsampleError) {
      _ = try Tensor.bilinearFilter(scale: 0, channels: 3)
      Issue.record("0 is taken for a scale")
    } catch {
      #expect(
        error.description
          == "Tensor: there is no bilinear filter of scale 0 and 3 channels.\n"
          + "  Give a scale of 1 to 1048576, and at least 0 channels.")
    }
  }
}
