import CKernels
import UpsampleBase

/// A picture whose rows are shown from right to left, read as it is shown.
final class MirroredSource: ImageSource {
  let layout: ImageLayout
  let properties: ImageProperties

  private let stored: any ImageSource

  init(_ stored: any ImageSource) {
    self.stored = stored
    layout = stored.layout
    properties = stored.properties.upright
  }

  var heldBytes: Int { stored.heldBytes }

  var lateWarnings: [DecodingNotice] { stored.lateWarnings }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    try stored.readRows(count, into: rows)
    for row in rows.rows(of: layout) {
      ck_mirror_row(row, layout.width, layout.pixelBytes)
    }
  }

  func finish() throws(UpsampleError) { try stored.finish() }
}

extension UnsafeMutableRawBufferPointer {
  /// Where each of the rows starts that are tightly packed here.
  fileprivate func rows(of layout: ImageLayout) -> some Sequence<UnsafeMutablePointer<UInt8>> {
    stride(from: 0, to: count, by: layout.rowBytes).lazy.map {
      (baseAddress! + $0).assumingMemoryBound(to: UInt8.self)
    }
  }
}
