/// How much of an input is accepted, so that no file can take memory or time
/// without end.
public struct InputLimits: Hashable, Sendable {
  /// The most pixels of a picture. Without a number of one's own they are
  /// ``streamedPixels``, and ``heldPixels`` where the whole picture is held.
  public var pixels: Int?
  /// The most scans of a JPEG. Real files have up to 12.
  public var scans = 200
  /// The most bytes of what a file holds beside its pixels, as they stand in it and
  /// also inflated. A single piece may have a quarter of them.
  public var metadata = 64 << 20

  /// 2^34 pixels: a picture of 131072x131072.
  public static let streamedPixels = 1 << 34

  /// The most pixels of a picture that is held as a whole: 16383x16383.
  public static let heldPixels = 268_402_689

  /// Creates the limits that hold where no others are asked for.
  public init(pixels: Int? = nil) { self.pixels = pixels }

  /// Refuses a picture that has too many pixels.
  ///
  /// - Parameters:
  ///   - reason: Why the picture has to be held as a whole, as a clause that
  ///     begins with a verb, if it has to: `is interlaced`.
  ///   - alternative: What else can be done than to raise the limit, as a clause.
  func check(
    _ layout: ImageLayout, heldBecauseIt reason: String?, name: String,
    alternative: String? = nil
  ) throws(UpsampleError) {
    let limit = pixels ?? (reason == nil ? Self.streamedPixels : Self.heldPixels)
    // Both factors are below 2^31.
    let count = layout.width * layout.height
    guard count > limit else { return }
    let quantity = reason.map { "pixels and \($0), so it must be held as a whole" } ?? "pixels"
    throw .limit(
      LimitExcess(
        subject: name, quantity: quantity, value: count, limit: limit,
        remedy: "Raise the limit with `max-pixels`\(alternative.map { ", or \($0)" } ?? "")."))
  }

  /// Refuses a picture that has too much beside its pixels.
  func check(_ excess: MetadataExcess?, name: String) throws(UpsampleError) {
    guard let excess else { return }
    throw .limit(
      LimitExcess(
        subject: name, quantity: excess.quantity, value: excess.value, limit: excess.limit,
        remedy: excess.remedy))
  }
}
