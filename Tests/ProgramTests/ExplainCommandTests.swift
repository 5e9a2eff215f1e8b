import TestSupport
import Testing

@Suite struct ExplainCommandTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  /// What the program prints of an explanation that succeeds.
  private func text(_ line: String) throws -> String {
    let outcome = try program.run("explain \(line)")
    #expect(outcome.status == 0 && outcome.error == "", "\(line): \(outcome.error)")
    return outcome.output
  }

  @Test func everythingOfAOneAxisConvolutionIsTold() throws {
    #expect(
      try text("--value 2 --filter 3 --strides 2 --output-shape 4") == """
        conv2d_transpose: [2] becomes [4] with strides [2]

          value         [2]
          filter        [3]
          strides       [2]
          padding       SAME
          output_shape  [4]

          axis    value   filter   stride   pads   output   legal outputs
          width   2       3        2        0, 1   4        3, 4
          receptive field: 2 input pixels

        width:
               p  p  x0 ·  x1 p \("")
          y0  [-  -  w0]            = w0·x0
          y1     [-  w1 - ]         = w1·x0
          y2        [w2 -  w0]      = w2·x0 + w0·x1
          y3           [-  w1 - ]   = w1·x1

          [ ] the filter's taps in reverse order, over the value with blanks inserted
          x value   w tap   y output   · blank   p padding   - tap that meets no value

        Forward path:
          conv2d of [4] by this filter, with strides [2] and SAME padding, makes [2];
          conv2d_transpose takes [2] back to [4].

        The same call elsewhere:
          TensorFlow  tf.nn.conv1d_transpose(value, filter, output_shape=[1, 4, 1], strides=2, \
        padding="SAME")
          PyTorch     F.conv_transpose1d(x, w, stride=(2,), padding=(0,), \
        output_padding=(0,))[:, :, 0:4]
                      x = value.permute(0, 2, 1), w = filter.permute(2, 1, 0)
          ONNX        ConvTranspose(X, W) with strides=[2], pads=[0, 1]
                      X and W as PyTorch's x and w
                      auto_pad="SAME_UPPER" says the same as these pads

        Taps that reach each output phase:
          2  1
          Checkerboard likely: with taps that are all alike, the output of a constant value would
          differ as these do: the sums differ by 66.7 % of their mean, from 1 to 2.
          What repairs it is taps whose sums are the same for each phase, as an interpolation
          function's (--kernel bilinear); filter extents that are multiples of the strides make
          the numbers of taps the same.

        """)
  }

  @Test func aForwardConvolutionHasNoOutputShape() throws {
    let text = try text("conv2d --value 5 --filter 3 --strides 2")
    #expect(
      text.hasPrefix("conv2d: [5] becomes [3]") && !text.contains("output_shape  "), "\(text)")
  }

  @Test(arguments: [
    ("--output-shape 1,5,5,3 --filter 2,2,3,1 --strides 2", "[1, 3, 3, 1] becomes [1, 5, 5, 3]"),
    ("--value 1,3,3,1 --filter 2,2,3,1 --strides 2", "[1, 3, 3, 1] becomes [1, 6, 6, 3]"),
    ("--value 1,3,3,1 --output-shape 1,5,6,3", "[1, 3, 3, 1] becomes [1, 5, 6, 3]"),
    ("--value 3,4 --filter 5 --padding VALID", "[1, 3, 4, 1] becomes [1, 7, 8, 1]"),
    ("conv2d --value 5,7 --filter 3 --strides 2,3", "[1, 5, 7, 1] becomes [1, 3, 3, 1]"),
    ("conv2d --output-shape 3 --filter 3 --strides 2", "[6] becomes [3]"),
    ("atrous_conv2d --value 9 --filter 3 --rate 2 --padding VALID", "[9] becomes [5]"),
    (
      "conv3d --value 10,2,7,7,512 --filter 3,3,3,512,512",
      "[10, 2, 7, 7, 512] becomes [10, 2, 7, 7, 512]"
    ),
    (
      "conv3d_transpose --value 10,1,4,4,512 --filter 3,3,3,512,512 --strides 2 "
        + "--output-shape 10,2,7,7,512", "[10, 1, 4, 4, 512] becomes [10, 2, 7, 7, 512]"
    ),
    (
      "--value 1,4,3,3 --filter 2,2,2,4 --strides 2 --data-format NCHW",
      "[1, 4, 3, 3] becomes [1, 2, 6, 6]"
    ),
    (
      "depthwise_conv2d_transpose --value 1,3,3,6 --filter 4,4,3,2 --strides 2",
      "[1, 3, 3, 6] becomes [1, 6, 6, 3]"
    ),
    ("--value 3 --filter 3 --strides 2 --padding 1,1", "[3] becomes [5]"),
    (
      "--value 3 --filter 4 --strides 2 --padding 0,0,1,1,1,1,0,0",
      "[1, 3, 3, 1] becomes [1, 6, 6, 1]"
    ),
    ("--value 3 --filter 4 --padding 1,1,0,2", "[1, 3, 3, 1] becomes [1, 4, 4, 1]"),
    ("--value 1 --filter 5 --strides 3 --padding 3,2", "[1] becomes [0]"),
    ("--output-shape 0 --filter 5 --strides 3 --padding 3,2", "[1] becomes [0]"),
    ("conv2d --output-shape 1 --filter 5 --strides 3 --padding 3,2", "[1] becomes [1]"),
    ("--filter 2,2,3,1 --strides 2", "[1, 3, 3, 1] becomes [1, 6, 6, 3]"),
    ("--strides 2 --padding VALID", "[3] becomes [8]"),
    ("conv3d --filter 3 --padding VALID", "[5] becomes [3]"),
    ("atrous_conv2d --filter 3 --rate 2 --padding VALID", "[7] becomes [3]"),
  ])
  func whatIsMissingIsInferred(line: String, shapes: String) throws {
    let text = try text(line)
    #expect(text.contains(": \(shapes)"), "\(text)")
  }

  @Test func theFiltersNumbersCount() throws {
    try program.write("even.npy", npyFile([2, 2, 1, 1], [1, 1, 1, 1]))
    try program.write("uneven.npy", npyFile([3, 3], [1, 2, 1, 2, 4, 2, 1, 2, 1]))
    let even = try text("--value 3,3 --filter even.npy --strides 2")
    #expect(even.contains("  1  1\n  1  1\n  All are equal"), "\(even)")
    let uneven = try text("--value 3,3 --filter uneven.npy --strides 2")
    #expect(uneven.contains("  4  4\n  4  4\n  All are equal"), "\(uneven)")
    let odd = try text("--value 3,3 --filter uneven.npy --strides 3,1")
    #expect(odd.contains("  4\n  8\n  4\n  Checkerboard: the sums differ by 75 %"), "\(odd)")
  }

  @Test func aKernelsFilterHasEqualSums() throws {
    let text = try text("--value 4,5 --strides 3,2 --kernel lanczos3")
    #expect(text.contains("filter        [17, 12, 1, 1]"), "\(text)")
    #expect(text.contains("All are equal: a constant value stays constant."), "\(text)")
  }

  @Test func theThreeConvolutionsStandSideBySide() throws {
    let text = try text("--value 4 --filter 3 --strides 2 --compare")
    let titles = text.split(separator: "\n").filter { $0.hasPrefix("conv2d") }
    #expect(
      titles == [
        "conv2d: [4] becomes [2] with strides [2]",
        "conv2d_transpose: [4] becomes [8] with strides [2]",
        "conv2d: [4] becomes [4] with dilations [2]",
      ])
  }

  @Test func whatIsNotLegalIsNotCompared() throws {
    let text = try text("--value 4 --filter 3 --strides 2 --padding VALID --compare --output e.png")
    #expect(text.hasPrefix("conv2d: [4] becomes [1]"))
    #expect(text.contains("\nconv2d_transpose: [4] becomes [9]"))
    #expect(
      text.hasSuffix(
        """

        conv2d: not drawn: no window fits: filter width 3 with dilation 2 spans 5, more than width \
        4 with its padding

        """))
    #expect(pngSize(try program.read("e.png")).count == 2)
  }

  @Test func theTransposeOfWhatIsNotLegalIsCompared() throws {
    let text = try text("conv2d --value 4 --filter 5 --strides 2 --padding VALID --compare")
    let titles = text.split(separator: "\n").filter { $0.hasPrefix("conv2d") }
    #expect(
      titles == [
        "conv2d: not drawn: no window fits: filter width 5 with dilation 1 spans 5, more than "
          + "width 4 with its padding",
        "conv2d_transpose: [4] becomes [11] with strides [2]",
        "conv2d: not drawn: no window fits: filter width 5 with dilation 2 spans 9, more than "
          + "width 4 with its padding",
      ])
    let wrong = "conv2d --value 4 --filter 5 --output-shape 3 --padding VALID --compare"
    #expect(try program.run("explain \(wrong)").status == 2)
  }

  @Test func anEmptyOutputIsToldButNotDrawn() throws {
    let line = "--value 1 --filter 5 --strides 3 --padding 3,2"
    let text = try text(line)
    #expect(text.contains("output_shape  [0]"), "\(text)")
    #expect(text.contains("\nwidth: the pads crop all of the output\n"), "\(text)")
    let outcome = try program.run("explain \(line) --output e.png")
    #expect(outcome.status == 2)
    #expect(outcome.error == "upsample: conv2d_transpose: width has no output to draw.\n")
  }

  @Test func withoutExtentsTheRelationIsTold() throws {
    let text = try text("--filter 3 --strides 2 --padding VALID --output e.png")
    #expect(text.contains("  value         [3]     not given: an example\n"), "\(text)")
    #expect(text.contains("\n  width: 2 n + 1 to 2 n + 2; without"), "\(text)")
    #expect(text.contains("\nTaps that reach each output phase:\n  2  1\n"), "\(text)")
    #expect(pngSize(try program.read("e.png")).count == 2)
  }

  @Test func aPictureIsWritten() throws {
    _ = try text("--value 3,3 --filter 3 --strides 2 --output e.png")
    let alone = pngSize(try program.read("e.png"))
    _ = try text("--value 3,3 --filter 3 --strides 2 --compare --output all.png")
    let all = pngSize(try program.read("all.png"))
    #expect(alone.count == 2 && all.count == 2 && all[1] > 2 * alone[1])
    let refused = try program.run("explain --value 3 --output e.jpg")
    #expect(
      refused.error
        == "upsample: --output: \"e.jpg\" is not the name of a PNG file.\n  Name it .png.\n")
    #expect(refused.status == 2)
  }

  @Test(arguments: [
    (
      "--value 3 --filter 2 --strides 2 --output-shape 4",
      """
      conv2d_transpose: output_shape width 4 is not legal for a value of width 3, filter width 2, \
      stride 2, SAME padding.
        Legal widths: 5, 6.

      """
    ),
    (
      "--padding VALID --name up",
      """
      conv2d_transpose "up": none of value, output_shape, filter and strides is given.
        Give at least one of them, as --value 1,3,3,1.

      """
    ),
    (
      "--output-shape 0 --filter 3",
      """
      conv2d_transpose: output_shape width 0 is that of an empty value alone.
        Give explicit padding that crops all of the output, or a longer output_shape.

      """
    ),
    (
      "conv2d --value 5 --ksize 2",
      """
      conv2d: ksize 2 was given, but the operation takes no ksize.

      """
    ),
    (
      "conv2d --value 5 --filter 3 --strides 2 --output-shape 2",
      """
      conv2d: output_shape [1, 1, 2, 1] is not what the operation makes of its arguments.
        It makes [1, 1, 3, 1].

      """
    ),
    (
      "--value 3 --filter 2 --kernel bilinear",
      """
      conv2d_transpose: filter 2 and kernel bilinear are both given.
        Give one of them.

      """
    ),
  ])
  func whatIsIllegalIsToldAsTheOperationTellsIt(line: String, message: String) throws {
    let outcome = try program.run("explain \(line)")
    #expect(outcome == .init(status: 2, output: "", error: "upsample: \(message)"))
  }

  @Test(arguments: [
    "--value 2147483647 --filter 2147483647 --strides 2147483647 --padding VALID",
    "--output-shape 2147483647 --filter 2147483647 --dilations 2147483647 --padding VALID",
    "--value 2147483648 --filter 1", "--value 99999999999999999999 --filter 1",
    "--value 0 --filter 1", "--value -1 --filter 1", "--value 3 --filter 0", "--value , --filter 1",
    "--value 1,2,3 --filter 1", "--output-shape 2147483647 --padding 2147483647,2147483647",
    "--value 3 --filter 2 --strides 0", "--value 3 --strides 2147483647 --kernel nearest",
    "--value 1,1,1,2147483647 --filter 1,1,2147483647,2147483647 depthwise_conv2d_transpose",
    "atrous_conv2d --value 3 --filter 2", "atrous_conv2d --value 3 --filter 2 --rate 1,1",
  ])
  func hostileArgumentsAreRefused(line: String) throws {
    let outcome = try program.run("explain \(line)")
    #expect(outcome.status == 2 && outcome.output == "", "\(outcome)")
  }

  @Test(arguments: [
    "--value 2147483647,2147483647 --filter 2 --strides 1", "--strides 2147483647",
    "conv2d --filter 2147483647 --padding VALID",
    "--output-shape 2147483647 --filter 2 --strides 2147483647",
    "--value 2147483647 --filter 2147483647",
    "conv2d --value 2147483647 --filter 2147483647 --strides 2147483647 --padding VALID",
  ])
  func theLargestExtentsAreExplained(line: String) throws {
    #expect(!(try text(line)).isEmpty)
  }
}
