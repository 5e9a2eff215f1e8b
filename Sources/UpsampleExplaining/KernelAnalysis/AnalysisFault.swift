import Upsample
import UpsampleBase
import UpsampleTensors

/// Why a kernel is not analysed, drawn or written out, as values.
enum AnalysisFault: FaultValues {
  /// A scale is below 1.
  case belowOne(horizontal: Ratio, vertical: Ratio)
  /// A scale has a stride of more than is analysed.
  case stride(Int, horizontal: Ratio, vertical: Ratio)
  /// The taps mix channels, so they are on no diagonal.
  case mixing(name: String, Shape)
  /// A filter for so many channels would be too large, or for none.
  case diagonal(channels: Int, rows: Int, columns: Int)
  /// A kernel has more taps, or larger strides, than are drawn.
  case notDrawn(name: String, rows: Extents, columns: Extents)

  /// What bears on the size of a drawing along an axis.
  struct Extents: Hashable, Sendable {
    let taps: Int
    let stride: Int
  }
}

// MARK: Words

extension AnalysisFault {
  var clause: String {
    switch self {
    case .belowOne(let horizontal, let vertical): "\(horizontal)x\(vertical) is below 1"
    case .stride(let stride, let horizontal, let vertical):
      "\(horizontal)x\(vertical) has a stride of \(stride)"
    case .mixing(let name, let shape):
      "\(name.echoed) has channels already: its shape is \(shape)"
    case .diagonal(let channels, let rows, let columns):
      "\(channels) channels of \(columns)x\(rows) taps are too many"
    case .notDrawn(let name, let rows, let columns):
      "\(name.echoed) is too large to draw, with \(columns.taps)x\(rows.taps) taps "
        + "and a stride of \(columns.stride)x\(rows.stride)"
    }
  }

  var remedy: String? {
    let drawn = KernelPicture.largest
    return switch self {
    case .belowOne: "Scales begin at 1."
    case .stride:
      "Strides of up to \(KernelAnalysis.largestStride) are analysed: a ratio's numerators."
    case .mixing: "Only taps for every channel can be put on a diagonal."
    case .diagonal: "A filter holds at most \(KernelAnalysis.largestDiagonal) numbers."
    case .notDrawn:
      "Up to \(drawn.side) taps a side are drawn, \(drawn.tapsPerOutput) of them "
        + "for an output, and strides of up to \(drawn.stride)."
    }
  }
}
