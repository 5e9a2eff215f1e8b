import Testing

@testable import UpsampleExplaining
@testable import UpsampleTensors

/// The calls here are among those that `Benchmarks/explained_calls.py` evaluates.
@Suite struct TensorFlowCallTests {
  private func lines(
    _ operation: OperationName, change: (inout ExplanationRequest) -> Void
  ) throws -> [String] {
    var request = ExplanationRequest(OperationRequest(operation))
    request.value = "4"
    request.filter = "3"
    change(&request)
    return TensorFlowCall(explanation: try request.explanation()).lines
  }

  private let shapes = "value of shape [1, 1, 4, 1], filter of shape [1, 3, 1, 1]"

  @Test func oneAxisHasFunctionsOfItsOwn() throws {
    #expect(
      try lines(.conv2D) { $0.call.strides = "2" }
        == [#"tf.nn.conv1d(value, filter, stride=2, padding="SAME")"#])
    #expect(
      try lines(.transposedConv2D) { $0.call.strides = "2" } == [
        "tf.nn.conv1d_transpose(value, filter, output_shape=[1, 8, 1], strides=2, "
          + #"padding="SAME")"#
      ])
  }

  @Test func theseTakeNeitherPairsOfPadsNorChannelsFirst() throws {
    #expect(
      try lines(.conv2D) { $0.call.padding = "1,2" } == [
        "tf.nn.conv2d(value, filter, strides=[1, 1, 1, 1], "
          + "padding=[[0, 0], [0, 0], [1, 2], [0, 0]])", shapes,
      ])
    #expect(
      try lines(.transposedConv2D) { $0.call.dataFormat = "NCHW" } == [
        "tf.nn.conv2d_transpose(value, filter, output_shape=[1, 1, 1, 4], "
          + #"strides=[1, 1, 1, 1], padding="SAME", data_format="NCHW")"#,
        "value of shape [1, 1, 1, 4], filter of shape [1, 3, 1, 1]",
        "its default CPU kernel refuses channels first",
      ])
  }

  @Test func poolsHaveWindows() throws {
    func pool(
      _ operation: OperationName, _ padding: Argument<Padding>? = nil
    ) throws -> [String] {
      try lines(operation) {
        ($0.filter, $0.call.ksize, $0.call.strides) = (nil, "1", "3")
        $0.call.padding = padding
      }
    }
    #expect(
      try pool(.maxPool2D) == [#"tf.nn.max_pool1d(value, ksize=1, strides=3, padding="SAME")"#])
    #expect(
      try pool(.maxPool3D, "VALID") == [
        "tf.nn.max_pool3d(value, ksize=[1, 1, 1, 1, 1], strides=[1, 1, 1, 3, 1], "
          + #"padding="VALID")"#, "value of shape [1, 1, 1, 4, 1]",
      ])
    let short = try lines(.maxPool3D) {
      ($0.value, $0.filter, $0.call.ksize, $0.call.strides) = ("9", nil, "1", "3")
    }
    #expect(
      short == [
        "none: max_pool3d's default CPU kernel begins these short windows after the first sample"
      ])
  }

  @Test func otherOperationsHaveAxesOfExtentOne() throws {
    #expect(
      try lines(.depthwiseConv2D) { $0.call.strides = "2" }
        == [
          #"tf.nn.depthwise_conv2d(value, filter, strides=[1, 2, 2, 1], padding="SAME")"#, shapes,
        ])
    #expect(
      try lines(.depthwiseTransposedConv2D) { $0.call.strides = "2" } == [
        "tf.nn.depthwise_conv2d_backprop_input([1, 1, 8, 1], filter, value, "
          + #"strides=[1, 2, 2, 1], padding="SAME")"#, shapes,
      ])
    #expect(
      try lines(.atrousTransposedConv2D) { $0.call.rate = "2" } == [
        "tf.nn.atrous_conv2d_transpose(value, filter, output_shape=[1, 1, 4, 1], rate=2, "
          + #"padding="SAME")"#, shapes,
      ])
    #expect(
      try lines(.conv3D) { $0.call.strides = "2" } == [
        #"tf.nn.conv3d(value, filter, strides=[1, 1, 1, 2, 1], padding="SAME")"#,
        "value of shape [1, 1, 1, 4, 1], filter of shape [1, 1, 3, 1, 1]",
      ])
    #expect(
      try lines(.transposedConv3D) { $0.call.strides = "2" } == [
        "tf.nn.conv3d_transpose(value, filter, output_shape=[1, 1, 1, 8, 1], "
          + #"strides=[1, 1, 1, 2, 1], padding="SAME")"#,
        "value of shape [1, 1, 1, 4, 1], filter of shape [1, 1, 3, 1, 1]",
      ])
  }

  @Test func whatTheDefaultKernelsRefuseIsTold() throws {
    let dilated = try lines(.transposedConv2D) {
      $0.value = "1,4,4,4"
      $0.filter = "3,3,1,4"
      $0.call.outputShape = "1,4,4,2"
      $0.call.dilations = "2"
    }
    #expect(dilated.last == "its default CPU kernel refuses dilations and groups")
    let uneven = try lines(.depthwiseConv2D) { $0.call.strides = "1,2" }
    #expect(uneven.last == "its default CPU kernel refuses unequal strides")
    let forward = try lines(.conv2D) { $0.call.dilations = "2" }
    #expect(forward.count == 1)
  }

  @Test func thereIsNoCallWhereTensorFlowComputesSomethingElse() throws {
    #expect(
      try lines(.depthwiseTransposedConv2D) { $0.call.dilations = "2" }
        == ["none: depthwise_conv2d_backprop_input ignores dilations on the CPU"])
    #expect(
      try lines(.depthwiseConv2D) {
        $0.call.dilations = "2"
        $0.call.strides = "2"
      } == [
        "none: depthwise_conv2d computes something else when both strides and dilations exceed 1"
      ])
    #expect(
      try lines(.conv3D) {
        $0.value = "9"
        $0.filter = "1"
        $0.call.strides = "3"
      } == ["none: conv3d's default CPU kernel begins these short windows after the first sample"])
  }
}
