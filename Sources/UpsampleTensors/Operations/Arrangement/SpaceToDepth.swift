import UpsampleBase

/// The tensor with each block of pixels as the channels of one pixel: the inverse of
/// `depthToSpace`.
///
/// With the order ``BlockOrder/crd`` it is PyTorch's `F.pixel_unshuffle`.
///
/// - Parameters:
///   - value: A tensor in the order of `dataFormat`, whose spatial extents are multiples of the
///     block size.
///   - blockSize: The extent of a block along every spatial axis, in pixels. At least 2.
///   - order: The order of the channels of a block: TensorFlow's, or PyTorch's.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each
///     processor.
/// - Returns: A tensor in the same order: spatial extents are the value's divided by
///   `blockSize`, and channels as many times more as a block has pixels.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.nn.space_to_depth`.
public func spaceToDepth(
  _ value: Tensor, blockSize: Int, order: BlockOrder = .dcr, dataFormat: DataFormat = .nhwc,
  name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  try BlockCall(
    subject: OperationSubject(name: .spaceToDepth, label: name), blockSize: blockSize, order: order,
    format: dataFormat, threads: threads
  ).gather(value)
}
