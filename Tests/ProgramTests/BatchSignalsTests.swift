import Glibc
import TestSupport
import Testing

/// A batch that is stopped leaves whole outputs alone, and goes on from them.
@Suite struct BatchSignalsTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.makeFolder("in")
    for index in 0..<60 {
      try program.write(
        "in/\(index).png",
        grayPNG(width: 120, height: 120) { x, y in UInt8((x * y + index) & 255) })
    }
  }

  private static let slowly = """
    batch in out --scale 12 --compression small --jobs 2 \
    --progress never
    """

  @Test(arguments: [SIGINT, SIGTERM, SIGUSR1])
  func theFirstSignalLetsTheFilesAtHandBeFinished(signal: Int32) throws {
    let outcome = try stop([signal])
    #expect(outcome.status == 75)
    let lines = outcome.error.split(separator: "\n").map(String.init)
    try #require(lines.count == 4, "\(outcome.error)")
    #expect(lines[0] == "upsample: finishing the files at hand; once more leaves at once")
    let made = lines[1].split(separator: " ")[1]
    #expect(lines[2] == "upsample: stopped with the files at hand done. To go on:")
    #expect(lines[3].hasPrefix("  /") && lines[3].hasSuffix(" \(Self.slowly) --existing skip"))
    let outputs = try outputs()
    #expect(outputs.count == Int(made))
    for name in outputs { #expect(pngSize(try program.read("out/\(name)")) == [1440, 1440]) }

    let rest = try program.run("\(Self.slowly) --existing skip --compression fast")
    #expect(rest.status == 0, "other options make all of them anew")
    #expect(try self.outputs().count == 60)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func theSecondSignalLeavesAtOnceAndNothingHalfDone(signal: Int32, status: Int32) throws {
    let outcome = try stop([signal, signal])
    #expect(outcome.status == status)
    #expect(
      outcome.error == "upsample: finishing the files at hand; once more leaves at once\n")
    for name in try outputs() {
      #expect(pngSize(try program.read("out/\(name)")) == [1440, 1440])
    }
  }

  @Test func aKilledBatchIsCompletedByTheSameCommand() throws {
    #expect(try stop([SIGKILL]).status == -SIGKILL)
    let command = "batch in out --scale 12 --compression fast --jobs 2 --existing skip"
    #expect(try program.run(command).status == 0)
    #expect(try outputs() == (0..<60).map { "\($0).png" }.sorted(), "and nothing stray")
    let again = try program.run(command)
    #expect(again.error.hasPrefix("upsample: 0 made, 60 skipped, 0 failed"))
  }

  /// The names that are there but for those of the state.
  private func outputs() throws -> [String] {
    try program.names(in: "out").filter { $0 != ".upsample" }
  }

  /// Starts a batch, waits for its first output, and sends signals.
  private func stop(_ signals: [Int32]) throws -> BuiltProgram.Outcome {
    let run = try program.start("exec \"$upsample\" \(Self.slowly)")
    var tries = 0
    while try program.names().count < 2 || outputs().filter({ !$0.hasPrefix(".") }).isEmpty,
      tries < 30_000
    {
      usleep(1000)
      tries += 1
    }
    for signal in signals {
      #expect(kill(run.process, signal) == 0)
      usleep(20_000)
    }
    return try run.outcome()
  }
}
