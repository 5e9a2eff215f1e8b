import CKernels

/// What is done about colours before and after the convolution, in this order;
/// nothing at all leaves the samples as they are stored.
package struct ColourSteps: Sendable {
  /// From inks to red, green and blue of 16 bits.
  var inks: InkConversion?
  /// From samples to light: the light of every sample, in the samples' units, one
  /// table for each colour or one for all.
  var decoding: [[Float]] = []
  /// From light of the picture's primaries to light of the output's: the three
  /// columns.
  var matrix: [SIMD4<Float>] = []
  /// From light to samples before the convolution.
  var recoding: [EncodingCurve] = []
  /// From light to samples after the convolution.
  var encoding: [EncodingCurve] = []
  /// What is behind transparency, as numbers that are convolved: 1 of gray or 3 of
  /// red, green and blue. `nil` leaves alpha in the output.
  var background: [Float]?

  /// Turns a row of stored pixels into numbers. Alpha stays as it is.
  func enter(
    _ row: UnsafeRawPointer, count: Int, of stored: ImageLayout,
    into pixels: UnsafeMutablePointer<Float>
  ) {
    guard let inks else {
      return decode(row, count: count, stored.channels, stored.depth, into: pixels)
    }
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 3 * count) { rgb in
      inks.convert(row, count: count, into: rgb.baseAddress!)
      decode(rgb.baseAddress!, count: count, 3, .sixteen, into: pixels)
    }
  }

  private func decode(
    _ row: UnsafeRawPointer, count: Int, _ channels: Int, _ depth: ImageLayout.Depth,
    into pixels: UnsafeMutablePointer<Float>
  ) {
    widenSamples(row, count: count * channels, depth, into: pixels)
    guard !decoding.isEmpty else { return }
    let colours = channels.isMultiple(of: 2) ? channels - 1 : channels
    for channel in 0..<colours {
      let table = decoding[min(channel, decoding.count - 1)]
      lookUp(
        row + channel * depth.bytes, count: count, step: channels, depth, in: table,
        into: pixels + channel)
    }
    if colours == 3, !matrix.isEmpty { mix(pixels, count: count, channels: channels) }
    encode(pixels, count: count, channels: channels, by: recoding)
  }

  private func mix(_ pixels: UnsafeMutablePointer<Float>, count: Int, channels: Int) {
    for pixel in 0..<count {
      let colour = pixels + pixel &* channels
      let mixed = matrix[0] * colour[0] + matrix[1] * colour[1] + matrix[2] * colour[2]
      (colour[0], colour[1], colour[2]) = (mixed[0], mixed[1], mixed[2])
    }
  }

  /// Turns `count` convolved pixels into samples again, still to be rounded.
  func leave(_ pixels: UnsafeMutablePointer<Float>, count: Int, channels: Int) {
    encode(pixels, count: count, channels: channels, by: encoding)
  }

  private func encode(
    _ pixels: UnsafeMutablePointer<Float>, count: Int, channels: Int, by curves: [EncodingCurve]
  ) {
    guard let first = curves.first else { return }
    let colours = channels.isMultiple(of: 2) ? channels - 1 : channels
    let fitting = curves.count == colours ? curves : [first]
    withExtendedLifetime(fitting) {
      ck_encode_light(
        ck_best_instructions(), pixels, count, channels, fitting.map(\.curve), fitting.count)
    }
  }
}

extension ColourSteps {
  /// Whether each sample comes back, as far as the precision goes.
  func returnEveryCode(of depth: ImageLayout.Depth, precision: ImageLayout.Depth) -> Bool {
    let step = depth.maximum / precision.maximum
    return decoding.indices.allSatisfy { index in
      var codes = stride(from: 0, through: depth.maximum, by: step).map { decoding[index][$0] }
      encode(&codes, count: codes.count, channels: 1, by: [encoding[index]])
      return codes.enumerated().allSatisfy { abs($1 - Float($0 * step)) < 0.4 * Float(step) }
    }
  }
}

/// Writes what a table has for every `step`-th sample of a row.
private func lookUp(
  _ row: UnsafeRawPointer, count: Int, step: Int, _ depth: ImageLayout.Depth, in table: [Float],
  into floats: UnsafeMutablePointer<Float>
) {
  precondition(table.count == depth.maximum + 1)
  table.withUnsafeBufferPointer { table in
    let table = table.baseAddress!
    let end = count * step
    var place = 0
    switch depth {
    case .eight:
      let samples = row.assumingMemoryBound(to: UInt8.self)
      while place < end {
        floats[place] = table[Int(samples[place])]
        place &+= step
      }
    case .sixteen:
      while place < end {
        let sample = row.loadUnaligned(fromByteOffset: place &<< 1, as: UInt16.self)
        floats[place] = table[Int(sample)]
        place &+= step
      }
    }
  }
}
