import UpsampleBase
import UpsampleTensors

extension KernelAnalysis {
  /// The most numbers of a filter that is written out for many channels.
  public static let largestDiagonal = 1 << 26

  /// The taps as a filter `[height, width, channels, channels]` of TensorFlow's
  /// transposed convolution, which leaves channels unmixed: zero wherever the
  /// two differ.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for taps that mix channels, and
  ///   for more than ``largestDiagonal`` numbers.
  public func diagonal(channels: Int) throws(UpsampleError) -> Tensor {
    guard case .depthwise = filter else {
      throw .request(
        RequestFault(
          subject: "`diagonal`", AnalysisFault.mixing(name: name, taps.shape)))
    }
    let shape = Shape(taps.shape.extents + [max(1, channels), max(1, channels)])
    guard channels > 0, let count = shape.scalarCount, count <= Self.largestDiagonal else {
      throw .request(
        RequestFault(
          subject: "`diagonal`",
          AnalysisFault.diagonal(
            channels: channels, rows: taps.shape[0], columns: taps.shape[1])))
    }
    var filter = Tensor(repeating: 0, shape: shape)
    for (index, tap) in taps.scalars.enumerated() {
      for channel in 0..<channels {
        filter.scalars[(index * channels + channel) * channels + channel] = tap
      }
    }
    return filter
  }
}

extension Tensor {
  /// Writes the tensor to a JSON file as nested arrays of numbers, the
  /// innermost on one line. Read again, every number is the same.
  ///
  /// The file appears under its name only when it is complete.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when the file can't be written.
  public func write(json path: FilePath) throws(UpsampleError) {
    let file = try OutputFile(.file(path))
    try file.write(Array((json(0..<scalars.count, dimension: 0) + "\n").utf8))
    try file.commit()
  }

  /// The scalars in a range as arrays, from a dimension on.
  private func json(_ range: Range<Int>, dimension: Int) -> String {
    guard dimension < shape.rank else { return "\(scalars[range.lowerBound])" }
    let step = max(1, range.count / max(1, shape[dimension]))
    let parts = stride(from: range.lowerBound, to: range.upperBound, by: step).map {
      json($0..<$0 + step, dimension: dimension + 1)
    }
    let separator = dimension + 1 < shape.rank ? ",\n" : ", "
    return "[" + parts.joined(separator: separator) + "]"
  }
}
