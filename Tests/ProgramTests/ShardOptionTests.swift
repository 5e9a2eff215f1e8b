import TestSupport
import Testing
import Upsample
import UpsampleBatch

/// `upsample batch` on a part of a folder.
@Suite struct ShardOptionTests {
  private let program = try! BuiltProgram()
  private let names = ["a.png", "b.png", "deep/c.png", "deep/er/d.png", "deep/e.png", "f g.png"]

  init() throws {
    for folder in ["in", "in/deep", "in/deep/er"] { try program.makeFolder(folder) }
    for (index, name) in names.enumerated() {
      try program.write("in/\(name)", grayPNG(width: 4 + index, height: 3) { x, y in UInt8(x * y) })
    }
    try program.write("in/notes.txt", Array("text".utf8))
  }

  /// The files below a folder, in order.
  private func files(in folder: String) throws -> [String] {
    let outcome = try program.runTool(
      "find", [folder, "-type", "f", "-not", "-path", "*/.upsample/*", "-printf", "%P\\n"])
    return outcome.output.split(separator: "\n").map(String.init).sorted()
  }

  @Test func thePartsTogetherAreTheWhole() throws {
    #expect(try program.run("batch in whole --quiet") == .success)
    var all: [String] = []
    for part in 0..<3 {
      let listed = try program.run("batch in out --shard \(part)/3 --list")
      #expect(listed.status == 0 && listed.error == "")
      let own = listed.output.split(separator: "\n").map(String.init)
      let owners = own.map { Shard.index(of: FilePath($0), among: 3) }
      #expect(owners.allSatisfy { $0 == part })
      #expect(try program.run("batch in out --shard \(part)/3 --quiet") == .success)
      all += own
      #expect(try files(in: "out") == all.sorted())
    }
    #expect(all.sorted() == names.sorted())
    #expect(try program.runTool("diff", ["-r", "-x", ".upsample", "whole", "out"]) == .success)
  }

  @Test func aListHoldsNoCommentsOfRsync() throws {
    try program.makeFolder("odd")
    for name in ["#1.png", ";2.png"] {
      try program.write("odd/\(name)", grayPNG(width: 3, height: 3) { x, y in UInt8(x * y) })
    }
    let names = try program.run("batch odd out --list").output.split(separator: "\n").sorted()
    #expect(names == ["./#1.png", "./;2.png"])
  }

  /// What is no picture of a part is not told of by that part.
  @Test func oneDanglingLinkFailsOnePart() throws {
    #expect(try program.runTool("ln", ["-s", "nowhere", "in/dangling.png"]) == .success)
    #expect(try program.runTool("ln", ["-s", "deep", "in/link"]) == .success)
    let owner = Shard.index(of: FilePath("dangling.png"), among: 3)
    var total = 0
    for part in 0..<3 {
      let outcome = try program.run("batch in out --shard \(part)/3 --json --quiet")
      #expect(outcome.status == (part == owner ? 1 : 0), "\(outcome.error)")
      total += outcome.output.split(separator: "\n").count - 1
    }
    #expect(total == names.count + 3)
    let verified = try program.run("batch in out --verify")
    #expect(verified.output.hasSuffix("shards to run again: \(owner)\n"), "\(verified.output)")
  }

