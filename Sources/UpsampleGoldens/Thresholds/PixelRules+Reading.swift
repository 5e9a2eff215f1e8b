import Upsample

extension PixelRules {
  /// The names of the options that are rules for pixels and take a value, without dashes.
  package static var valueNames: [String] { ["tolerance", "ignore", "mask", "alpha"] }

  /// The names of those whose values add up. Of the others the last value counts.
  package static var collectedNames: [String] { ["ignore", "mask"] }

  /// The names of those that take none.
  package static var plainNames: [String] { ["ignore-antialiasing", "color"] }

  /// Reads rules by the names of their options.
  ///
  /// - Parameter folder: That to which the names of masks are relative.
  /// - Throws: ``UpsampleError/request(_:)`` for a value that breaks its rule.
  /// - Precondition: All names are among ``valueNames`` and ``plainNames``.
  package init(
    _ values: [(name: String, value: FilePath)], masksIn folder: FilePath = FilePath(".")
  ) throws(UpsampleError) {
    self.init()
    for (name, value) in values {
      switch name {
      case "tolerance": tolerance = try Self.tolerance(value.description)
      case "ignore": ignoredRegions.append(try Self.region(value.description))
      case "mask": masks.append(.file(try Self.mask(value, in: folder)))
      case "alpha": alpha = try Self.alpha(value.description)
      case "ignore-antialiasing": antialiasing = .ignored
      case "color": color = .meaning
      default: preconditionFailure("\(name) is no rule for pixels")
      }
    }
  }

  private static func tolerance(_ text: String) throws(UpsampleError) -> Double {
    if let tolerance = decimalNumber(text[...]), tolerance <= 1 { return tolerance }
    throw .value(text, of: "tolerance", "is not a distance of colours from 0 to 1")
  }

  private static func region(_ text: String) throws(UpsampleError) -> ImageRegion {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let sides = parts.last!.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let numbers = (parts.dropLast() + sides.map { $0[...] })
      .map { wholeNumber($0, in: 0...Int(UInt32.max)) }
    if parts.count == 3, sides.count == 2, let x = numbers[0], let y = numbers[1],
      let width = numbers[2], let height = numbers[3],
      let region = ImageRegion(x: x, y: y, width: width, height: height)
    {
      return region
    }
    throw .value(
      text, of: "ignore", "is not a part of a picture",
      remedy: "Write column, row and size of its pixels, as 10,20,300x40.")
  }

  private static func mask(_ name: FilePath, in folder: FilePath) throws(UpsampleError) -> FilePath
  {
    guard name != FilePath("-") else {
      throw .value(
        "-", of: "mask", "is standard input, and a mask is a file",
        remedy: "Name the file; ./- is one of that name.")
    }
    return name.relative(to: folder)
  }

  private static func alpha(_ text: String) throws(UpsampleError) -> AlphaComparison {
    if let alpha = AlphaComparison(rawValue: text) { return alpha }
    throw .value(
      text, of: "alpha", "is not a word it knows",
      remedy: "Choose among \(AlphaComparison.allCases.map(\.rawValue).joined(separator: ", ")).")
  }
}

extension FilePath {
  /// The same file as named in the folder that the process works in.
  fileprivate func relative(to folder: FilePath) -> FilePath {
    bytes.first == .slash || folder == FilePath(".") ? self : folder.appending(self)
  }
}

extension UpsampleError {
  fileprivate static func value(
    _ text: String, of name: String, _ rule: String, remedy: String? = nil
  ) -> UpsampleError {
    .request(
      RequestFault(subject: "--\(name)", fault: "\"\(text.echoed)\" \(rule)", remedy: remedy))
  }
}
