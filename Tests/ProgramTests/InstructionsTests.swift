import Testing
import Upsample

/// What depends on the processor's instructions, and what does not.
@Suite struct InstructionsTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  private static let available = InstructionSet.allCases.filter { $0 <= .ofMachine }

  @Test func pixelsAndJPEGsAreTheSameWithAll() throws {
    for set in Self.available {
      for (input, output) in [("still-life.png", "png"), ("chroma-420.jpg", "jpg")] {
        let outcome = try program.run(
          "\(sampleImages)/\(input) \(set.rawValue).\(output) -k lanczos3 --instructions \(set.rawValue)"
        )
        #expect(outcome == .success)
      }
      #expect(try program.run("diff portable.png \(set.rawValue).png --quiet") == .success)
      #expect(try program.read("portable.jpg") == program.read("\(set.rawValue).jpg"))
    }
  }

  /// Machines that have more instructions write the bytes of those that have less.
  @Test(.enabled(if: InstructionSet.ofMachine > .portable))
  func bytesOfAPNGAreThoseOfTheSet() throws {
    var bytes: [[UInt8]] = []
    for set in Self.available {
      let line = "\(sampleImages)/logo.png o.png -s 5/2 -k mitchell --instructions \(set.rawValue)"
      #expect(try program.run(line) == .success)
      bytes.append(try program.read("o.png"))
      #expect(try program.run("\(line) -j 1") == .success)
      #expect(try program.read("o.png") == bytes.last)
    }
    #expect(Set(bytes).count == bytes.count)
  }

  /// Without a choice nothing is changed: ISA-L's own is the machine's best.
  @Test func autoIsTheBest() throws {
    let line = "\(sampleImages)/logo.png o.png -s 5/2 -k mitchell"
    #expect(
      try program.run("\(line) --instructions \(InstructionSet.ofMachine.rawValue)") == .success)
    let best = try program.read("o.png")
    for choice in ["", " --instructions auto"] {
      #expect(try program.run(line + choice) == .success)
      #expect(try program.read("o.png") == best)
    }
  }

  @Test(.enabled(if: InstructionSet.ofMachine < .avx512))
  func whatTheMachineHasNotIsRefused() throws {
    let outcome = try program.run("a.png b.png --instructions avx512")
    let best = InstructionSet.ofMachine.rawValue
    let expected = """
      upsample: --instructions: this machine has no avx512.
        The widest that it has is \(best).

      """
    #expect(outcome == .init(status: 2, output: "", error: expected))
  }
}
