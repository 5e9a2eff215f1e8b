import Glibc
import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// The most bytes that pictures at work take together, unless one alone takes more.
package let mostWorkingBytes = WorkingMemory.limit

/// What making one picture larger will take, known by its header alone.
public struct UpsampleEstimate: Sendable {
  /// What would be done.
  public var report: UpsampleReport
  /// The memory that one thread takes, about: a strip, and the whole input where
  /// it is decoded as a whole.
  public var workingBytes: Int
  /// The memory that each further thread takes, about.
  public var stripBytes: Int
  /// The most bytes that the picture may take; one that takes more is refused.
  public var allowedBytes: Int

  /// About the seconds that a network takes, measured on some rows; `nil` without one.
  public var seconds: Double?

  /// What is free where the output goes; `nil` for a stream, and where the file system
  /// doesn't tell.
  var space: FreeSpace?

  /// The bytes that are free where the output goes, as `df` tells them; `nil` for a
  /// stream, and where the file system doesn't tell.
  public var freeBytes: Int? { space?.bytes }

  /// The most bytes that the output takes: those of its samples before they are
  /// compressed. Metadata come on top. What 64 bits can't count is `Int.max`.
  public var outputBytes: Int { report.output.sampleBytes }

  /// Whether the output may be larger than what is free.
  public var mayLackRoom: Bool { freeBytes.map { outputBytes > $0 } ?? false }

  /// Refuses an output that its disk can't hold, however well it compresses.
  func checkRoom(_ output: Endpoint) throws(UpsampleError) {
    let least = report.outputFormat.leastBytes(report.output)
    guard let free = space?.mostBytes, least > free else { return }
    throw .system(
      SystemFailure(
        action: "write", name: output.name, side: .output, code: ENOSPC,
        remedy: "It takes at least \(byteText(least)), and \(byteText(free)) are free there. "
          + "Choose a smaller `scale` or `size`, or another disk."))
  }
}

extension ImageLayout {
  /// The bytes of all samples, or `Int.max` where 64 bits can't count them.
  fileprivate var sampleBytes: Int {
    Shape([height, width, channels * depth.bytes]).scalarCount ?? .max
  }
}

extension ImageFormat {
  /// The fewest bytes that a picture's file can have.
  fileprivate func leastBytes(_ layout: ImageLayout) -> Int {
    switch self {
    // Deflate makes at most 258 bytes of two bits, one for a length and one for a distance.
    case .png: layout.sampleBytes / 1032
    // Each block of 64 samples has a Huffman code at least, of a bit at least.
    case .jpeg: layout.width * layout.height / 512
    }
  }
}

/// Tells what ``upsample(_:to:options:progress:willBegin:)`` would do, without writing
/// anything.
///
/// - Returns: The estimate, or `nil` for an output that is there and would stay.
/// - Throws: ``UpsampleError`` also where the disk can't hold the output, however well it
///   compresses.
public func estimateUpsample(
  _ input: Endpoint, to output: Endpoint, options: UpsampleOptions
) throws(UpsampleError) -> UpsampleEstimate? {
  if options.existing == .skip, output.exists { return nil }
  let picture = try PictureWork(InputFile(input), to: output, options: options)
  var estimate = try picture.estimate(
    OutputFile.discarding(output, existing: options.existing))
  estimate.seconds = try NetworkPace().seconds(of: picture, threads: options.jobs)
  return estimate
}

/// How fast a network runs, as the first of many pictures shows.
package final class NetworkPace: Sendable {
  private let secondsPerProduct = Guarded<Double?>(nil)

  package init() {}

  /// About the seconds that the network takes for a picture on so many threads; `nil` without
  /// one.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when weights do not fit into memory.
  package func seconds(of work: PictureWork, threads: Int) throws(UpsampleError) -> Double? {
    guard let network = work.picture.network else { return nil }
    let products = max(1, network.multiplyAdds)
    if let pace = secondsPerProduct.withLock({ $0 }) { return pace * products }
    let seconds = try network.seconds(threads: ThreadBudget(shared: threads))
    secondsPerProduct.withLock { $0 = seconds / products }
    return seconds
  }
}
