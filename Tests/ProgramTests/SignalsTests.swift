import Glibc
import TestSupport
import Testing
import Upsample

/// A run that is stopped in the middle leaves the folder as it was.
@Suite struct SignalsTests {
  private let program: BuiltProgram
  private let old: [UInt8] = Array("old".utf8)

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", grayPNG(width: 300, height: 300) { x, y in UInt8((x * y) & 255) })
    try program.write("out.png", old)
  }

  @Test(
    arguments: [
      (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131), (SIGTERM, 143), (SIGXCPU, 152),
    ] as [(Int32, Int32)])
  func aStoppedRunLeavesNothing(signal: Int32, status: Int32) throws {
    let outcome = try stop(by: signal)
    #expect(outcome == .init(status: status, output: "", error: ""))
    #expect(try program.names() == ["in.png", "out.png"])
    #expect(try program.read("out.png") == old)
  }

  @Test func theNextRunSweepsUpAfterAKilledOne() throws {
    #expect(try stop(by: SIGKILL).status == -SIGKILL)
    #expect(try program.names().count == 3)
    #expect(try program.read("out.png") == old)
    #expect(try program.run("in.png out.png") == .success)
    #expect(try program.names() == ["in.png", "out.png"])
    #expect(pngSize(try program.read("out.png")) == [600, 600])
  }

  @Test func anIgnoredSignalStaysIgnored() throws {
    let run = try startAndWaitForTheFile("trap '' HUP; exec \(Self.slowly)")
    #expect(kill(run.process, SIGHUP) == 0)
    usleep(100_000)
    #expect(kill(run.process, SIGTERM) == 0)
    #expect(try run.outcome().status == 143)
  }

  /// Only then does blocking them there keep the file and its name together.
  @Test func signalsAreForTheMainThread() throws {
    let run = try startAndWaitForTheFile("exec \(Self.slowly)")
    var others: [String] = []
    for _ in 0..<30_000 where others.isEmpty {
      usleep(1000)
      others = try entries(of: FilePath("/proc/\(run.process)/task")).map(\.description)
        .filter { $0 != "\(run.process)" }
    }
    // A new thread takes a moment to block them.
    usleep(100_000)
    let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU]
    let handled: UInt64 = signals.reduce(0) { $0 | 1 << ($1 - 1) }
    #expect(!others.isEmpty)
    for task in others {
      let bytes = try readFile("/proc/\(run.process)/task/\(task)/status")
      let status = String(decoding: bytes, as: UTF8.self)
      let mask = try #require(status.firstMatch(of: /SigBlk:\s*([0-9a-f]+)/)?.1)
      #expect(UInt64(mask, radix: 16)! & handled == handled, "thread \(task) takes signals")
    }
    #expect(kill(run.process, SIGTERM) == 0)
    _ = try run.outcome()
  }

  @Test func theEndOfTheProcessorTimeLeavesNothing() throws {
    let outcome = try program.runShell("ulimit -S -t 1; exec \(Self.slowly)")
    #expect(outcome == .init(status: 152, output: "", error: ""))
    #expect(try program.names() == ["in.png", "out.png"])
    #expect(try program.read("out.png") == old)
  }

  @Test func aFileBeyondItsLimitIsAFailureOfTheOutput() throws {
    let outcome = try program.runShell("ulimit -f 1; exec \"$upsample\" in.png out.png")
    let message = "upsample: cannot write out.png: File too large.\n"
    #expect(outcome == .init(status: 4, output: "", error: message))
    #expect(try program.names() == ["in.png", "out.png"])
    #expect(try program.read("out.png") == old)
  }

  /// Work that takes far longer than a signal.
  private static let slowly =
    #""$upsample" in.png out.png --scale 60 --compression small --jobs 2"#

  private func stop(by signal: Int32) throws -> BuiltProgram.Outcome {
    let run = try startAndWaitForTheFile("exec \(Self.slowly)")
    #expect(kill(run.process, signal) == 0)
    return try run.outcome()
  }

  /// Starts a command and waits for the new output's temporary file.
  private func startAndWaitForTheFile(_ script: String) throws -> BuiltProgram.Running {
    let run = try program.start(script)
    var tries = 0
    while try program.names().count < 3, tries < 30_000 {
      usleep(1000)
      tries += 1
    }
    return run
  }
}
