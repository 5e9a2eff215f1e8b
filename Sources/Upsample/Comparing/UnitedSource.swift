import UpsampleBase
import UpsampleImages

/// A picture in the top left corner of the smallest size that holds another one as well; the
/// rest has samples of 0.
final class UnitedSource: ImageSource {
  let layout: ImageLayout
  var properties: ImageProperties { source.properties }
  var heldBytes: Int { source.heldBytes }
  var lateWarnings: [DecodingNotice] { source.lateWarnings }

  private let source: any ImageSource
  private var rowsLeft: Int

  init(_ source: any ImageSource, with other: ImageLayout) {
    self.source = source
    layout = source.layout.united(with: other)
    rowsLeft = source.layout.height
  }

  /// The picture itself, where it has the size already.
  var simplest: any ImageSource { layout == source.layout ? source : self }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    precondition(rows.count == count * layout.rowBytes)
    rows.initializeMemory(as: UInt8.self, repeating: 0)
    for row in 0..<min(count, rowsLeft) {
      let start = row * layout.rowBytes
      try source.readRow(
        into: UnsafeMutableRawBufferPointer(
          rebasing: rows[start..<start + source.layout.rowBytes]))
    }
    rowsLeft -= min(count, rowsLeft)
  }

  func finish() throws(UpsampleError) { try source.finish() }
}

extension ImageLayout {
  /// Whether width and height are those of another one.
  func hasSize(of other: ImageLayout) -> Bool {
    width == other.width && height == other.height
  }

  /// The layout of the smallest size that holds another one as well.
  func united(with other: ImageLayout) -> ImageLayout {
    ImageLayout(
      width: max(width, other.width), height: max(height, other.height), channels: channels,
      depth: depth, colorModel: colorModel)
  }
}
