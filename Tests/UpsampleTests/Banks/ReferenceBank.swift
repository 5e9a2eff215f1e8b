@testable import Upsample
@testable import UpsampleTensors

/// What a bank makes of a whole picture, pixel by pixel.
struct ReferenceBank {
  let bank: KernelBank
  let white: Float
  let border: Border

  init(_ bank: KernelBank, white: Float, border: Border) {
    (self.bank, self.white, self.border) = (bank, white, border)
  }

  /// - Parameter picture: `[1, height, width, channels]`.
  func enlarge(_ picture: Tensor) -> Tensor {
    let (height, width, channels) = (picture.shape[1], picture.shape[2], picture.shape[3])
    let luma = (0..<height * width).map {
      BankFeatures.luma(picture.scalars[$0 * channels..<($0 + 1) * channels], maximum: white)
    }
    let features = BankFeatures(picture: luma, rows: height, columns: width, border: border)
    let scale = bank.scale
    var result = Tensor(repeating: 0, shape: [1, scale * height, scale * width, channels])
    for pixel in 0..<height * width {
      let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
      let leaf = bank.leaf(features.values(row: row, column: column))
      let orientation =
        bank.nodes.isEmpty
        ? BankOrientation(rawValue: 0) : features.orientation(row: row, column: column)
      for channel in 0..<channels {
        let window = window(of: picture, row, column, channel, orientation)
        for (phase, place) in orientation.indices(side: scale).enumerated() {
          let line = (row * scale + place / scale) * scale * width
          let index = line + column * scale + place % scale
          result.scalars[index * channels + channel] = sum(window, leaf: leaf, phase: phase)
        }
      }
    }
    return result
  }

  /// The folded neighbourhood of a pixel.
  private func window(
    of picture: Tensor, _ row: Int, _ column: Int, _ channel: Int, _ orientation: BankOrientation
  ) -> [Float] {
    let (height, width, channels) = (picture.shape[1], picture.shape[2], picture.shape[3])
    return orientation.indices(side: bank.taps).map { index in
      let y = row + index / bank.taps - bank.taps / 2
      let x = column + index % bank.taps - bank.taps / 2
      guard let y = border.source(of: y, extent: height),
        let x = border.source(of: x, extent: width)
      else { return 0 }
      return picture.scalars[(y * width + x) * channels + channel]
    }
  }

  /// The products by their columns, four sums that are added at the end.
  private func sum(_ window: [Float], leaf: Int, phase: Int) -> Float {
    let count = bank.taps * bank.taps
    let first = (leaf * bank.scale * bank.scale + phase) * count
    var sums: [Float] = [0, 0, 0, 0]
    for index in 0..<count {
      sums[index % bank.taps % 4].addProduct(window[index], bank.leaves[first + index])
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3])
  }
}
