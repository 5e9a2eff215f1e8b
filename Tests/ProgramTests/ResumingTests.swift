import Glibc
import TestSupport
import Testing
import Upsample

/// `upsample batch --existing skip` goes on where an earlier process ended.
@Suite struct ResumingTests {
  private let program = try! BuiltProgram()
  private let names = (0..<12).map { "\($0).png" }

  init() throws {
    try program.makeFolder("in")
    for (index, name) in names.enumerated() {
      let picture = grayPNG(width: 60 + index, height: 40) { x, y in UInt8((x * y + index) & 255) }
      try program.write("in/\(name)", picture)
    }
  }

  /// The counts of a resumed run.
  private func resume(_ options: String = "") throws -> String {
    let outcome = try program.run("batch in out --existing skip \(options)")
    #expect(outcome.status == 0, "\(outcome.error)")
    return String(outcome.error.prefix { $0 != ";" })
  }

  @Test func whatIsThereAndWholeIsNotMadeAgain() throws {
    #expect(try resume() == "upsample: 12 made, 0 skipped, 0 failed, 0 not pictures")
    #expect(try resume() == "upsample: 0 made, 12 skipped, 0 failed, 0 not pictures")
  }

  @Test func whatChangedIsMadeAgain() throws {
    _ = try resume()
    try program.write("in/0.png", grayPNG(width: 8, height: 8) { x, y in UInt8(x * y) })
    try program.write("out/1.png", program.read("in/0.png"))
    #expect(unlink("\(program.directory)/out/2.png") == 0)
    #expect(try resume() == "upsample: 3 made, 9 skipped, 0 failed, 0 not pictures")
    #expect(pngSize(try program.read("out/0.png")) == [16, 16])
    #expect(try resume("--scale 3") == "upsample: 12 made, 0 skipped, 0 failed, 0 not pictures")
    #expect(pngSize(try program.read("out/0.png")) == [24, 24])
  }

  @Test func aCopyOfTheFoldersIsAsGood() throws {
    _ = try resume()
    for folder in ["in", "out"] {
      #expect(try program.runTool("cp", ["-a", folder, "copy-of-\(folder)"]) == .success)
    }
    let outcome = try program.run("batch copy-of-in copy-of-out --existing skip")
    #expect(outcome.error.hasPrefix("upsample: 0 made, 12 skipped"), "\(outcome.error)")
  }

  /// With the inputs' times on the outputs, those of two runs differ in their bytes
  /// alone: a density takes as many of them whatever it is.
  @Test func outputsOfOtherOptionsAreMadeAgainThoughTheyLookTheSame() throws {
    let density = [("pHYs", [0, 0, 11, 19, 0, 0, 11, 19, 1] as [UInt8])]
    try program.makeFolder("dense")
    try program.write(
      "dense/a.png",
      grayPNG(width: 8, height: 8, chunks: density) { x, y in UInt8(x * y) })
    for options in ["--keep-print-size", "", "--keep-print-size"] {
      let outcome = try program.run("batch dense large -p --existing skip \(options)")
      #expect(outcome.error.hasPrefix("upsample: 1 made, 0 skipped"), "\(outcome.error)")
    }
    #expect(try program.run("batch dense large -p --keep-print-size --verify").status == 0)
    let outcome = try program.run("batch dense large --keep-print-size --existing skip")
    #expect(outcome.error.hasPrefix("upsample: 1 made"), "the times are others without -p")
  }

  @Test func aDryRunKnowsWhatWouldBeSkipped() throws {
    _ = try resume()
    try program.write("in/0.png", grayPNG(width: 8, height: 8) { x, y in UInt8(x * y) })
    let outcome = try program.run("batch in out --existing skip --dry-run")
    #expect(outcome.output.hasPrefix("1 to make, 11 to skip"), "\(outcome.output)")
  }

  /// Wherever processes are killed, the outputs become those of a run that was not
  /// disturbed, and nothing else stays.
  @Test func killedProcessesLoseNothing() throws {
    #expect(try program.run("batch in whole --quiet --compression small") == .success)
    for delay in stride(from: 2000, to: 80_000, by: 13_000) {
      let run = try program.start(
        "exec \"$upsample\" batch in out --quiet --compression small --existing skip")
      usleep(UInt32(delay))
      kill(run.process, SIGKILL)
      _ = try run.outcome()
    }
    _ = try resume("--compression small")
    #expect(try program.runTool("diff", ["-r", "-x", ".upsample", "whole", "out"]) == .success)
    #expect(
      try resume("--compression small") == "upsample: 0 made, 12 skipped, 0 failed, 0 not pictures")
  }

  /// Two processes that fill one folder at once do each other no harm.
  @Test func twinsDoNoHarm() throws {
    #expect(try program.run("batch in whole --quiet") == .success)
    let twins = try (0..<2).map { _ in
      try program.start("exec \"$upsample\" batch in out --quiet --existing skip --shard 0/1")
    }
    // They share the files that their standard streams go to.
    for twin in twins { #expect(try twin.outcome().status == 0) }
    #expect(try program.runTool("diff", ["-r", "-x", ".upsample", "whole", "out"]) == .success)
    #expect(try program.run("batch in out --verify --deep --quiet") == .success)
  }

  @Test func aPictureThatCrashesIsPassedOverInTheEnd() throws {
    try program.makeFolder("slow")
    let slow = grayPNG(width: 300, height: 300) { x, y in UInt8(x * y & 255) }
    try program.write("slow/big.png", slow)
    let batch = "batch slow large --compression small --scale 60 --existing skip"
    for processes in 1...3 {
      let run = try program.start("exec \"$upsample\" \(batch) --quiet")
      try waitForJournals(processes, in: "large")
      kill(run.process, SIGSEGV)
      #expect(try run.outcome().status == -SIGSEGV)
    }
    try program.write("slow/small.png", grayPNG(width: 2, height: 2) { x, y in UInt8(x * y) })
    let outcome = try program.run(batch)
    #expect(outcome.status == 1)
    let message =
      "upsample: big.png is passed over: 3 processes crashed while they made it.\n"
      + "  Please report it. Without the folder .upsample/journal it is tried again.\n"
    #expect(outcome.error.hasPrefix(message), "\(outcome.error)")
    #expect(try program.names(in: "large").contains("small.png"))
  }

  /// Waits until that many processes have begun a picture.
  private func waitForJournals(_ count: Int, in folder: String) throws {
    let journals = "\(folder)/.upsample/journal"
    for _ in 0..<30_000 {
      usleep(1000)
      if FileStatus(at: FilePath("\(program.directory)/\(journals)")) == nil { continue }
      let sizes = try program.names(in: journals).map {
        FileStatus(at: FilePath("\(program.directory)/\(journals)/\($0)"))?.byteCount ?? 0
      }
      if sizes.filter({ $0 > 0 }).count >= count { return }
    }
    Issue.record("no picture is begun")
  }
}
