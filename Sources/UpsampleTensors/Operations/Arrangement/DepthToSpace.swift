import UpsampleBase

/// The tensor with the channels of each pixel spread over a block of pixels.
///
/// With the order ``BlockOrder/crd`` it is PyTorch's `F.pixel_shuffle`.
///
/// - Parameters:
///   - value: A tensor in the order of `dataFormat`, whose channels are a multiple of a block's
///     pixels.
///   - blockSize: The extent of a block along every spatial axis, in pixels. At least 2.
///   - order: The order of the channels of a block: TensorFlow's, or PyTorch's.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor in the same order: spatial extents are `blockSize` times the value's,
///   and channels as many times fewer as a block has pixels.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.nn.depth_to_space`.
public func depthToSpace(
  _ value: Tensor, blockSize: Int, order: BlockOrder = .dcr, dataFormat: DataFormat = .nhwc,
  name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try BlockCall(
    subject: OperationSubject(name: .depthToSpace, label: name), blockSize: blockSize, order: order,
    format: dataFormat, threads: threads
  ).spread(value)
}
