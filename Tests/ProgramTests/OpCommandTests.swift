import TestSupport
import Testing
import Upsample

@testable import upsample_cli

@Suite struct OpCommandTests {
  private let program: BuiltProgram

  /// The options that name the files which each test finds.
  private let files = "--value v.npy --filter k.npy --output y.npy"

  init() throws {
    program = try BuiltProgram()
    try program.write("v.npy", npyFile([1, 2, 2, 1], [1, 2, 3, 4]))
    try program.write("k.npy", npyFile([2, 2, 1, 1], [1, 10, 100, 1000]))
    try program.write("shape.npy", npyFile([4], [1, 3, 4, 1]))
  }

  @Test(
    arguments: [
      (
        "conv2d_transpose --strides 2 --output-shape 1,4,4,1", [1, 4, 4, 1],
        [1, 10, 2, 20, 100, 1000, 200, 2000, 3, 30, 4, 40, 300, 3000, 400, 4000]
      ),
      (
        "conv2d_transpose --strides=1,2,2,1 --output-shape=shape.npy", [1, 3, 4, 1],
        [1, 10, 2, 20, 100, 1000, 200, 2000, 3, 30, 4, 40]
      ),
      ("conv2d --padding VALID --name edge", [1, 1, 1, 1], [4321]),
      ("conv2d --padding 0,0,1,0,0,0,0,0 --jobs 1", [1, 2, 1, 1], [2100, 4321]),
      ("atrous_conv2d --rate 1 --padding VALID", [1, 1, 1, 1], [4321]),
    ] as [(String, Shape, [Float])])
  func anOperationWritesItsResult(line: String, shape: Shape, scalars: [Float]) throws {
    #expect(try program.run("op \(line) \(files)") == .init(status: 0, output: "", error: ""))
    let result = try Tensor(npy: FilePath("\(program.directory)/y.npy"))
    #expect(result == Tensor(shape: shape, scalars: scalars))
  }

  @Test func poolsHaveNoFilter() throws {
    let line = "op max_pool2d --value v.npy --output y.npy --ksize 2 --strides 1 --padding SAME"
    #expect(try program.run(line) == .init(status: 0, output: "", error: ""))
    let result = try Tensor(npy: FilePath("\(program.directory)/y.npy"))
    #expect(result.scalars == [4, 4, 4, 4])
  }

  @Test func measuringPrintsOneLine() throws {
    let outcome = try program.run("op conv2d --padding SAME --repeat 3 \(files)")
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    let line = /min 0\.\d{4} ms, median \d+\.\d{2,4} ms, \d+\.\d GFLOP\/s\n/
    #expect(outcome.error.wholeMatch(of: line) != nil, "\(outcome.error)")
  }

  @Test func measurementsAreRounded() {
    #expect(
      measurement(least: 0.0031, median: 0.003205, operations: 134_610_000)
        == "min 3.10 ms, median 3.21 ms, 42.0 GFLOP/s")
    #expect(
      measurement(least: 0, median: 0, operations: 0)
        == "min 0.0000 ms, median 0.0000 ms, 0.0 GFLOP/s")
    #expect(
      measurement(least: 0.000_031_25, median: 0.000_999_96, operations: 9999)
        == "min 0.0313 ms, median 1.0000 ms, 0.0 GFLOP/s")
  }

  @Test(arguments: [
    (
      "conv2d_transposed --value v.npy --filter k.npy --output y.npy",
      """
      upsample: op: there is no operation "conv2d_transposed".
        Choose among \(OperationName.allCases.map(\.rawValue).joined(separator: ", ")).

      """
    ),
    (
      "conv2d --filter k.npy --output y.npy",
      """
      upsample: --value: is missing.
        See "upsample op --help".

      """
    ),
    (
      "conv2d --value v.npy --filter k.npy",
      """
      upsample: --output: is missing.
        See "upsample op --help".

      """
    ),
    (
      "--value v.npy",
      """
      upsample: op: NAME is missing.
        See "upsample op --help".

      """
    ),
    (
      "conv2d --value v.npy --filter k.npy --output y.npy --repeat 0",
      "upsample: --repeat: \"0\" is not a whole number from 1 to 1000000.\n"
    ),
  ])
  func wrongUsageIsToldWithItsRemedy(line: String, message: String) throws {
    let outcome = try program.run("op \(line)")
    #expect(outcome == .init(status: 2, output: "", error: message))
  }

  @Test(arguments: [
    "conv2d_transpose --output-shape 1,7,4,1 --strides 2", "conv2d --padding same",
    "conv2d --padding SAME --strides 0", "conv2d --padding SAME --dilations=-1",
    "conv2d --padding SAME --strides 99999999999999999999", "conv2d --padding SAME --ksize 2",
    "conv2d_transpose --output-shape 1,,4,1", "conv2d --padding SAME --data-format nhwc",
  ])
  func aBadArgumentIsWrongUsageAndNamesTheOperation(line: String) throws {
    let outcome = try program.run("op \(line) \(files) --name edge")
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    let operation = line.prefix { $0 != " " }
    #expect(outcome.error.hasPrefix("upsample: \(operation) \"edge\": "), "\(outcome.error)")
    #expect(!(try program.names().contains("y.npy")))
  }

  @Test func standardStreamsDoForTensors() throws {
    let line = #""$upsample" op conv2d --padding VALID --value - --filter k.npy --output -"#
    for script in ["\(line) < v.npy > y.npy", "cat v.npy | \(line) | cat > y.npy"] {
      #expect(try program.runShell(script) == .success)
      #expect(try Tensor(npy: FilePath("\(program.directory)/y.npy")).scalars == [4321])
    }
    let twice = try program.runShell(
      #""$upsample" op conv2d --padding VALID --value - --filter - --output y.npy < v.npy"#)
    #expect(twice.status == 2 && twice.error.contains("standard input can't hold the value too"))
    #expect(try !program.names().contains("-"))
  }

  @Test func aFileThatFailsIsToldWithTheNameOfTheCall() throws {
    try program.write("cut.npy", Array(program.read("k.npy").prefix(130)))
    let outcome = try program.run(
      "op conv2d --padding SAME --value v.npy --filter cut.npy --output y.npy --name edge")
    let message = #"upsample: cut.npy, the filter of conv2d "edge", is truncated: shape [2,"#
    #expect(outcome.status == 3 && outcome.error.hasPrefix(message), "\(outcome.error)")
    let missing = try program.run(
      "op conv2d --padding SAME --value no.npy --filter k.npy --output y.npy --name edge")
    #expect(
      missing.error == """
        upsample: cannot open no.npy, the value of conv2d "edge": No such file or directory.

        """)
  }

  @Test func aMissingFileIsABadInput() throws {
    let outcome = try program.run("op conv2d --padding SAME --value no.npy --output y.npy")
    let message = "upsample: cannot open no.npy: No such file or directory.\n"
    #expect(outcome == .init(status: 3, output: "", error: message))
  }
}
