import Glibc
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct FreeSpaceTests {
  @Test func aDiskIsKnownByAnyNameOnIt() throws {
    let folder = try TestFolder()
    let path = try folder.write([1], to: "a")
    let beyond = path.parent.appending(FilePath("none/none/b"))
    for name in [path, path.parent, beyond] {
      let space = try #require(FreeSpace(at: name))
      #expect(space.bytes > 0 && space.mostBytes >= space.bytes)
    }
    #expect(FreeSpace(of: .file(path)) != nil)
    #expect(FreeSpace(of: .file(FilePath("/dev/null"))) == nil)
    #expect(FreeSpace(at: FilePath("/proc/self/status")) == nil)
  }

  @Test(
    arguments: [
      (.png, 1_032_000, 1000, true), (.png, 1_032_000, 999, false), (.jpeg, 512_000, 1000, true),
      (.jpeg, 512_000, 999, false), (.png, 1_032_000, nil, true),
    ] as [(ImageFormat, Int, Int?, Bool)])
  func aDiskThatCannotHoldTheLeastIsRefused(
    format: ImageFormat, pixels: Int, free: Int?, isEnough: Bool
  ) {
    let estimate = estimate(format, pixels: pixels, free: free)
    let error = refusal { try estimate.checkRoom(.file(FilePath("out"))) }
    let expected = """
      cannot write out: No space left on device.
        It takes at least 1 kB, and 999 bytes are free there. \
      Choose a smaller `scale` or `size`, or another disk.
      """
    #expect(error == (isEnough ? nil : expected))
  }

  @Test func aDiskMayBeTooSmallForTheMost() {
    #expect(estimate(.png, pixels: 1000, free: 999).mayLackRoom)
    #expect(!estimate(.png, pixels: 1000, free: 1000).mayLackRoom)
    #expect(!estimate(.png, pixels: 1000, free: nil).mayLackRoom)
  }

  /// The bounds hold for the pictures that compress best.
  @Test(arguments: [(ImageFormat.png, ".png"), (.jpeg, ".jpg")])
  func noFileIsSmallerThanTheLeast(format: ImageFormat, suffix: String) throws {
    let folder = try TestFolder()
    let png = PNGBytes(width: 1, height: 1, depth: 8, color: 0, rows: [[0, 0]])
    let input = try folder.write(png.bytes, to: "in.png")
    let output = input.parent.appending(FilePath("out\(suffix)"))
    var options = UpsampleOptions()
    options.magnification = .size(width: 4096, height: 4096)
    options.compression = .small
    options.progression = .progressive
    _ = try upsample(.file(input), to: .file(output), options: options)
    let length = try #require(FileStatus(at: output)).byteCount
    let least = estimate(format, pixels: 4096 * 4096, free: length)
    try least.checkRoom(.file(output))
  }

  private func estimate(_ format: ImageFormat, pixels: Int, free: Int?) -> UpsampleEstimate {
    let layout = ImageLayout(width: pixels, height: 1, channels: 1, depth: .eight)
    return UpsampleEstimate(
      report: UpsampleReport(
        input: layout, output: layout, inputFormat: .png, outputFormat: format, warnings: [],
        notes: []),
      workingBytes: 1, stripBytes: 1, allowedBytes: 1,
      space: free.map { FreeSpace(bytes: $0, mostBytes: $0) })
  }
}
