import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct ConvolutionShapesTests {
  static let shapes = [
    Refusal(
      .transposedConv2D, [3, 3, 1], [2, 2, 3, 1],
      "conv2d_transpose: value has shape [3, 3, 1], of 3 dimensions.\n"
        + "  Its dimensions must be [batch, height, width, channels]."),
    Refusal(
      .conv2D, [1, 3, 3], [2, 2, 1, 3],
      "conv2d: value has shape [1, 3, 3], of 3 dimensions.\n"
        + "  Its dimensions must be [batch, channels, height, width]."
    ) { $0.dataFormat = "NCHW" },
    Refusal(
      .maxPool3D, [1, 3, 3, 1], nil,
      "max_pool3d: value has shape [1, 3, 3, 1], of 4 dimensions.\n"
        + "  Its dimensions must be [batch, depth, height, width, channels]."),
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 3],
      "conv2d_transpose: filter has shape [2, 2, 3], of 3 dimensions.\n"
        + "  Its dimensions must be [height, width, out channels, in channels]."),
    Refusal(
      .depthwiseConv2D, [1, 3, 3, 1], [2, 2],
      "depthwise_conv2d: filter has shape [2, 2], of 2 dimensions.\n"
        + "  Its dimensions must be [height, width, channels, multiplier]."),
    Refusal(
      .conv3D, [1, 3, 3, 3, 1], [2, 2, 1, 1],
      "conv3d: filter has shape [2, 2, 1, 1], of 4 dimensions.\n"
        + "  Its dimensions must be [depth, height, width, in channels, out channels]."),
    Refusal(
      .conv2D, [1, 3, 3, 3], [2, 2, 2, 4],
      "conv2d: value has 3 channels, which is no multiple of the filter's 2."),
    Refusal(
      .conv2D, [1, 3, 3, 3], [2, 2, 4, 3],
      "conv2d: value has 3 channels, which is no multiple of the filter's 4.\n"
        + "  The filter's layout is [height, width, in channels, out channels]: it fits with its "
        + "last two dimensions swapped."),
    Refusal(
      .conv2D, [1, 3, 3, 4], [2, 2, 2, 3],
      "conv2d: filter has 3 out channels, which 2 groups of 2 channels cannot share evenly.\n"
        + "  The value's 4 channels make 2 groups."),
    Refusal(
      .transposedConv2D, [1, 3, 3, 1], [2, 2, 1, 3],
      "conv2d_transpose: value has 1 channels, but filter [2, 2, 1, 3] is for 3.\n"
        + "  The filter's layout is [height, width, out channels, in channels]: it fits with its "
        + "last two dimensions swapped."
    ) { $0.outputShape = "1,3,3,3" },
    Refusal(
      .transposedConv2D, [1, 3, 3, 5], [2, 2, 1, 3],
      "conv2d_transpose: value has 5 channels, but filter [2, 2, 1, 3] is for 3."),
    Refusal(
      .transposedConv2D, [1, 3, 3, 6], [2, 2, 3, 6],
      "conv2d_transpose: output_shape channels 4 do not fit filter [2, 2, 3, 6].\n"
        + "  Legal channels: 3, or that times the number of groups, a divisor of the value's 6."
    ) { $0.outputShape = "1,3,3,4" },
    Refusal(
      .transposedConv3D, [1, 3, 3, 3, 5], [2, 2, 2, 3, 5],
      "conv3d_transpose: output_shape channels 6 do not fit filter [2, 2, 2, 3, 5].\n"
        + "  Legal channels: 3, or that times the number of groups, a divisor of the value's 5."
    ) { $0.outputShape = "1,3,3,3,6" },
    Refusal(
      .depthwiseConv2D, [1, 3, 3, 3], [2, 2, 2, 1],
      "depthwise_conv2d: filter [2, 2, 2, 1] is for 2 channels, but the value has 3.\n"
        + "  Give a filter of the value's channels."),
    Refusal(
      .depthwiseConv2D, [1, 5, 5, 3], [2, 2, 4, 3],
      "depthwise_conv2d: filter [2, 2, 4, 3] is for 4 channels, but the value has 3.\n"
        + "  The filter's layout is [height, width, channels, multiplier]: it fits with its last two "
        + "dimensions swapped."),
    Refusal(
      .atrousTransposedConv2D, [1, 5, 5, 4], [2, 2, 3, 4],
      "atrous_conv2d_transpose: output_shape channels 6 do not fit filter [2, 2, 3, 4].\n"
        + "  Legal channels: 3."
    ) {
      $0.rate = "2"
      $0.outputShape = "1,5,5,6"
    },
    Refusal(
      .depthwiseTransposedConv2D, [1, 3, 3, 3], [2, 2, 3, 2],
      "depthwise_conv2d_transpose: value has 3 channels, but filter [2, 2, 3, 2] makes 3 channels "
        + "times multiplier 2.\n  Give a value of as many channels as the product."),
    Refusal(
      .depthwiseTransposedConv2D, [1, 3, 3, 3], [2, 2, 3, 1],
      "depthwise_conv2d_transpose: output_shape channels 4 are not the filter's 3.\n"
        + "  Give 3, or leave output_shape out."
    ) { $0.outputShape = "1,3,3,4" },
    Refusal(
      .conv2D, [1, 3, 3, 3], [0, 2, 3, 1],
      "conv2d: filter has shape [0, 2, 3, 1], without a tap."),
    Refusal(
      .conv3D, [1, 3, 3, 3, 0], [1, 2, 2, 0, 1],
      "conv3d: filter has shape [1, 2, 2, 0, 1], without a tap."),
    Refusal(
      .conv2D, [1, 3, 3, 0], [1, 2, 2, 1],
      "conv2d: value has no channels."),
    Refusal(
      .conv2D, [1, 9, 5, 1], [2, 3, 1, 1],
      "conv2d: filter width 3 with dilation 3 spans 7, more than the value's width 5.\n"
        + "  Give SAME padding, or a smaller filter."
    ) {
      $0.padding = "VALID"
      $0.dilations = "3"
    },
    Refusal(
      .conv2D, [1, 1, 5, 1], [4, 3, 1, 1],
      "conv2d: filter height 4 with dilation 1 spans 4, more than the value's height 1 with 2 of "
        + "padding.\n  Give SAME padding, or a smaller filter."
    ) { $0.padding = "0,0,1,1,0,0,0,0" },
    Refusal(
      .maxPool2D, [1, 1, 5, 1], nil,
      "max_pool2d: ksize height 2 exceeds the value's height of 1.\n"
        + "  Give SAME padding, or a smaller window."
    ) { $0.padding = "VALID" },
    Refusal(
      .transposedConv2D, [1, 1, 1, 1], [1, 1, 1, 1],
      "conv2d_transpose: an output of shape [1, 2147483647, 2147483647, 1] does not fit into memory"
    ) { $0.strides = "2147483647" },
    Refusal(
      .conv2D, [1, 3, 3, 3], nil,
      "conv2d: the filter is missing.\n  Give the filter, as the operation needs it."),
    Refusal(
      .maxPool2D, [1, 3, 3, 3], [2, 2],
      "max_pool2d: filter of shape [2, 2] was given, but the operation takes no filter."),
  ]

  @Test(arguments: shapes) func shapesAreChecked(refusal: Refusal) throws {
    let seen = try #require(refusal.seenMessage())
    // How much memory the machine has follows the message about it.
    #expect(seen == refusal.message || seen.hasPrefix(refusal.message + ".\n  This machine has"))
  }
}
