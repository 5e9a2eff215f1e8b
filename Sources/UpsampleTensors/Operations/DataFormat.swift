/// The order of a tensor's dimensions.
public enum DataFormat: String, Hashable, Sendable, CaseIterable {
  /// `[batch, width, channels]`.
  case nwc = "NWC"
  /// `[batch, channels, width]`.
  case ncw = "NCW"
  /// `[batch, height, width, channels]`.
  case nhwc = "NHWC"
  /// `[batch, channels, height, width]`.
  case nchw = "NCHW"
  /// `[batch, depth, height, width, channels]`.
  case ndhwc = "NDHWC"
  /// `[batch, channels, depth, height, width]`.
  case ncdhw = "NCDHW"
}

extension DataFormat {
  /// The number of spatial axes, 1 to 3.
  package var spatialRank: Int {
    switch self {
    case .nwc, .ncw: 1
    case .nhwc, .nchw: 2
    case .ndhwc, .ncdhw: 3
    }
  }

  /// The number of dimensions, batch and channels included.
  package var rank: Int { spatialRank + 2 }

  /// Whether the channels come right after the batch.
  package var hasChannelsFirst: Bool {
    switch self {
    case .ncw, .nchw, .ncdhw: true
    case .nwc, .nhwc, .ndhwc: false
    }
  }

  /// The dimension of the channels.
  package var channelDimension: Int { hasChannelsFirst ? 1 : rank - 1 }

  /// The dimensions of the spatial axes, outermost first.
  package var spatialDimensions: Range<Int> {
    hasChannelsFirst ? 2..<rank : 1..<rank - 1
  }

  /// The spatial axes, outermost first.
  package var axes: [Dimension] {
    [.depth, .height, .width].suffix(spatialRank)
  }

  /// All dimensions in order.
  package var dimensions: [Dimension] {
    hasChannelsFirst ? [.batch, .channels] + axes : [.batch] + axes + [.channels]
  }

  /// The data formats of the given number of spatial axes, by default the
  /// first of them.
  package static func formats(spatialRank: Int) -> [DataFormat] {
    allCases.filter { $0.spatialRank == spatialRank }
  }

  /// The extents of a tensor in this order.
  package func extents(batch: Int, spatial: [Int], channels: Int) -> [Int] {
    var extents: [Int] = []
    extents.reserveCapacity(rank)
    extents.append(batch)
    if hasChannelsFirst { extents.append(channels) }
    for extent in spatial { extents.append(extent) }
    if !hasChannelsFirst { extents.append(channels) }
    return extents
  }
}
