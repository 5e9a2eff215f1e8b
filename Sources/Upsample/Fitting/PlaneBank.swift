/// A bank, and what it makes of luma.
struct PlaneBank: PlaneEnlarging {
  let name = "bank"
  private let bank: KernelBank

  init(_ bank: KernelBank) { self.bank = bank }

  func enlarge(_ small: LumaPlane, _ border: Border) -> [Float] {
    let (scale, taps) = (bank.scale, bank.taps)
    let plane = small.bordered(by: taps / 2, border)
    let pixels = plane.values.map { Float($0) / Float(LumaPlane.unitsPerLevel) }
    let features = BankFeatures(small, border)
    let width = small.width * scale
    let inputs = BankOrientation.octants.map { octant in
      octant.indices(side: taps).map { $0 / taps * plane.width + $0 % taps }
    }
    let outputs = BankOrientation.octants.map { octant in
      octant.indices(side: scale).map { $0 / scale * width + $0 % scale }
    }
    var result = [Float](repeating: 0, count: small.height * scale * width)
    for row in 0..<small.height {
      for column in 0..<small.width {
        let octant = bank.nodes.isEmpty ? 0 : features.orientation(row: row, column: column).octant
        let leaf = bank.leaf(features.values(row: row, column: column))
        let corner = row * plane.width + column
        let target = (row * width + column) * scale
        bank.leaves.withUnsafeBufferPointer { leaves in
          pixels.withUnsafeBufferPointer { pixels in
            var tap = leaf * scale * scale * taps * taps
            for output in outputs[octant] {
              var sum: Float = 0
              for input in inputs[octant] {
                sum += leaves[tap] * pixels[corner + input]
                tap += 1
              }
              result[target + output] = sum
            }
          }
        }
      }
    }
    return result
  }
}
