import CKernels
import UpsampleBase

/// One call that adds a bias to each channel or applies an activation, with the
/// arguments as the caller gave them.
struct ActivationCall {
  let subject: OperationSubject
  let end: LayerEnd
  /// Of which only the place of the channels counts: the second dimension or the last.
  /// Absent where channels make no difference.
  let dataFormat: DataFormat?
  let threads: Int?

  init(
    _ name: OperationName, label: String?, end: LayerEnd, dataFormat: DataFormat? = nil,
    threads: Int?
  ) {
    subject = OperationSubject(name: name, label: label)
    (self.end, self.dataFormat, self.threads) = (end, dataFormat, threads)
  }

  /// Computes the output, which has the value's shape.
  func run(_ value: Tensor) throws(UpsampleError) -> Tensor {
    let threads = try threadBudget(threads, subject: subject)
    try requireMemory(for: value.shape, subject: subject)
    let lines = try lines(of: value.shape)
    try end.check(channels: lines.channels, subject: subject)
    guard !value.scalars.isEmpty else { return value }
    let finish = end.finish(channels: lines.channels)
    guard lines.inner > 1 else {
      return Tensor(copying: value, rowLength: lines.channels, threads: threads) { _, rows in
        finish.finish(
          rows.baseAddress!, count: rows.count, instructions: ck_best_instructions())
      }
    }
    return Tensor(copying: value, rowLength: lines.inner, threads: threads) { first, rows in
      for index in 0..<rows.count / lines.inner {
        finish.finish(
          rows.baseAddress! + index * lines.inner, count: lines.inner,
          ofChannel: (first + index) % lines.channels, instructions: ck_best_instructions())
      }
    }
  }

  /// The number of channels, and of neighbouring scalars of the same one.
  private func lines(of value: Shape) throws(UpsampleError) -> (channels: Int, inner: Int) {
    guard let dataFormat else { return (1, 1) }
    guard value.rank >= 2 else {
      throw subject.fault(.shape(.noChannels(value: value)))
    }
    let dimension = dataFormat.hasChannelsFirst ? 1 : value.rank - 1
    return (
      value[dimension],
      value.extents.contains(0) ? 1 : value.extents[(dimension + 1)...].reduce(1, *)
    )
  }
}

extension Activation {
  /// The operation that does nothing but apply it.
  private var operation: OperationName {
    switch self {
    case .relu: .relu
    case .relu6: .relu6
    case .leakyRelu: .leakyRelu
    case .prelu: .prelu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .clip: .clip
    }
  }

  /// The activation of each number of a tensor.
  ///
  /// - Parameter dataFormat: Whether the channels are the second dimension or the last.
  package func applied(
    to value: Tensor, dataFormat: DataFormat = .nhwc, name: String?, threads: Int?
  ) throws(UpsampleError) -> Tensor {
    let hasChannels = if case .prelu = self { true } else { false }
    return try ActivationCall(
      operation, label: name, end: LayerEnd(activation: self),
      dataFormat: hasChannels ? dataFormat : nil, threads: threads
    ).run(value)
  }
}

extension Tensor {
  /// A copy of a tensor with scalars of which `change` changes some rows at a time.
  ///
  /// - Parameter change: Is given the number of the first of these rows, and their
  ///   scalars.
  fileprivate init(
    copying value: Tensor, rowLength: Int, threads: ThreadBudget,
    change: @Sendable (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let rows = value.scalars.count / rowLength
    let band = max(1, (1 << 15) / rowLength)
    self.init(shape: value.shape) { target in
      nonisolated(unsafe) let target = target
      value.scalars.withUnsafeBufferPointer { source in
        nonisolated(unsafe) let source = source
        ParallelWork.forEach(
          count: (rows + band - 1) / band, on: threads, makeState: {}
        ) { piece, _ in
          let first = piece * band
          let own = first * rowLength..<min(rows, first + band) * rowLength
          let scalars = UnsafeMutableBufferPointer(rebasing: target[own])
          _ = scalars.update(from: source[own])
          change(first, scalars)
        }
      }
    }
  }
}
