import UpsampleBase

extension Magnification {
  /// The exact ratios and the extents by which a picture grows.
  struct Resolved: Hashable, Sendable {
    let horizontal: Ratio
    let vertical: Ratio
    let width: Int
    let height: Int
  }

  /// The widest output, in pixels: a few rows of it are held in memory.
  static let largestWidth = 1 << 24
  /// The tallest output, in pixels: PNG's limit.
  static let largestHeight = Int(Int32.max)
  /// The largest output, in pixels: days of work.
  static let largestArea = 1 << 40

  /// The ratios and extents for a picture of the given size.
  ///
  /// A scale gives the extent rounded to the nearest pixel, halves up; a size
  /// gives the ratio of the extents.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for an output smaller than the
  ///   picture, and ``UpsampleError/limit(_:)`` for one beyond the limits.
  func resolved(width: Int, height: Int) throws(UpsampleError) -> Resolved {
    let size = try unlimited(width: width, height: height)
    try check(size.width, "pixels in width", within: Self.largestWidth)
    try check(size.height, "pixels in height", within: Self.largestHeight)
    try check(size.width * size.height, "pixels", within: Self.largestArea)
    return size
  }

  private func unlimited(width: Int, height: Int) throws(UpsampleError) -> Resolved {
    switch self {
    case .scale(let horizontal, let vertical):
      let extents = (
        try scaled(width, by: horizontal), try scaled(height, by: vertical)
      )
      return Resolved(
        horizontal: horizontal, vertical: vertical, width: extents.0, height: extents.1)
    case .size(let newWidth, let newHeight):
      let size = try self.size(newWidth, newHeight, from: (width, height))
      try check(size.width, from: width, side: .width)
      try check(size.height, from: height, side: .height)
      return Resolved(
        horizontal: Ratio(size.width, width), vertical: Ratio(size.height, height),
        width: size.width, height: size.height)
    }
  }

  /// The size asked for, an absent extent following the other one.
  private func size(
    _ newWidth: Int?, _ newHeight: Int?, from old: (width: Int, height: Int)
  ) throws(UpsampleError) -> (width: Int, height: Int) {
    switch (newWidth, newHeight) {
    case (let width?, let height?):
      return (width, height)
    case (let width?, nil):
      try check(width, from: old.width, side: .width)
      return (width, try scaled(old.height, by: Ratio(width, old.width)))
    case (nil, let height?):
      try check(height, from: old.height, side: .height)
      return (try scaled(old.width, by: Ratio(height, old.height)), height)
    case (nil, nil):
      throw .request(RequestFault(subject: "`size`", SizeFault.neitherWidthNorHeight))
    }
  }

  private func scaled(_ extent: Int, by ratio: Ratio) throws(UpsampleError) -> Int {
    guard ratio.isScale else {
      throw .request(RequestFault(subject: "`scale`", SizeFault.belowOne(ratio)))
    }
    // Doubled so that halves are whole: floor(2 e L / M + 1) / 2. The bound on L
    // keeps all arithmetic on positions within 64 bits.
    let (product, overflow) = (2 * extent).multipliedReportingOverflow(by: ratio.numerator)
    guard !overflow, ratio.numerator <= 1 << 40 else {
      throw .request(RequestFault(subject: "`scale`", SizeFault.tooManyDigits(ratio)))
    }
    return max(1, (product / ratio.denominator + 1) / 2)
  }

  private func check(
    _ extent: Int, from: Int, side: SizeFault.Side
  ) throws(UpsampleError) {
    guard extent >= from else {
      throw .request(
        RequestFault(subject: "`size`", SizeFault.smaller(side, extent, input: from)))
    }
  }

  private func check(_ value: Int, _ quantity: String, within limit: Int) throws(UpsampleError) {
    guard value <= limit else {
      throw .limit(
        LimitExcess(
          subject: "the output", quantity: quantity, value: value, limit: limit, side: .output,
          remedy: "Choose a smaller `scale` or `size`."))
    }
  }
}
