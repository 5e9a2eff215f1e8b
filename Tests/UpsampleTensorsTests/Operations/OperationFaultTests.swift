import Testing
import UpsampleBase

@testable import UpsampleTensors

/// Every family of faults: a value of it, and its words.
@Suite struct OperationFaultTests {
  typealias Fault = OperationFault

  /// A reason, and the message of which it is one.
  struct Example: CustomTestStringConvertible, Sendable {
    let reason: Fault.Reason
    var operation = OperationName.transposedConv2D
    let message: String

    var testDescription: String { message }
  }

  static let axis = Fault.OperationAxis(
    axis: .height, value: 3, filter: 2, stride: 2, dilation: 1, padding: .same)

  static let examples = [
    Example(
      reason: .argument(.missing(.ksize)), operation: .maxPool2D,
      message: "max_pool2d: the ksize is missing.\n  Give the ksize, as the operation needs it."),
    Example(
      reason: .argument(.notTaken(.strides, given: .numbers([2, 2]))), operation: .atrousConv2D,
      message: "atrous_conv2d: strides [2, 2] were given, but the operation takes no strides."),
    Example(
      reason: .argument(.unknown(.padding, text: "same")), operation: .atrousConv2D,
      message: "atrous_conv2d: padding \"same\" is unknown.\n  Give SAME or VALID, in capitals."),
    Example(
      reason: .numbers(.rate, .text("x")),
      message: "conv2d_transpose: rate \"x\" is not a list of whole numbers.\n"
        + "  Give numbers between commas, such as 2."),
    Example(
      reason: .numbers(.strides, .notSpatial([2, 1, 1, 1], number: 2, .batch)),
      message: "conv2d_transpose: strides [2, 1, 1, 1] has 2 for the batch.\n"
        + "  Only spatial axes take strides; batch and channels must have 1."),
    Example(
      reason: .padding(.notSmaller(AxisPadding(before: 1, after: 2), .width, window: 2)),
      operation: .maxPool2D,
      message: "max_pool2d: padding [1, 2] of the width is not smaller than the window's 2.\n"
        + "  Every window must reach the value."),
    Example(
      reason: .shape(.rank(.value, [3, 3], dimensions: [.batch, .height])),
      message: "conv2d_transpose: value has shape [3, 3], of 2 dimensions.\n"
        + "  Its dimensions must be [batch, height]."),
    Example(
      reason: .channels(.depthwise(filter: [3, 3, 1, 4], value: 4)), operation: .depthwiseConv2D,
      message: "depthwise_conv2d: filter [3, 3, 1, 4] is for 1 channels, but the value has 4.\n"
        + "  The filter's layout is [height, width, channels, multiplier]: "
        + "it fits with its last two dimensions swapped."),
    Example(
      reason: .window(axis), operation: .conv2D,
      message: "conv2d: filter height 2 with dilation 1 spans 2, more than the value's height 3.\n"
        + "  Give SAME padding, or a smaller filter."),
    Example(
      reason: .outputShape(.extent(7, legal: 5...6, axis)),
      message: "conv2d_transpose: output_shape height 7 is not legal for a value of height 3, "
        + "filter height 2, stride 2, SAME padding.\n  Legal heights: 5, 6."),
    Example(
      reason: .rows(.tooMany(4, appended: 3, count: 5)),
      message: "conv2d_transpose: 4 rows follow 3, but the value has 5.\n  Give 2 rows at most."),
    Example(
      reason: .memory(.output([1 << 40], bytes: 3 << 20)),
      message: "conv2d_transpose: an output of shape [1099511627776] does not fit into memory.\n"
        + "  This machine has 3 MiB."),
  ]

  @Test(arguments: examples) func valuesBecomeWords(example: Example) {
    let subject = OperationSubject(name: example.operation, label: nil)
    #expect(subject.fault(example.reason).description == example.message)
  }

  @Test func valuesCanBeReadFromTheError() throws {
    let call = Result { () throws(UpsampleError) -> Tensor in
      try transposedConv2D(
        Tensor(repeating: 1, shape: [1, 3, 3, 1]),
        filter: Tensor(repeating: 1, shape: [2, 2, 3, 1]), outputShape: [1, 7, 5, 3], strides: 2,
        name: "deconv1")
    }
    guard case .failure(let error) = call else {
      Issue.record("7 is taken for a height")
      return
    }
    let fault = try #require(error.operationFault)
    #expect(fault.operation == .transposedConv2D)
    #expect(fault.label == "deconv1")
    #expect(fault.reason == .outputShape(.extent(7, legal: 5...6, Self.axis)))
    #expect(fault.legalOutputShapes?.spatial == [5...6, 5...6])
    #expect(UpsampleError.request(RequestFault(subject: "a", fault: "b")).operationFault == nil)
  }

  @Test func equalFaultsHaveEqualValues() {
    let subject = OperationSubject(name: .conv2D, label: nil)
    let (one, other) = (subject.fault(.argument(.rate(0))), subject.fault(.argument(.rate(-1))))
    #expect(one == subject.fault(.argument(.rate(0))))
    #expect(one.hashValue == subject.fault(.argument(.rate(0))).hashValue)
    #expect(one != other)
    // Words alone are no values.
    #expect(
      one != .request(RequestFault(subject: "conv2d", fault: "rate 0 is out of range")))
  }

  /// Thousands of numbers are not repeated.
  @Test func longListsAreCut() throws {
    let many = PerAxis(Array(repeating: 2, count: 5000))
    let filter = Tensor(repeating: 1, shape: [1, 1, 1, 1])
    func message(_ operation: OperationName, strides: PerAxis, dilations: PerAxis) -> String {
      do throws(UpsampleError) {
        _ = try Convolution(
          operation, filter: filter, strides: strides, padding: .same, dilations: dilations,
          outputShape: OutputShape.extents(many.values))
        return ""
      } catch {
        return error.description
      }
    }
    for operation in [OperationName.conv2D, .atrousConv2D, .transposedConv2D] {
      for (strides, dilations) in [(many, 1), (1, many), (1, 1)] as [(PerAxis, PerAxis)] {
        let text = message(operation, strides: strides, dilations: dilations)
        #expect(!text.isEmpty && text.count < 400, "\(text)")
      }
    }
  }
}
