import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct AxisArgumentsTests {
  static let perAxis = [
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: strides [2, 1, 1, 1] has 2 for the batch.\n"
        + "  Only spatial axes take strides; batch and channels must have 1."
    ) { $0.strides = "2,1,1,1" },
    Refusal(
      .conv3D, [1, 3, 3, 3, 1], [2, 2, 2, 1, 1],
      "conv3d: dilations [1, 3, 1, 1, 1] has 3 for the channels.\n"
        + "  Only spatial axes take dilations; batch and channels must have 1."
    ) {
      $0.dataFormat = "NCDHW"
      $0.dilations = "1,3,1,1,1"
    },
    Refusal(
      .averagePool2D, [1, 3, 3, 1], nil,
      "avg_pool2d: ksize [1, 2, 2, 2] has 2 for the channels.\n"
        + "  Only spatial axes take ksize; batch and channels must have 1."
    ) { $0.ksize = "1,2,2,2" },
    Refusal(
      .maxPool3D, [1, 3, 3, 3, 1], nil,
      "max_pool3d: strides [1, 0, 2, 2, 1] has 0 for the depth.\n"
        + "  Every one of them must be in 1...2147483647."
    ) { $0.strides = "1,0,2,2,1" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: strides [-1] has -1 for the height.\n"
        + "  Every one of them must be in 1...2147483647."
    ) { $0.strides = "-1" },
    Refusal(
      .transposedConv3D, [1, 3, 3, 3, 1], [2, 2, 2, 1, 1],
      "conv3d_transpose: dilations [1, 2, 0] has 0 for the width.\n"
        + "  Every one of them must be in 1...2147483647."
    ) { $0.dilations = "1,2,0" },
    Refusal(
      .maxPool2D, [1, 3, 3, 1], nil,
      "max_pool2d: ksize [0, 2] has 0 for the height.\n"
        + "  Every one of them must be in 1...2147483647."
    ) { $0.ksize = "0,2" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: strides [2147483648] has 2147483648 for the height.\n"
        + "  Every one of them must be in 1...2147483647."
    ) { $0.strides = "2147483648" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: strides [2, 2, 1] has 3 numbers.\n  Give 1, 2 or 4 numbers."
    ) { $0.strides = "2,2,1" },
    Refusal(
      .conv3D, [1, 3, 3, 3, 1], [2, 2, 2, 1, 1],
      "conv3d: strides [1, 2, 2, 1] has 4 numbers.\n  Give 1, 3 or 5 numbers."
    ) { $0.strides = "1,2,2,1" },
    Refusal(
      .maxPool3D, [1, 3, 3, 3, 1], nil,
      "max_pool3d: ksize [2, 2] has 2 numbers.\n  Give 1, 3 or 5 numbers."
    ) { $0.ksize = "2,2" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: dilations \"1,,1\" is not a list of whole numbers.\n"
        + "  Give numbers between commas, such as 1,2,2,1."
    ) { $0.dilations = "1,,1" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: strides \"99999999999999999999\" has the number 99999999999999999999, which is too "
        + "large.\n  Give at most 2147483647."
    ) { $0.strides = "99999999999999999999" },
    Refusal(
      .atrousConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "atrous_conv2d: rate 0 is out of range.\n  Give 1 to 2147483647."
    ) { $0.rate = "0" },
    Refusal(
      .atrousConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "atrous_conv2d: rate [1, 2] is not one number.\n  Give one, such as 2."
    ) { $0.rate = "1,2" },
    Refusal(
      .atrousConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "atrous_conv2d: the rate is missing.\n  Give the rate, as the operation needs it."
    ) { $0.rate = nil },
    Refusal(
      .atrousConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "atrous_conv2d: strides 2 was given, but the operation takes no strides."
    ) { $0.strides = "2" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: rate 2 was given, but the operation takes no rate."
    ) { $0.rate = "2" },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: ksize 2 was given, but the operation takes no ksize."
    ) { $0.ksize = "2" },
    Refusal(
      .maxPool2D, [1, 3, 3, 1], nil,
      "max_pool2d: ksize height 2 with dilation 3 spans 4 and exceeds the value's height of 3.\n"
        + "  Give SAME padding, or a smaller window."
    ) { ($0.dilations, $0.padding) = ("3", "VALID") },
    Refusal(
      .maxPool2D, [1, 3, 3, 1], nil,
      "max_pool2d: the ksize is missing.\n  Give the ksize, as the operation needs it."
    ) {
      $0.ksize = nil
    },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: threads 0 is not positive.\n  Give at least 1."
    ) { $0.threads = 0 },
  ]

  @Test(arguments: perAxis) func numbersOfAxesAreChecked(refusal: Refusal) {
    #expect(refusal.seenMessage() == refusal.message)
  }
}