  @Test(arguments: ["--list", "--verify"])
  func picturesThatBecomeOneAreFoundWithoutMakingAny(option: String) throws {
    try program.write("in/a.jpg", program.read("in/a.png"))
    let outcome = try program.run("batch in out --format png \(option) --shard 0/2")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("in/a.jpg and in/a.png would both become it"))
  }

  @Test func aListIsThatOfTheRun() throws {
    #expect(try program.run("batch in out --shard 0/3 --quiet") == .success)
    #expect(try program.run("batch in out --shard 0/3 --list --kernel bicubic").status == 0)
    let outcome = try program.run("batch in out --shard 0/4 --list")
    #expect(outcome.status == 2 && outcome.error.contains("is being filled in 3 parts, not 4"))
  }

  /// A folder that is being filled as a whole, too, has none of the parts' reports.
  @Test func aPartThatIsRefusedLeavesNothing() throws {
    #expect(try program.run("batch in out --quiet") == .success)
    let refused = try program.runShell(
      """
      "$upsample" batch in out --shard 0/2 --kernel bicubic --quiet; status=$?
      ls out/.upsample; exit $status
      """)
    #expect(refused.status == 2 && refused.error.contains("with other options"), "\(refused)")
    #expect(refused.output == "journal\nrun.json\n")
  }

  /// A run over all parts writes their report too, and hears of it before it begins.
  @Test func aWholeRunIsRefusedBeforeItBeginsWhereItsReportHasNoPlace() throws {
    #expect(try program.run("batch in out --shard 0/2 --quiet") == .success)
    let refused = try program.runShell(
      """
      mv out/.upsample saved; rm -r out; mkdir out; mv saved out/.upsample
      rm -r out/.upsample/shards; ln -s / out/.upsample/shards
      "$upsample" batch in out --quiet; status=$?; ls out; exit $status
      """)
    #expect(refused.status == 2 && refused.error.contains("out/.upsample/shards"), "\(refused)")
    #expect(refused.output == "")
  }

  @Test func aListMayEndItsNamesWithZeroBytes() throws {
    let lines = try program.run("batch in out --list").output
    let zeros = try program.run("batch in out --list --null").output
    #expect(zeros == lines.replacing("\n", with: "\0"))
    #expect(lines.split(separator: "\n").count == names.count)
    #expect(try program.names() == ["in"])
  }

  @Test(arguments: [
    (
      "--shard 3/3",
      "--shard: there is no part 3 of 3.\n  Parts are counted from 0: they are 0/3 to 2/3."
    ),
    (
      "--shard 1",
      "--shard: \"1\" is no part.\n"
        + "  Write K/N, as 0/16 for the first of 16 parts, or auto within an array job."
    ),
    (
      "--shard=-1/3",
      "--shard: \"-1/3\" is no part.\n"
        + "  Write K/N, as 0/16 for the first of 16 parts, or auto within an array job."
    ),
    ("--shard 0/0", "--shard: 0 is no number of parts; it is 1 to 1000000."),
    ("--shard 0/3 --shards 3", "--shards: belongs to --shard auto.\n  \(see)"),
    ("--shard-offset 3", "--shard-offset: belongs to --shard auto.\n  \(see)"),
    ("--shard auto --shards x", "--shards: \"x\" is not a whole number from 1 to 1000000."),
    ("--deep", "--deep: belongs to --verify.\n  \(see)"),
    ("--verify --null", "--null: belongs to --list.\n  \(see)"),
    ("--verify --list", "--verify: contradicts --list.\n  \(see)"),
    ("--verify --report r", "--report: contradicts --verify.\n  \(see)"),
  ])
  func wrongUsageIsRefused(options: String, message: String) throws {
    let outcome = try program.run("batch in out \(options)")
    #expect(outcome == .init(status: 2, output: "", error: "upsample: \(message)\n"))
    #expect(try program.names() == ["in"])
  }

  private static let see = "See \"upsample batch --help\"."

  @Test func aTaskOfAnArrayFindsItsPart() throws {
    let array =
      "SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=2"
    let batch = "\"$upsample\" batch in out --shard auto --quiet"
    #expect(try program.runShell("\(array) \(batch)") == .success)
    let expected = names.filter { Shard.index(of: FilePath($0), among: 3) == 1 }
    #expect(try files(in: "out") == expected.sorted())

    // A task that is submitted again is an array of its own; the folder knows better.
    let again =
      "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=2 SLURM_ARRAY_TASK_MAX=2"
    #expect(try program.runShell("\(again) \(batch)") == .success)
    #expect(try program.runShell("JOB_COMPLETION_INDEX=0 \(batch)") == .success)
    #expect(try files(in: "out") == names.sorted())
    #expect(try program.run("batch in out --verify --quiet") == .success)
  }

  @Test func aPartialArrayIsRefusedWhereTheFolderKnowsNothing() throws {
    let again =
      "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_COUNT=1 SLURM_ARRAY_TASK_MIN=2 SLURM_ARRAY_TASK_MAX=2"
    let outcome = try program.runShell("\(again) \"$upsample\" batch in out --shard auto")
    let message = """
      upsample: --shard: the number of parts can't be known: the array's 1 tasks, numbered 2 to 2, \
      may be a part of it.
        Give --shards N, the number of parts of the whole run.

      """
    #expect(outcome == .init(status: 2, output: "", error: message))
    #expect(try program.names() == ["in"])
  }
}
