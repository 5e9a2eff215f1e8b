import CSandbox
import Testing

@testable import upsample_cli

@Suite struct VersionTests {
  @Test func theVersionAloneIsALine() throws {
    let outcome = try BuiltProgram().run("--version")
    #expect(outcome == .init(status: 0, output: "upsample \(Program.version)\n", error: ""))
  }

  @Test func verboseNamesAllThatIsInUse() throws {
    let outcome = try BuiltProgram().run("--version --verbose --instructions portable")
    let lines = outcome.output.split(separator: "\n")
    let names = [
      "upsample", "libpng", "libjpeg-turbo", "Little CMS", "ISA-L", "zlib", "Nettle",
      "instructions", "sandbox",
    ]
    #expect(outcome.status == 0 && outcome.error.isEmpty && lines.count == names.count)
    #expect(zip(lines, names).allSatisfy { $0.hasPrefix($1) }, "\(outcome.output)")
    #expect(lines.contains("instructions   portable"))
    #expect(lines.last?.contains("Landlock") == (csb_landlock_version() > 0))
  }
}
