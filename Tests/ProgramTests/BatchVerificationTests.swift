import Glibc
import TestSupport
import Testing
import Upsample
import UpsampleBatch

@testable import upsample_cli

/// `upsample batch --verify` names what is not as it should be.
@Suite struct BatchVerificationTests {
  private let program = try! BuiltProgram()
  private let names = ["a.png", "b.png", "c.png", "d.png"]

  init() throws {
    try program.makeFolder("in")
    for (index, name) in names.enumerated() {
      try program.write("in/\(name)", grayPNG(width: 4 + index, height: 3) { x, y in UInt8(x * y) })
    }
    try program.write("in/notes.txt", Array("text".utf8))
  }

  private func verify(_ options: String = "") throws -> BuiltProgram.Outcome {
    try program.run("batch in out --verify \(options)")
  }

  @Test func aFolderWithoutOutputsHasNone() throws {
    let lines = names.map { "out/\($0): is missing\n" }.sorted()
    let outcome = try verify()
    #expect(outcome.status == 1)
    #expect(outcome.error == "")
    let told = outcome.output.split(separator: "\n").map { "\($0)\n" }
    #expect(told.dropLast().sorted() == lines)
    #expect(told.last == "0 whole, 4 missing, 1 not pictures\n")
    #expect(try program.names() == ["in"])
  }

  @Test(arguments: ["", "--deep", "--deep --jobs 1"])
  func aFinishedFolderIsComplete(options: String) throws {
    #expect(try program.run("batch in out --quiet") == .success)
    let expected = "4 whole, 0 missing, 1 not pictures\n"
    #expect(try verify(options) == .init(status: 0, output: expected, error: ""))
    #expect(try verify("\(options) --quiet") == .success)
  }

  @Test func everyFaultIsToldWithItsFile() throws {
    #expect(try program.run("batch in out --quiet") == .success)
    #expect(unlink("\(program.directory)/out/a.png") == 0)
    try program.write("in/b.png", program.read("in/d.png"))
    try program.write("in/broken.png", Array(program.read("in/d.png").prefix(20)))
    try program.write("out/.upsample-0-0.tmp", [1, 2, 3])
    let outcome = try verify("--jobs 1")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.split(separator: "\n").map(String.init).sorted() == [
        "2 whole, 2 missing, 1 made otherwise, 1 left over, 1 not pictures",
        "out/.upsample-0-0.tmp: was left behind by a process that is gone",
        "out/a.png: is missing",
        "out/b.png: is not known to be made from its input with these options",
        "out/broken.png: is missing",
      ])
    #expect(try program.names(in: "out").contains(".upsample-0-0.tmp"))
  }

  @Test func jsonHasALineForEachFaultAndOneForAll() throws {
    #expect(try program.run("batch in out --quiet") == .success)
    #expect(unlink("\(program.directory)/out/a.png") == 0)
    let expected = """
      {"file":"out/a.png","status":"missing"}
      {"whole":3,"missing":1,"made_otherwise":0,"damaged":0,"unreadable":0,"left_over":0,\
      "other_formats":{},"not_a_picture":1,"shards":[],"complete":false}

      """
    #expect(try verify("--json") == .init(status: 1, output: expected, error: ""))
  }

  /// Damage that leaves the length and the time as they were is found by decoding.
  @Test func decodingFindsWhatTheStatusDoesNotShow() throws {
    #expect(try program.run("batch in out --quiet") == .success)
    let old = try program.read("out/c.png")
    let damaged = old.dropLast(20) + old.suffix(20).map { $0 ^ 0x55 }
    try program.runTool("cp", ["-p", "out/c.png", "stamp"]).expectSuccess()
    try program.write("out/c.png", Array(damaged))
    try program.runTool("touch", ["-r", "stamp", "out/c.png"]).expectSuccess()
    #expect(try verify().status == 0)
    let outcome = try verify("--deep")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.hasPrefix("out/c.png: is not the picture it should be: out/c.png "),
      "\(outcome.output)")
    #expect(!outcome.output.contains("recover"), "of no use for an output")
  }

  @Test func whatIsMadeWithoutPartsIsWhole() throws {
    #expect(try program.run("batch in out --quiet --shard 0/9") == .success)
    #expect(try verify().status == 1)
    #expect(try program.run("batch in out --quiet --existing skip") == .success)
    let expected = "4 whole, 0 missing, 1 not pictures\n"
    #expect(try verify() == .init(status: 0, output: expected, error: ""))
  }

  /// Any part's pictures may be in it. The superuser can read every folder, but none
  /// 256 deep is entered.
  @Test func aFolderThatCannotBeReadIsMissingOfAllParts() throws {
    for part in 0..<3 {
      #expect(try program.run("batch in out --quiet --shard \(part)/3") == .success)
    }
    let script = "cd in; for i in $(seq 260); do mkdir d; cd d; done"
    #expect(try program.runShell(script) == .success)
    #expect(try verify().output.hasSuffix("shards to run again: 0-2\n"))
    #expect(try verify("--shard 1/3").output.hasSuffix("shards to run again: 1\n"))
  }

  @Test func otherOptionsThanThoseOfTheRunAreRefused() throws {
    #expect(try program.run("batch in out --quiet") == .success)
    let message = """
      upsample: --verify: out was filled with other options: magnification is scale 3x3 here and \
      scale 2x2 there.
        Give the options of that run.

      """
    #expect(try verify("--scale 3") == .init(status: 2, output: "", error: message))
  }

  @Test func shardsWithoutAReportAreNamed() throws {
    for part in [0, 2] {
      #expect(try program.run("batch in out --quiet --shard \(part)/9") == .success)
    }
    let done = names.filter { [0, 2].contains(Shard.index(of: FilePath($0), among: 9)) }
    let outcome = try verify()
    #expect(outcome.status == 1)
    let last = outcome.output.split(separator: "\n").suffix(2).map(String.init)
    #expect(
      last == [
        "\(done.count) whole, \(4 - done.count) missing, 1 not pictures",
        "shards to run again: 1,3-8",
      ])
    #expect(try verify("--shard 0/9").status == 0)
    #expect(try verify("--shard 1/9").output.hasSuffix("shards to run again: 1\n"))
    for part in [1] + Array(3..<9) {
      #expect(try program.run("batch in out --quiet --shard \(part)/9") == .success)
    }
    #expect(try verify().status == 0)

    #expect(unlink("\(program.directory)/out/a.png") == 0)
    let owner = Shard.index(of: FilePath("a.png"), among: 9)
    #expect(try verify().output.hasSuffix("shards to run again: \(owner)\n"))
  }

  @Test func rangesAreThoseOfJobArrays() {
    #expect(Set([3, 17, 18, 19]).ranges == "3,17-19")
    #expect(Set([0, 1]).ranges == "0-1")
    #expect(Set<Int>().ranges == "")
  }
}

extension BuiltProgram.Outcome {
  fileprivate func expectSuccess() { #expect(self == .success) }
}
