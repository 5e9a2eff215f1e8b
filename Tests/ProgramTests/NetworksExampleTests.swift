import Testing
import Upsample

/// `Examples/networks`, built and run as its page says, beside what PyTorch makes of them.
@Suite struct NetworksExampleTests {
  @Test func networksAreThoseOfPyTorch() throws {
    let program = try BuiltProgram()
    let example = try program.build(example: "networks")
    for network in ["fsrcnn", "espcn", "vdsr", "ecb"] {
      let run = try program.runTool(
        "\(example.programs)/\(network)", ["\(example.package)/goldens/in.npy", "\(network).npy"])
      #expect(
        run
          == BuiltProgram.Outcome(
            status: 0, output: "[1, 12, 10, 1] became [1, 24, 20, 1]\n", error: ""))
      let output = try Tensor(npy: FilePath("\(program.directory)/\(network).npy"))
      let golden = try Tensor(npy: FilePath("\(example.package)/goldens/\(network).npy"))
      #expect(output.isApproximatelyEqual(to: golden, relativeTolerance: 1e-6), "\(network)")
    }
  }
}
