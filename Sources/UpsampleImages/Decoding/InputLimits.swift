import UpsampleBase

/// How much of an input is accepted, so that no file can take memory or time
/// without end.
public struct InputLimits: Hashable, Sendable {
  /// The most pixels of a picture. Without a number of one's own they are
  /// ``streamedPixels``, and ``heldPixels`` where the whole picture is held, but no
  /// more than ``smallFilePixels`` and ``pixelsPerByte`` for each byte of the file.
  public var pixels: Int?
  /// The most scans of a JPEG, whatever their blocks. Without a number of one's own
  /// they are ``standardScans``, of ``scannedBlocks`` at most. Real files have up to
  /// 12 scans.
  public var scans: Int?
  /// The most bytes of what a file holds beside its pixels, as they stand in it and
  /// also inflated. A single piece may have a quarter of them.
  public var metadata = 64 << 20
  /// The most bytes of memory that the work on a picture may take. Without a number
  /// of one's own they are ``smallFileMemory`` and ``memoryPerByte`` for each byte of
  /// the file, and what a network takes for 4096 columns, but no more than ``mostMemory``.
  public var memory: Int?

  /// 2^34 pixels: a picture of 131072x131072.
  public static let streamedPixels = 1 << 34

  /// The most pixels of a picture that is held as a whole: 16383x16383.
  public static let heldPixels = 268_402_689

  /// The pixels that every file may have, however short it is.
  public static let smallFilePixels = 1 << 26

  /// The pixels that each byte of a file may add: as many as deflate makes of one,
  /// where a pixel takes at least a byte.
  public static let pixelsPerByte = 1024

  /// The most scans of a JPEG.
  public static let standardScans = 200

  /// The most blocks of all scans of a JPEG together: ten scans of all that is
  /// in 16383x16383 pixels of three full components.
  public static let scannedBlocks = 1 << 27

  /// The memory that the work on every picture may take, however short its file is.
  public static let smallFileMemory = 192 << 20

  /// The memory that each byte of a file may add.
  public static let memoryPerByte = 64

  /// The most memory that a picture takes unless more is asked for: 4 GiB, or half of
  /// what the machine or the process's control group has.
  public static let mostMemory = min(4 << 30, MemorySupply.bytes / 2)

  /// The most scans of a JPEG that are accepted.
  var mostScans: Int { scans ?? Self.standardScans }

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

  /// Refuses a picture that has far more pixels than files of its length have.
  func check(_ layout: ImageLayout, against file: InputFile) throws(UpsampleError) {
    guard pixels == nil, let byteCount = file.byteCount else { return }
    let (more, isAny) = byteCount.multipliedReportingOverflow(by: Self.pixelsPerByte)
    let count = layout.width * layout.height
    guard !isAny, count - more > Self.smallFilePixels else { return }
    throw .limit(
      LimitExcess(
        subject: file.name, quantity: "pixels in \(byteCount) bytes", value: count,
        limit: Self.smallFilePixels + more, remedy: "Raise the limit with `max-pixels`."))
  }

  /// The most bytes of memory for the work on the picture of a file.
  ///
  /// - Parameters:
  ///   - byteCount: The length of the file; `nil` for a stream.
  ///   - growth: How many times more pixels are held than the file has.
  package func memory(forFileOf byteCount: Int?, growth: Int = 1) -> Int {
    if let memory { return memory }
    guard let byteCount else { return Self.mostMemory }
    let (share, isMost) = byteCount.multipliedReportingOverflow(by: Self.memoryPerByte)
    let (more, isMore) = share.multipliedReportingOverflow(by: growth)
    guard !isMost, !isMore, more < Self.mostMemory else { return Self.mostMemory }
    return min(Self.mostMemory, Self.smallFileMemory + more)
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

/// Refuses a file that is too short for its pixels, before memory is taken for a row
/// of them.
///
/// - Parameters:
///   - needed: Fewer bytes than these can't hold the picture.
///   - damage: Of what is to be recovered, a file may hold the ``recoverableShare``.
func checkLength(
  of file: InputFile, for layout: ImageLayout, needed: Int, _ damage: DamagePolicy
) throws(UpsampleError) {
  let part = damage == .recover ? recoverableShare : 1
  guard let byteCount = file.byteCount, byteCount < needed / part else { return }
  throw .file(
    FileDefect(
      name: file.name,
      ImageFault.tooShort(
        bytes: byteCount, width: layout.width, height: layout.height, partOfPixels: part)))
}

/// The part of a damaged picture that must be there to be worth the time that all of
/// it takes.
private let recoverableShare = 16

extension InputLimits {
  /// The memory for the work on the picture of a file.
  ///
  /// - Parameters:
  ///   - growth: How many times more pixels are held than the file has.
  ///   - more: The bytes that are allowed beside those of the picture, unless a limit is set.
  package func allowance(
    for file: InputFile, growth: Int = 1, more: Int = 0
  ) -> MemoryAllowance {
    let bytes = memory(forFileOf: file.byteCount, growth: growth)
    return MemoryAllowance(
      name: file.name,
      bytes: memory == nil ? bytes + min(more, max(0, Self.mostMemory - bytes)) : bytes)
  }
}
