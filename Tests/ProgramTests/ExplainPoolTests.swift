import TestSupport
import Testing

@Suite struct ExplainPoolTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  /// What the program prints of an explanation that succeeds.
  private func text(_ line: String) throws -> String {
    let outcome = try program.run("explain \(line)")
    #expect(outcome.status == 0 && outcome.error == "", "\(line): \(outcome.error)")
    return outcome.output
  }

  @Test func everythingOfAPoolIsTold() throws {
    #expect(
      try text("max_pool2d --value 5 --ksize 3 --strides 2") == """
        max_pool2d: [5] becomes [3] with strides [2]

          value         [5]
          ksize         [3]
          strides       [2]
          padding       SAME

          axis    value   window   stride   pads   output   values that give this output
          width   5       3        2        1, 1   3        5, 6
          receptive field: 3 input pixels

        width:
               p  x0 x1 x2 x3 x4 p \("")
          y0  [-  x0 x1]               = max(x0, x1)
          y1        [x1 x2 x3]         = max(x1, x2, x3)
          y2              [x3 x4 - ]   = max(x3, x4)

          [ ] the window over the padded value
          x value   y output   p padding   - padding, which takes no part

        The same call elsewhere:
          TensorFlow  tf.nn.max_pool1d(value, ksize=3, strides=2, padding="SAME")
          PyTorch     F.max_pool1d(x, kernel_size=(3,), stride=(2,), padding=(1,))
                      x = value.permute(0, 2, 1)
          ONNX        MaxPool(X) with kernel_shape=[3], strides=[2], pads=[1, 1]
                      X as PyTorch's x
                      auto_pad="SAME_UPPER" says the same as these pads

        """)
  }

  @Test func aPoolsUnevenPadsArePaddedApart() throws {
    let text = try text("max_pool2d --value 6,7 --ksize 3 --strides 2 --padding 1,1,0,2")
    #expect(
      text.contains(
        """
          TensorFlow  tf.nn.max_pool2d(value, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], \
        padding=[[0, 0], [1, 1], [0, 2], [0, 0]])
          PyTorch     F.max_pool2d(F.pad(x, (0, 2, 1, 1), value=-float("inf")), \
        kernel_size=(3, 3), stride=(2, 2))
                      x = value.permute(0, 3, 1, 2)
          ONNX        MaxPool(X) with kernel_shape=[3, 3], strides=[2, 2], pads=[1, 0, 1, 2]
        """), "\(text)")
  }

  @Test(arguments: [
    ("max_pool2d --value 8", "[8] becomes [4]"),
    ("max_pool2d --ksize 3 --strides 2", "[6] becomes [3]"),
    ("max_pool2d --value 7 --output-shape 3", "[7] becomes [3] with strides [3]"),
    ("max_pool2d --output-shape 3 --ksize 3 --padding VALID", "[9] becomes [3]"),
    ("max_pool2d --strides 2 --value 5 --padding 1,2", "[5] becomes [3] with strides [2]"),
    (
      "max_pool3d --value 1,4,6,5,2 --ksize 2,3,2 --padding VALID",
      "[1, 4, 6, 5, 2] becomes [1, 2, 2, 2, 2] with strides [2, 3, 2]"
    ),
    (
      "max_pool2d --value 1,3,8,6 --ksize 1,1,4,2 --data-format NCHW",
      "[1, 3, 8, 6] becomes [1, 3, 2, 3]"
    ),
  ])
  func whatIsMissingIsInferred(line: String, shapes: String) throws {
    let text = try text(line)
    #expect(text.contains(": \(shapes)"), "\(text)")
  }

  @Test func aPoolIsDrawn() throws {
    _ = try text("max_pool3d --value 4,6,5 --ksize 2 --output pool.png")
    #expect(pngSize(try program.read("pool.png")).count == 2)
  }

  @Test(arguments: [
    (
      "max_pool2d",
      """
      max_pool2d: none of value, output_shape, ksize and strides is given.
        Give at least one of them, as --value 1,3,3,1.

      """
    ),
    (
      "max_pool2d --value 3 --kernel bilinear",
      """
      max_pool2d: kernel bilinear was given, but the operation takes no filter.
        Give its window as ksize, such as 2.

      """
    ),
    (
      "max_pool3d --value 3 --ksize 2 --compare",
      """
      max_pool3d: a pool has no transpose and no dilations to compare it with.
        Compare a convolution, such as conv2d.

      """
    ),
    (
      "max_pool2d --value 2 --ksize 5 --padding VALID",
      """
      max_pool2d: no window fits: ksize width 5 exceeds width 2 with its padding.
        Give SAME padding, or a smaller ksize.

      """
    ),
    (
      "max_pool2d --value 5 --ksize 2 --padding 2,2",
      """
      max_pool2d: padding [2, 2] of the width is not smaller than the window's 2.
        Every window must reach the value.

      """
    ),
  ])
  func whatIsIllegalIsTold(line: String, message: String) throws {
    let outcome = try program.run("explain \(line)")
    #expect(outcome == .init(status: 2, output: "", error: "upsample: \(message)"))
  }
}
