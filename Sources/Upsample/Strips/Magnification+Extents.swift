extension Magnification {
  /// The exact ratios and the extents by which a picture grows.
  struct Resolved: Hashable, Sendable {
    let horizontal: Ratio
    let vertical: Ratio
    let width: Int
    let height: Int
  }

  /// The largest extent of an output: PNG's limit of 2^31 - 1 pixels.
  static let largestExtent = Int(Int32.max)

  /// The ratios and extents for a picture of the given size.
  ///
  /// A scale gives the extent rounded to the nearest pixel, halves up; a size
  /// gives the ratio of the extents.
  func resolved(width: Int, height: Int) throws(UpsampleError) -> Resolved {
    switch self {
    case .scale(let horizontal, let vertical):
      let extents = (
        try scaled(width, by: horizontal, axis: "width"),
        try scaled(height, by: vertical, axis: "height")
      )
      return Resolved(
        horizontal: horizontal, vertical: vertical, width: extents.0, height: extents.1)
    case .size(let newWidth, let newHeight):
      let size = try self.size(newWidth, newHeight, from: (width, height))
      try check(size.width, from: width, axis: "width")
      try check(size.height, from: height, axis: "height")
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
      try check(width, from: old.width, axis: "width")
      return (width, try scaled(old.height, by: Ratio(width, old.width), axis: "height"))
    case (nil, let height?):
      try check(height, from: old.height, axis: "height")
      return (try scaled(old.width, by: Ratio(height, old.height), axis: "width"), height)
    case (nil, nil):
      throw .request(
        RequestFault(
          subject: "--size", fault: "neither a width nor a height is given",
          remedy: "Give WxH, Wx or xH."))
    }
  }

  private func scaled(_ extent: Int, by ratio: Ratio, axis: String) throws(UpsampleError) -> Int {
    guard ratio.numerator >= ratio.denominator else {
      throw .request(
        RequestFault(
          subject: "--scale", fault: "\(ratio) is below 1, and upsample makes pictures larger",
          remedy: "Give a scale of at least 1."))
    }
    // Doubled so that halves are whole: floor(2 e L / M + 1) / 2.
    let (product, overflow) = (2 * extent).multipliedReportingOverflow(by: ratio.numerator)
    guard !overflow, product / ratio.denominator < 2 * Self.largestExtent else {
      throw .limit(
        LimitExcess(
          subject: "the output of a picture \(extent) pixels in \(axis) at scale \(ratio)",
          quantity: "pixels in \(axis)",
          value: overflow ? Int.max : product / ratio.denominator / 2,
          limit: Self.largestExtent, side: .output, remedy: "Give a smaller scale."))
    }
    return max(1, (product / ratio.denominator + 1) / 2)
  }

  private func check(_ extent: Int, from: Int, axis: String) throws(UpsampleError) {
    guard extent >= from else {
      throw .request(
        RequestFault(
          subject: "--size",
          fault: "a \(axis) of \(extent) is smaller than the input's \(from), "
            + "and upsample makes pictures larger",
          remedy: "Give a \(axis) of at least \(from)."))
    }
    guard extent <= Self.largestExtent else {
      throw .limit(
        LimitExcess(
          subject: "--size", quantity: "pixels in \(axis)", value: extent,
          limit: Self.largestExtent, side: .output))
    }
  }
}
