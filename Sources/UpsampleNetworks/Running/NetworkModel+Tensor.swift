import UpsampleBase
import UpsampleTensors

extension NetworkModel {
  /// What the network makes of a tensor: each picture of the batch by itself, strip by strip.
  ///
  /// - Parameters:
  ///   - value: A tensor `[batch, channels, height, width]`, or in the order of `dataFormat`.
  ///   - dataFormat: `NCHW` or `NHWC`; absent, the one that has the network's channels where
  ///     it has its own, and of both `NCHW`, as files of networks have it.
  ///   - threads: Those that share the work.
  /// - Returns: A tensor in the order of the value.
  /// - Throws: ``UpsampleError/request(_:)`` for a value of other channels, and one that does
  ///   not fit into memory; ``UpsampleError/file(_:)`` when the network can't be run on such a
  ///   value.
  package func callAsFunction(
    _ value: Tensor, dataFormat: DataFormat? = nil, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    let channelsFirst = try hasChannelsFirst(value.shape, dataFormat)
    let last = channelsFirst ? value.withChannelsLast(threads: threads) : value
    let graph = try graph(height: last.shape[1], width: last.shape[2]).planned
    let made = graph.output
    let shape: Shape = [value.shape[0], made.height, made.width, made.channels]
    guard shape.scalarCount.map(fitsIntoMemory(scalars:)) ?? false else {
      throw Self.fault(.memory(shape))
    }
    var scalars: [Float] = []
    scalars.reserveCapacity(shape.scalarCount!)
    for picture in 0..<last.shape[0] {
      let first = picture * graph.input.height * graph.input.rowCount
      func fill(_ coming: Range<Int>, _ room: UnsafeMutablePointer<Float>) {
        last.scalars.withUnsafeBufferPointer {
          room.update(
            from: $0.baseAddress! + first + coming.lowerBound * graph.input.rowCount,
            count: coming.count * graph.input.rowCount)
        }
      }
      let walk = try GraphWalk(
        try graph.settled { part throws(UpsampleError) in
          let walk = try GraphWalk(part)
          return try walk.means { () throws(UpsampleError) in
            try walk.step(threads: threads, filledBy: fill)
          }
        })
      while walk.made < made.height {
        let rows = try walk.step(threads: threads, filledBy: fill)
        if rows.isEmpty { continue }
        scalars += UnsafeBufferPointer(
          start: walk.rows.row(rows.lowerBound), count: rows.count * made.rowCount)
      }
    }
    let result = Tensor(shape: shape, scalars: scalars)
    return channelsFirst ? result.withChannelsFirst(threads: threads) : result
  }

  /// Whether the channels are the second dimension of a value, or the last.
  private func hasChannelsFirst(
    _ value: Shape, _ dataFormat: DataFormat?
  ) throws(UpsampleError) -> Bool {
    guard value.rank == 4, !value.extents.contains(0) else { throw Self.fault(.rank(value)) }
    let first =
      switch dataFormat {
      case .nchw: true
      case .nhwc: false
      case nil: value[1] == inputChannels
      default: throw Self.fault(.format)
      }
    guard value[first ? 1 : 3] == inputChannels else {
      throw Self.fault(.channels(value, inputChannels))
    }
    return first
  }

  private static func fault(_ fault: NetworkCallFault) -> UpsampleError {
    .request(RequestFault(subject: "model", fault))
  }
}

/// Why a network can't be run on a tensor.
private enum NetworkCallFault: FaultValues {
  case rank(Shape)
  case channels(Shape, Int)
  case format
  case memory(Shape)

  var clause: String {
    switch self {
    case .rank(let shape): "`value` has the shape \(shape), which holds no pictures"
    case .channels(let shape, let count):
      "`value` has the shape \(shape), and the network takes \(count) "
        + (count == 1 ? "channel" : "channels")
    case .format: "`data-format` is neither NCHW nor NHWC"
    case .memory(let shape): "an output of shape \(shape) does not fit into memory"
    }
  }

  var remedy: String? {
    switch self {
    case .rank: "Give [batch, channels, height, width], of at least 1 each."
    case .channels: "Give [batch, channels, height, width], or `data-format` NHWC."
    case .format: nil
    case .memory: "Give a smaller value."
    }
  }
}
