import UpsampleBase

/// The order of a pixel's channels that become a block of pixels.
public enum BlockOrder: String, Hashable, Sendable, CaseIterable {
  /// Depth, column, row: TensorFlow's order. The channels of the block's first pixel
  /// come first, then those of the one to its right.
  case dcr = "DCR"
  /// Column, row, depth: PyTorch's order, that of its pixel shuffle. All of the block's
  /// pixels of the first channel come first.
  case crd = "CRD"
}

/// One call that turns channels into blocks of pixels or back, with the arguments as
/// the caller gave them.
struct BlockCall {
  let subject: OperationSubject
  let blockSize: Int
  let order: BlockOrder
  let format: DataFormat
  let threads: Int?

  /// The extents that a block may have along each axis, in pixels.
  static let blockSizes = 2...1 << 16

  /// Turns the channels of each pixel into a block.
  func spread(_ value: Tensor) throws(UpsampleError) -> Tensor {
    let (cells, channels) = try checked(value.shape)
    guard channels % cells == 0 else {
      throw subject.fault(.arrangement(.blockChannels(channels, pixels: cells)))
    }
    var extents = value.shape.extents
    extents[format.channelDimension] = channels / cells
    for dimension in format.spatialDimensions { extents[dimension] *= blockSize }
    try requireMemory(for: Shape(extents), subject: subject)
    let (block, plain) = split(
      batch: value.shape[0], spatial: spatial(value.shape), channels: channels / cells)
    let order = plain.names.map { block.names.firstIndex(of: $0)! }
    return value.permuted(
      block.extents, order: order, threads: try threadBudget(threads, subject: subject)
    ).viewed(as: Shape(extents))
  }

  /// Turns each block into the channels of a pixel.
  func gather(_ value: Tensor) throws(UpsampleError) -> Tensor {
    let (cells, channels) = try checked(value.shape)
    var extents = value.shape.extents
    for (dimension, name) in zip(format.spatialDimensions, format.axes) {
      guard extents[dimension] % blockSize == 0 else {
        throw subject.fault(
          .arrangement(.blocks(name, extents[dimension], blockSize: blockSize)))
      }
      extents[dimension] /= blockSize
    }
    let (total, overflow) = channels.multipliedReportingOverflow(by: cells)
    extents[format.channelDimension] = overflow ? .max : total
    try requireMemory(for: Shape(extents), subject: subject)
    let (block, plain) = split(
      batch: value.shape[0], spatial: spatial(value.shape).map { $0 / blockSize },
      channels: channels)
    let order = block.names.map { plain.names.firstIndex(of: $0)! }
    return value.permuted(
      plain.extents, order: order, threads: try threadBudget(threads, subject: subject)
    ).viewed(as: Shape(extents))
  }

  private func spatial(_ shape: Shape) -> [Int] { Array(shape.extents[format.spatialDimensions]) }

  /// Checks the arguments, and tells the pixels of a block and the value's channels.
  private func checked(_ value: Shape) throws(UpsampleError) -> (cells: Int, channels: Int) {
    guard value.rank == format.rank else {
      throw subject.fault(.shape(.rank(.value, value, dimensions: format.dimensions)))
    }
    for (dimension, extent) in zip(format.dimensions, value.extents) {
      guard (0...ConvolutionAxis.limit).contains(extent) else {
        throw subject.fault(.shape(.extent(.value, dimension, extent)))
      }
    }
    guard Self.blockSizes.contains(blockSize) else {
      throw subject.fault(.arrangement(.blockSize(blockSize)))
    }
    let cells = (0..<format.spatialRank).reduce(1) { cells, _ in cells * blockSize }
    return (cells, value[format.channelDimension])
  }

  /// One part of a dimension that both arrangements have.
  private enum Part: Hashable {
    case batch
    case pixel(Int)
    case cell(Int)
    case channel
  }

  private typealias Parts = (names: [Part], extents: [Int])

  /// The dimensions of both arrangements, each pixel's channels apart in cells and
  /// channels, each spatial axis in pixels and cells.
  private func split(
    batch: Int, spatial: [Int], channels: Int
  ) -> (block: Parts, plain: Parts) {
    let axes = Array(spatial.indices)
    let (pixels, cells) = (axes.map(Part.pixel), axes.map(Part.cell))
    let mixed = order == .dcr ? cells + [.channel] : [.channel] + cells
    let block = format.hasChannelsFirst ? [.batch] + mixed + pixels : [.batch] + pixels + mixed
    let spread = axes.flatMap { [Part.pixel($0), .cell($0)] }
    let plain =
      format.hasChannelsFirst ? [.batch, .channel] + spread : [.batch] + spread + [.channel]
    func extents(_ parts: [Part]) -> Parts {
      (
        parts,
        parts.map {
          switch $0 {
          case .batch: batch
          case .pixel(let axis): spatial[axis]
          case .cell: blockSize
          case .channel: channels
          }
        }
      )
    }
    return (extents(block), extents(plain))
  }
}
