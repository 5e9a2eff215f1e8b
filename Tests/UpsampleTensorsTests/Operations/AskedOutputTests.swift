import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct AskedOutputTests {
  static let outputShapes = [
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose \"deconv1\": output_shape height 7 is not legal for a value of height 3, "
        + "filter height 2, stride 2, SAME padding.\n  Legal heights: 5, 6."
    ) {
      $0.name = "deconv1"
      $0.strides = "1,2,2,1"
      $0.outputShape = "1,7,5,3"
    },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [3, 3, 3, 1],
      "conv2d_transpose: output_shape width 6 is not legal for a value of width 3, filter width 3, "
        + "stride 2, dilation 2, VALID padding.\n  Legal widths: 9, 10."
    ) {
      $0.padding = "VALID"
      $0.dilations = "2"
      $0.strides = "2"
      $0.outputShape = "1,9,6,3"
    },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape height 99 is not legal for a value of height 3, filter "
        + "height 2, stride 20, SAME padding.\n  Legal heights: 41 to 60."
    ) {
      $0.strides = "20"
      $0.outputShape = "99,60"
    },
    Refusal(
      .transposedConv3D, [1, 2, 3, 3, 1], [1, 2, 2, 3, 1],
      "conv3d_transpose: output_shape depth 5 is not legal for a value of depth 2, filter depth 1, "
        + "stride 2, SAME padding.\n  Legal depths: 3, 4."
    ) {
      $0.strides = "2"
      $0.outputShape = "1,5,6,6,3"
    },
    Refusal(
      .transposedConv2D, [1, 2, 2, 1], [3, 3, 1, 1],
      "conv2d_transpose: no output height is legal for a value of height 2, filter height 3, "
        + "stride 1, [3, 3] padding."
    ) { $0.padding = "0,0,3,3,0,0,0,0" },
    Refusal(
      .transposedConv2D, [2, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape batch 1 is not the value's 2.\n  Give 2."
    ) { $0.outputShape = "1,3,3,3" },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape [1, 3, 3] has 3 numbers.\n"
        + "  Give 4 or 2 numbers: [batch, height, width, channels]."
    ) { $0.outputShape = "1,3,3" },
    Refusal(
      .transposedConv3D, [1, 2, 2, 2, 1], [2, 2, 2, 1, 1],
      "conv3d_transpose: output_shape [2, 2, 2] has 3 numbers.\n"
        + "  Give 5 numbers: [batch, depth, height, width, channels]."
    ) { $0.outputShape = "2,2,2" },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape [1, -1, 3, 3] has the extent -1.\n"
        + "  No extent is inferred; leave output_shape out to have the natural one."
    ) { $0.outputShape = "1,-1,3,3" },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape [1, 3000000000, 3, 3] has the extent 3000000000.\n"
        + "  No extent may exceed 2147483647."
    ) { $0.outputShape = "1,3000000000,3,3" },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape \"1.0,3,3,3\" is not a list of whole numbers.\n"
        + "  Give numbers between commas, such as 1,2,2,1."
    ) { $0.outputShape = "1.0,3,3,3" },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape holds 2.5.\n"
        + "  A tensor's extents must be whole numbers of at most 16777216."
    ) { $0.outputShape = .value(.tensor(Tensor(shape: [4], scalars: [1, 2.5, 3, 3]))) },
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: output_shape is a tensor of shape [2, 2].\n  It must have one dimension."
    ) { $0.outputShape = .value(.tensor(Tensor(shape: [2, 2], scalars: [1, 3, 3, 3]))) },
    Refusal(
      .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
      "conv2d: output_shape 1,3,3,1 was given, but the operation takes no output_shape."
    ) { $0.outputShape = "1,3,3,1" },
    Refusal(
      .atrousTransposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "atrous_conv2d_transpose: output_shape height 4 is not legal for a value of height 3, filter "
        + "height 2, stride 1, dilation 2, SAME padding.\n  Legal heights: 3."
    ) { $0.outputShape = "1,4,3,3" },
    Refusal(
      .atrousTransposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
      "atrous_conv2d_transpose: output_shape [3, 3] has 2 numbers.\n"
        + "  Give 4 numbers: [batch, height, width, channels]."
    ) { $0.outputShape = "3,3" },
    Refusal(
      .transposedConv2D, [1, 2, 1, 1], [1, 1, 1, 1],
      "conv2d_transpose: output height 4294967294 is too large.\n"
        + "  No extent may exceed 2147483647."
    ) { $0.strides = "2147483647,1" },
  ]

  @Test(arguments: outputShapes) func outputShapesAreChecked(refusal: Refusal) {
    #expect(refusal.seenMessage() == refusal.message)
  }
}
