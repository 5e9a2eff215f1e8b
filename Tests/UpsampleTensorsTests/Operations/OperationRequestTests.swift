import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct OperationRequestTests {
  private static let spatialPaddings =
    "Give SAME or VALID in capitals, or pairs of pads such as 0,0,1,2,1,2,0,0."

  static let paddings =
    ["FULL", "same", "EXPLICIT", ""].map { (text: String) in
      Refusal(
        .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
        "conv2d_transpose: padding \"\(text)\" is unknown.\n  \(spatialPaddings)"
      ) { $0.padding = .text(text) }
    } + [
      Refusal(
        .conv3D, [1, 3, 3, 3, 1], [2, 2, 2, 1, 1],
        "conv3d: padding \"valid\" is unknown.\n  Give SAME or VALID in capitals, "
          + "or pairs of pads such as 0,0,1,2,1,2,1,2,0,0."
      ) { $0.padding = "valid" },
      Refusal(
        .conv2D, [1, 3, 3, 1], [2, 2, 1, 1], "conv2d: the padding is missing.\n  \(spatialPaddings)"
      ) { $0.padding = nil },
      Refusal(
        .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "conv2d: padding [[0, 0], [1, 1]] is not 4 pairs.\n"
          + "  Give a pair of before and after for each dimension of NHWC."
      ) { $0.padding = "0,0,1,1" },
      Refusal(
        .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "conv2d: padding [[0, 0], [1, 1], [1, 1], [0]] is not 4 pairs.\n"
          + "  Give a pair of before and after for each dimension of NHWC."
      ) { $0.padding = "0,0,1,1,1,1,0" },
      Refusal(
        .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "conv2d: padding [-1, 1] of the height is out of range.\n"
          + "  A pad must be in 0...2147483647."
      ) { $0.padding = "0,0,-1,1,0,0,0,0" },
      Refusal(
        .transposedConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "conv2d_transpose: padding [0, 1] pads the channels.\n"
          + "  Only spatial axes are padded; batch and channels must have 0,0."
      ) { $0.padding = "0,0,0,0,0,0,0,1" },
      Refusal(
        .atrousConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "atrous_conv2d: padding [[0, 0], [1, 1], [1, 1], [0, 0]] is explicit.\n"
          + "  Give SAME or VALID."
      ) { $0.padding = "0,0,1,1,1,1,0,0" },
      Refusal(
        .maxPool2D, [1, 3, 3, 1], nil,
        "max_pool2d: padding [0, 2] of the width is not smaller than the window's 2.\n"
          + "  Every window must reach the value."
      ) { $0.padding = "0,0,0,0,0,2,0,0" },
    ]

  @Test(arguments: paddings) func paddingIsChecked(refusal: Refusal) {
    #expect(refusal.seenMessage() == refusal.message)
  }

  static let formats =
    ["HWNC", "nhwc", "NDHW"].map { (text: String) in
      Refusal(
        .transposedConv2D, [1, 3, 3, 1], [2, 2, 3, 1],
        "conv2d_transpose: data_format \"\(text)\" is unknown.\n  Give NHWC or NCHW, in capitals."
      ) { $0.dataFormat = .text(text) }
    } + [
      Refusal(
        .conv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "conv2d: data_format NDHWC is not one of the operation's.\n  Give NHWC or NCHW."
      ) { $0.dataFormat = "NDHWC" },
      Refusal(
        .maxPool3D, [1, 3, 3, 3, 1], nil,
        "max_pool3d: data_format NCHW is not one of the operation's.\n  Give NDHWC or NCDHW."
      ) { $0.dataFormat = "NCHW" },
      Refusal(
        .atrousConv2D, [1, 3, 3, 1], [2, 2, 1, 1],
        "atrous_conv2d: data_format \"NCHW\" is not one of the operation's.\n  Give NHWC."
      ) { $0.dataFormat = "NCHW" },
    ]

  @Test(arguments: formats) func dataFormatsAreChecked(refusal: Refusal) {
    #expect(refusal.seenMessage() == refusal.message)
  }

  @Test func everyOperationRunsFromText() throws {
    for operation in OperationName.windowed {
      let rank = operation.spatialRank
      var request = OperationRequest(operation)
      request.padding = "SAME"
      if operation.isPool { request.ksize = "2" }
      if operation.isAtrous { request.rate = "1" } else { request.strides = "2" }
      let value = Tensor(repeating: 1, shape: Shape([1] + Array(repeating: 4, count: rank) + [1]))
      let filter = Tensor(repeating: 1, shape: Shape(Array(repeating: 2, count: rank) + [1, 1]))
      let output = try request.run(value: value, filter: operation.isPool ? nil : filter)
      let extent = operation.isAtrous ? 4 : operation.isTransposed ? 8 : 2
      #expect(output.shape[1] == extent, "\(operation.rawValue)")
    }
  }

  @Test func valuesAreTakenAsTheirTextIs() throws {
    var (text, values) = (
      OperationRequest(.transposedConv2D), OperationRequest(.transposedConv2D)
    )
    (text.strides, values.strides) = ("1,2,2,1", .value([1, 2, 2, 1]))
    (text.padding, values.padding) = (
      "0,0,1,0,0,1,0,0", .value(.explicit([[0, 0], [1, 0], [0, 1], [0, 0]]))
    )
    (text.dataFormat, values.dataFormat) = ("NHWC", .value(.nhwc))
    (text.outputShape, values.outputShape) = ("7,7", .value([7, 7]))
    let value = Tensor(shape: [1, 4, 4, 1], scalars: (0..<16).map(Float.init))
    let filter = Tensor(shape: [2, 2, 1, 1], scalars: [1, 2, 3, 4])
    #expect(
      try values.run(value: value, filter: filter) == text.run(value: value, filter: filter))
  }

  static let values = [
    Refusal(
      .conv2D, [1, 4, 4, 1], [2, 2, 1, 1],
      "conv2d: ksize 2,2 was given, but the operation takes no ksize."
    ) { $0.ksize = .value([2, 2]) },
    Refusal(
      .conv2D, [1, 4, 4, 1], [2, 2, 1, 1],
      "conv2d: output_shape 3,3 was given, but the operation takes no output_shape."
    ) { $0.outputShape = .value([3, 3]) },
    Refusal(
      .conv2D, [1, 4, 4, 1], [2, 2, 1, 1],
      "conv2d: strides \"\" is not a list of whole numbers.\n"
        + "  Give numbers between commas, such as 1,2,2,1."
    ) { $0.strides = .value([]) },
    Refusal(
      .transposedConv2D, [1, 4, 4, 1], [2, 2, 1, 1],
      "conv2d_transpose: output_shape \"\" is not a list of whole numbers.\n"
        + "  Give numbers between commas, such as 1,2,2,1."
    ) { $0.outputShape = .value([]) },
    Refusal(
      .atrousConv2D, [1, 4, 4, 1], [2, 2, 1, 1],
      "atrous_conv2d: rate [2, 3] is not one number.\n  Give one, such as 2."
    ) { $0.rate = .value([2, 3]) },
    Refusal(
      .atrousConv2D, [1, 4, 4, 1], [2, 2, 1, 1],
      "atrous_conv2d: data_format NCHW is not one of the operation's.\n  Give NHWC."
    ) { $0.dataFormat = .value(.nchw) },
  ]

  @Test(arguments: values) func valuesAreCheckedAsTheirTextIs(refusal: Refusal) {
    #expect(refusal.seenMessage() == refusal.message)
  }

  @Test func usefulOperationsLeaveOutThePadding() throws {
    var request = OperationRequest(.conv2D)
    request.padding = "SAME"
    // Of the four outputs each weighs two values but the last, which weighs
    // one, by three channels each.
    let operations = try request.floatingPointOperations(
      value: [5, 1, 4, 2], filter: [1, 2, 2, 3])
    #expect(operations == 2 * 5 * 7 * 2 * 3)
    var pool = OperationRequest(.maxPool2D)
    pool.padding = "VALID"
    pool.ksize = "2"
    #expect(try pool.floatingPointOperations(value: [1, 4, 4, 3], filter: nil) == 48)
  }
}
