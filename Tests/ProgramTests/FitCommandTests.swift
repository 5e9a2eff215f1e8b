import Glibc
import TestSupport
import Testing
import Upsample
import UpsampleBatch

/// `upsample fit`: what it makes, tells and exits with.
@Suite struct FitCommandTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.makeFolder("in")
    for index in 0..<4 { try write(index) }
  }

  private func write(_ index: Int) throws {
    try program.write(
      "in/\(index).png",
      grayPNG(width: 40, height: 40) { x, y in UInt8((x * x + y * (index + 3)) * 5 % 251) })
  }

  @Test func aKernelIsMadeAndMeasured() throws {
    let outcome = try program.run("fit in --output k.npy --taps 3 --hold-back 1 --reduce area,skip")
    #expect(outcome.status == 0)
    #expect(outcome.error == "")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 7, "\(outcome.output)")
    #expect(lines[0] == "6x6 taps for scale 2, fitted to 2400 samples of 3 pictures")
    #expect(lines[1] == "PSNR of Y on 1 pictures held back, in dB")
    #expect(lines[2].split(separator: " ") == ["area", "skip"])
    let names = lines[3...].map { $0.split(separator: " ")[0] }
    #expect(names == ["bilinear", "bicubic", "lanczos3", "fitted"])
    #expect(try program.run("in/0.png out.png --kernel k.npy") == .success)
    #expect(try program.run("fit in --output other.npy --taps 3 --quiet") == .success)
  }

  @Test func theTapsAreTheSameForAnyJobs() throws {
    let options = "--taps 4 --reduce mixture --limit 300 --seed 3 --quiet"
    for jobs in 1...3 {
      #expect(try program.run("fit in --output \(jobs).npy --jobs \(jobs) \(options)") == .success)
      #expect(try program.read("\(jobs).npy") == program.read("1.npy"))
    }
  }

  @Test func whatIsDamagedIsToldOfAndLeftOut() throws {
    try program.write("in/9.png", Array(program.read("in/0.png").prefix(700)))
    let outcome = try program.run("fit in --output k.npy --taps 3")
    #expect(outcome.status == 1)
    #expect(outcome.error.split(separator: "\n").count == 1 && outcome.error.contains("in/9.png"))
    #expect(outcome.output.contains("of 4 pictures"))
  }

  @Test func withoutAnyImageThereIsNoKernel() throws {
    try program.makeFolder("bad")
    try program.write("bad/a.png", Array(program.read("in/0.png").prefix(700)))
    #expect(try program.run("fit bad --output k.npy").status == 3)
    try program.makeFolder("none")
    #expect(try program.run("fit none --output k.npy").status == 2)
    #expect(try program.run("fit missing --output k.npy").status == 3)
    #expect(try !program.names().contains("k.npy"))
  }

  @Test(arguments: [
    ("fit in", "--output"), ("fit in --output k.png", "k.png"), ("fit --output k.npy", "FOLDER"),
    ("fit in --output k.npy --hold-back 4", "--hold-back"),
    ("fit in --output k.npy --scale 9", "--scale"), ("fit in --output k.npy --taps 16", "--taps"),
    ("fit in --output k.npy --ridge 1e3", "--ridge"),
    ("fit in --output k.npy --limit 0", "--limit"),
    ("fit in --output k.npy --symmetric maybe", "--symmetric"),
    ("fit in --output k.npy --reduce mixture --noise 3", "--noise"),
    ("fit --pairs in --output k.npy", "--pairs"),
    ("fit --pairs in in --output k.npy --reduce area", "--reduce"),
    ("fit --merge --output k.npy", "--merge"),
    ("fit --merge a.state --output k.npy --taps 3", "--taps"),
    ("fit in --output k.npy --shards 3", "--shards"),
    ("fit in --output k.bank --bank 2 --state k.state", "--state"),
    ("fit in --output k.bank --bank 2 --limit 9", "--limit"),
    ("fit in --output k.bank --bank 2 --pairs", "--pairs"),
    ("fit in --output k.npy --shard 3/3", "--shard"),
  ])
  func wrongUsageIsToldOfInOneLine(line: String, subject: String) throws {
    let outcome = try program.run(line)
    #expect(outcome.status == 2)
    #expect(outcome.error.split(separator: "\n")[0].contains(subject), "\(outcome.error)")
    #expect(try program.names() == ["in"])
  }

  @Test func anOutputThatCanNotBeWrittenIsToldOf() throws {
    let outcome = try program.run("fit in --output no/k.npy --taps 3")
    #expect(outcome.status == 4)
    #expect(try program.run("fit in --state no/k.state --taps 3").status == 4)
    #expect(try program.run("fit in --output no/k.npy --taps 3 --parents --quiet") == .success)
  }

  @Test func progressTellsOfImagesAndOfThoseHeldBack() throws {
    let outcome = try program.run(
      "fit in --output k.npy --taps 3 --hold-back 1 --progress always --quiet")
    #expect(outcome.status == 0)
    let pattern = /1 of 3 pictures  [0-9.]+\/s  [0-9:]+ left  [0-9]+\.[0-9]{2} dB/
    #expect(outcome.error.firstMatch(of: pattern) != nil, "\(outcome.error)")
  }

  // MARK: Pairs

  @Test func pairsAreFittedAndThoseThatDoNotFitAreToldOf() throws {
    try program.makeFolder("small")
    for index in 0..<3 {
      let size = index == 2 ? 21 : 20
      try program.write(
        "small/\(index).png",
        grayPNG(width: size, height: 20) { x, y in UInt8((x * x * 4 + y * index) % 251) })
    }
    try program.write("small/lonely.png", program.read("small/0.png"))
    let outcome = try program.run("fit --pairs small in --output k.npy --taps 3 --hold-back 1")
    #expect(outcome.status == 1)
    let lines = outcome.error.split(separator: "\n").filter { $0.hasPrefix("upsample: ") }.sorted()
    try #require(lines.count == 3, "\(outcome.error)")
    #expect(lines[0] == "upsample: in/3.png has no small image of its name in small.")
    #expect(
      lines[1] == "upsample: small/2.png is 21x20, and in/2.png, 40x40, is not 2 times as wide "
        + "and high.")
    #expect(lines[2] == "upsample: small/lonely.png has no large image of its name in in.")
    #expect(outcome.output.contains("samples of"))
  }

  // MARK: States

  @Test func aStateIsGoneOnFrom() throws {
    let options = "--taps 3 --reduce mixture"
    #expect(try program.run("fit in --output once.npy \(options) --quiet") == .success)
    let half = try program.run("fit in --state k.state --shard 0/2 \(options)")
    #expect(half.status == 0 && half.output.hasSuffix("pictures are summed\n"), "\(half)")
    #expect(
      try program.run("fit in --state k.state --output k.npy \(options) --quiet") == .success)
    #expect(try program.read("k.npy") == program.read("once.npy"))

    // What is summed is not read again.
    for index in 0..<4 {
      try program.write("in/\(index).png", Array(repeating: 0, count: 1732))
    }
    let names = try program.names()
    let other = try program.run("fit in --state k.state --output k.npy --taps 5")
    #expect(other.status == 2)
    #expect(other.error.hasPrefix("upsample: k.state: the sums were made with other options: "))
    #expect(other.error.contains("taps is 5 here and 3 there"))
    #expect(try program.names() == names)
  }

  @Test func statesOfShardsAreMerged() throws {
    let options = "--taps 3 --reduce mixture --quiet"
    #expect(try program.run("fit in --output once.npy --state all.state \(options)") == .success)
    for part in 0..<3 {
      let line = "fit in --shard \(part)/3 --state \(part).state \(options)"
      #expect(try program.run(line) == .success)
    }
    let merged = try program.run(
      "fit --merge 2.state 0.state 1.state --output k.npy --state sum.state")
    #expect(merged.status == 0)
    #expect(merged.output.contains("of 4 pictures"))
    #expect(try program.read("k.npy") == program.read("once.npy"))
    #expect(try program.read("sum.state") == program.read("all.state"))

    let again = try program.run("fit --merge sum.state all.state --output k.npy")
    #expect(again.status == 2)
    #expect(again.error.hasPrefix("upsample: all.state: 0.png is summed in both of two states.\n"))
    let itself = try program.run("fit --merge sum.state --state sum.state")
    #expect(itself.status == 2 && itself.error.contains("is the same file as the input"))
  }

  /// The example's script, called as the tasks of an array are.
  @Test func theTasksOfAnArrayMakeStates() throws {
    let options = "--taps 3 --limit 200"
    let script = "'\(checkout)/Examples/slurm/fit.sbatch'"
    for task in 0..<3 {
      let variables =
        "SLURM_ARRAY_TASK_ID=\(task) SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=0 "
        + "SLURM_ARRAY_TASK_MAX=2 UPSAMPLE=\"$upsample\""
      let outcome = try program.runShell("\(variables) bash \(script) in states \(options)")
      #expect(outcome.status == 0 && outcome.error == "", "\(outcome)")
    }
    #expect(try program.names(in: "states") == ["0.state", "1.state", "2.state"])
    let merged = try program.runShell("\"$upsample\" fit --merge states/* --output k.npy --quiet")
    #expect(merged == .success)
    #expect(try program.run("fit in --output once.npy \(options) --quiet") == .success)
    #expect(try program.read("k.npy") == program.read("once.npy"))
  }

  @Test func whatIsNoStateIsRefused() throws {
    try program.write("k.state", program.read("in/0.png"))
    let bytes = try program.read("k.state")
    for line in ["fit in --state k.state", "fit --merge k.state --output k.npy"] {
      let outcome = try program.run(line)
      #expect(outcome.status == 3)
      #expect(outcome.error.hasPrefix("upsample: k.state is not the state of a fit.\n"))
    }
    #expect(try program.read("k.state") == bytes)
  }

  @Test func whatIsSummedIsNotHeldBack() throws {
    #expect(try program.run("fit in --state k.state --taps 3 --quiet") == .success)
    let outcome = try program.run("fit in --state k.state --taps 3 --hold-back 1")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("is to be held back, and is fitted to already"))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGUSR1])
  func theFirstSignalLosesNothing(signal: Int32) throws {
    for index in 0..<40 { try write(index) }
    let line = "fit in --state k.state --output k.npy --taps 7 --reduce mixture --jobs 1"
    let run = try program.start("exec \"$upsample\" \(line) --progress always 2> log")
    var tries = 0
    func log() throws -> String { String(decoding: try program.read("log"), as: UTF8.self) }
    while try !(program.names().contains("log") && log().contains("of 40 pictures")), tries < 30_000
    {
      usleep(1000)
      tries += 1
    }
    #expect(kill(run.process, signal) == 0)
    #expect(try run.outcome().status == 75)
    #expect(try log().contains("finishing the files at hand; once more leaves at once\n"))
    #expect(try log().contains("stopped with the pictures at hand summed. To go on:\n"))
    #expect(try !program.names().contains("k.npy"))
    let images = try FitState(file: FilePath("\(program.directory)/k.state")).images
    #expect((1..<40).contains(images))
    #expect(try program.run("\(line) --quiet") == .success)
    let once = "fit in --output once.npy --taps 7 --reduce mixture --quiet"
    #expect(try program.run(once) == .success)
    #expect(try program.read("k.npy") == program.read("once.npy"))
  }
}
