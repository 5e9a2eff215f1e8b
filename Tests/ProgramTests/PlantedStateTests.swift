import Glibc
import TestSupport
import Testing

/// Whatever stands under a name in `OUT/.upsample`, a batch makes and changes nothing
/// outside OUT, and ends.
@Suite struct PlantedStateTests {
  private let program = try! BuiltProgram()

  /// What somebody else puts there.
  enum Plant: CaseIterable {
    case linkToInput, linkToNothing, linkToFolder, linkToDevice, folder, pipe
  }

  private static let folders = ["", "/journal", "/shards"]
  private static let journal = "/journal/00000000000000000001.all.host.1.log"
  private static let files = ["/run.json", journal, "/shards/0-of-1.json"]

  init() throws {
    for folder in ["in", "elsewhere"] {
      try program.makeFolder(folder)
      try program.write("\(folder)/a.png", grayPNG(width: 6, height: 4) { x, y in UInt8(x * y) })
    }
  }

  @Test(arguments: Plant.allCases, folders + files)
  func nothingOutsideIsMadeOrChanged(plant: Plant, name: String) throws {
    let before = try outside()
    for command in ["--shard 0/1 --existing skip", "--shard 0/1 --dry-run --existing skip"] {
      try expectEnd(of: command, plant, name)
    }
    for command in ["--existing replace", "--verify --shard 0/1", "--list --shard 0/1"] {
      _ = try run(command, plant, name)
    }
    #expect(try outside() == before)
  }

  /// What the batch would have used is refused; a folder where one belongs is not.
  private func expectEnd(of command: String, _ plant: Plant, _ name: String) throws {
    let outcome = try run(command, plant, name)
    let isFit = plant == .folder && Self.folders.contains(name)
    let isUnused = command.contains("--dry-run") && name.hasPrefix("/shards")
    #expect((outcome.status == 0) == (isFit || isUnused), "\(command): \(outcome)")
    let lines = outcome.error.split(separator: "\n")
    #expect(
      lines.count <= 2 && lines.allSatisfy { $0.hasPrefix("upsample: ") || $0.hasPrefix("  ") })
  }

  /// What a batch shows when something stands under the name.
  private func run(_ command: String, _ plant: Plant, _ name: String) throws -> BuiltProgram.Outcome
  {
    let path = "out/.upsample\(name)"
    let planting =
      switch plant {
      case .linkToInput: "ln -s $PWD/in/a.png \(path)"
      case .linkToNothing: "ln -s $PWD/nothing \(path)"
      case .linkToFolder: "ln -s $PWD/elsewhere \(path)"
      case .linkToDevice: "ln -s /dev/zero \(path)"
      case .folder: "mkdir \(path)"
      case .pipe: "mkfifo \(path)"
      }
    let script = """
      rm -rf out; mkdir -p $(dirname \(path)) && \(planting) || exit 99
      timeout 30 "$upsample" batch in out \(command)
      """
    let outcome = try program.runShell(script)
    #expect((0...4).contains(outcome.status), "\(command): \(outcome)")
    return outcome
  }

  /// All names but those of OUT, and what the files hold.
  private func outside() throws -> String {
    let list = "find . -path ./out -prune -o -printf '%p %y %s %T@\\n' | sort"
    let outcome = try program.runShell("\(list); sha256sum in/* elsewhere/*")
    #expect(outcome.status == 0)
    // The folder itself changes with OUT.
    return outcome.output.split(separator: "\n").filter { !$0.hasPrefix(". ") }
      .joined(separator: "\n")
  }

  @Test(arguments: [
    "mkdir -p out/.upsample && ln -s /tmp", "mkdir -p out/.upsample/shards && mkfifo",
  ])
  func whatStandsInAReportsWayIsMetBeforeTheWork(planting: String) throws {
    let place = "out/.upsample/shards" + (planting.contains("mkfifo") ? "/0-of-1.json" : "")
    let outcome = try program.runShell(
      """
      \(planting) \(place) || exit 99
      timeout 30 "$upsample" batch in out --shard 0/1; status=$?; ls out; exit $status
      """)
    #expect((2...4).contains(outcome.status) && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.contains("out/.upsample/shards"), "\(outcome)")
  }

  @Test func aJournalWithoutEndIsReadInNoTime() throws {
    let journal = "out/.upsample\(Self.journal)"
    let outcome = try program.runShell(
      """
      mkdir -p out/.upsample/journal && truncate -s 4T \(journal) || exit 99
      timeout 30 "$upsample" batch in out --existing skip
      """)
    #expect(outcome.status == 0)
    #expect(outcome.error.hasPrefix("upsample: 1 made"), "\(outcome.error)")
  }
}
