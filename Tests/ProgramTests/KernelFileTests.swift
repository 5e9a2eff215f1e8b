import TestSupport
import Testing
import Upsample

/// `--kernel FILE`: the taps of a file instead of a kernel's name.
@Suite struct KernelFileTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", readFile("\(sampleImages)/gradients.png"))
  }

  private static let bilinear = """
    [[0.0625, 0.1875, 0.1875, 0.0625], [0.1875, 0.5625, 0.5625, 0.1875],
     [0.1875, 0.5625, 0.5625, 0.1875], [0.0625, 0.1875, 0.1875, 0.0625]]
    """

  @Test func bilinearTapsAreTheBilinearKernel() throws {
    try program.write("k.json", Array(Self.bilinear.utf8))
    let taps = try KernelTensor(Self.bilinear)
    try taps.depthwise.write(npy: FilePath("\(program.directory)/k.npy"))
    try taps.diagonal(channels: 3).write(npy: FilePath("\(program.directory)/mixing.npy"))
    #expect(try program.run("in.png named.png").status == 0)
    for kernel in ["k.json", "k.npy", "mixing.npy"] {
      #expect(try program.run("in.png out.png --kernel \(kernel)") == .success)
      #expect(try program.read("out.png") == program.read("named.png"), "\(kernel)")
    }
  }

  @Test func banksEnlargeAlone() throws {
    var random = SeededGenerator(seed: 4)
    let bank = try KernelBank(scale: 2, taps: 7, leaves: 12, using: &random)
    try bank.write(to: .file(FilePath("\(program.directory)/k.bank")))
    #expect(try program.run("in.png out.png --kernel k.bank") == .success)
    let told = try program.run("in.png out.png --kernel k.bank --scale 3 --verbose")
    #expect(
      told.error.contains("in.png: the bank makes 2 times the size, and bicubic leads from there"))
    let whole = try program.read("out.png")
    for jobs in 1...3 {
      let instructions = ["portable", "avx2", "auto"][jobs - 1]
      let line = "--jobs \(jobs) --instructions \(instructions) --compression fast"
      _ = try program.run("in.png \(jobs).png --kernel k.bank --scale 3 \(line)")
      #expect(try program.run("diff \(jobs).png out.png --quiet").status == 0)
    }
    #expect(!whole.isEmpty)
    let severalKernels = """
      upsample: --kernel: one kernel is needed, and the bank has 12.
        Each pixel takes another one of them: give a kernel that is the same for all.

      """
    #expect(try program.run("roundtrip in.png back.png --kernel k.bank").error == severalKernels)
    #expect(try program.run("explain --value 4,4 --kernel k.bank").status == 2)
  }

  @Test func learnedKernelsAreThereByName() throws {
    for kernel in ["sharp", "detail", "Detail-Clean"] {
      for scale in ["2", "3/2", "4x3", "5"] {
        let line = "in.png out.png --kernel \(kernel) --scale \(scale)"
        #expect(try program.run(line) == .success, "\(line)")
      }
    }
    #expect(try program.run("kernel sharp --scale 3 --output k.npy").status == 0)
    let explained = try program.run("explain --value 4,4 --kernel k.npy --strides 3")
    #expect(explained.status == 0)
    #expect(try program.run("explain --value 4,4 --kernel sharp --strides 3") == explained)
    #expect(try program.run("explain --value 4,4 --kernel detail --strides 3").status == 2)
    #expect(try program.run("explain --value 4,4 --kernel sharp --strides 5").status == 2)
    #expect(try program.run("roundtrip in.png back.png --kernel sharp").status == 0)
    #expect(
      try program.run("kernel detail --output sheet.png").output.hasPrefix("bank          detail\n")
    )
    #expect(try program.run("roundtrip in.png back.png --kernel detail").status == 2)
    #expect(try program.run("kernel sharp --scale 5").status == 2)
  }

  @Test func namesMayBeInAnyCase() throws {
    #expect(try program.run("in.png small.png --kernel lanczos3") == .success)
    #expect(try program.run("in.png large.png --kernel Lanczos3") == .success)
    #expect(try program.read("small.png") == program.read("large.png"))
  }

  @Test func unevenKernelsAreWarnedOfAndRepaired() throws {
    try program.write("k.json", Array("[0.5, 1, 0.75]".utf8))
    let warning = """
      upsample: warning: in.png: the kernel's phases differ in gain, from 1 to 1.5625: a \
      checkerboard of up to 143 levels will be seen; --normalize repairs it

      """
    let told = BuiltProgram.Outcome(status: 0, output: "", error: warning)
    #expect(try program.run("in.png out.png --kernel k.json") == told)
    #expect(try program.run("in.png out.png --kernel k.json --quiet") == .success)
    #expect(try program.run("in.png out.png --kernel k.json --normalize") == .success)
  }

  /// Each file makes one clear line, whatever it claims to hold: the first is 4 GB
  /// long, of which nothing but the header need be read.
  @Test(
    arguments: [
      (
        "many.npy", npyHeader("<f4", "(1000000000,)"), 4_000_000_128,
        "many.npy has 1000000000 taps along a side; the limit is 4096."
      ),
      (
        "huge.npy", npyHeader("<f8", "(4, 4, 4294967296, 4294967296)"), 0,
        "huge.npy has 9223372036854775807 taps; the limit is 1048576."
      ),
      (
        "short.npy", npyHeader("<f4", "(3, 3)") + [0, 0, 0, 0], 0,
        "short.npy is truncated: shape [3, 3] of 4-byte numbers needs more than the 4 bytes that "
          + "follow the header."
      ),
      (
        "pickled.npy", npyHeader("|O", "(3,)") + [0x80, 4], 0,
        "pickled.npy holds Python objects, not numbers."
      ),
      (
        "control.npy", npyHeader("<\u{1B}[1m", "(3,)"), 0,
        "control.npy holds elements of type '<\\x1b[1m', not bools or real numbers of up to 64 bits."
      ),
      (
        "deep.json", [UInt8](repeating: UInt8(ascii: "["), count: 100_000), 0,
        "deep.json nests arrays more than 4 deep."
      ),
      (
        "nan.json", Array("[[1, NaN]]".utf8), 0,
        "nan.json has NaN in line 1, column 6, where a number or an array is expected."
      ),
      ("large.json", [], 40_000_000, "large.json has 40000000 bytes; the limit is 33554432."),
      ("empty.json", [], 0, "empty.json ends where a number or an array is expected."),
    ] as [(String, [UInt8], Int, String)])
  func hostileFilesMakeOneLine(_ name: String, bytes: [UInt8], length: Int, line: String) throws {
    try program.write(name, bytes)
    try #require(
      try program.runTool("truncate", ["--size=>\(length)", name]) == .success)
    let outcome = try program.run("kernel \(name)")
    #expect(outcome.status == 3)
    #expect(outcome.output == "")
    #expect(outcome.error.split(separator: "\n").first == "upsample: \(line)")
  }

  @Test(arguments: [
    (
      "bilinaer", 2,
      """
      upsample: --kernel: bilinaer is neither a kernel's name nor a file of taps.
        Kernels: bilinear, nearest, bicubic, mitchell, lanczos2, lanczos3, bspline, sharp, \
      detail, detail-clean, or a file that ends in .npy, .json, .bank.

      """
    ),
    ("none.json", 3, "upsample: cannot open none.json: No such file or directory.\n"),
    (
      "ragged.json", 3,
      """
      upsample: ragged.json holds arrays of different lengths or depths.
        Every row of a kernel has as many taps as the others.

      """
    ),
    (
      "gray.json", 2,
      """
      upsample: --kernel: a filter of shape [1, 1, 1, 1] takes 1 channels to 1, and the picture \
      has 3.
        Give a filter [height, width, outChannels, 3] with 1 to 4 outChannels, or a 2-D filter \
      for every channel.

      """
    ),
  ])
  func whatIsNoKernelIsRefused(_ kernel: String, status: Int32, message: String) throws {
    try program.write("ragged.json", Array("[[1, 2], [3]]".utf8))
    try program.write("gray.json", Array("[[[[1]]]]".utf8))
    let outcome = try program.run("in.png out.png --kernel \(kernel)")
    #expect(outcome == BuiltProgram.Outcome(status: status, output: "", error: message))
    #expect(try !program.names().contains("out.png"))
  }
}

/// A 2-D kernel as the tensors of files.
private struct KernelTensor {
  let depthwise: Tensor

  init(_ json: String) throws {
    let rows = json.split(separator: "]").map { row in
      row.split(whereSeparator: { " ,[\n".contains($0) }).map { Float($0)! }
    }.filter { !$0.isEmpty }
    depthwise = Tensor(shape: [rows.count, rows[0].count], scalars: rows.flatMap { $0 })
  }

  /// TensorFlow's dense filter that leaves channels unmixed.
  func diagonal(channels: Int) -> Tensor {
    Tensor(
      shape: Shape(depthwise.shape.extents + [channels, channels]),
      scalars: depthwise.scalars.flatMap { tap in
        (0..<channels * channels).map { $0 % (channels + 1) == 0 ? tap : 0 }
      })
  }
}

/// The header of an NPY file of that type and shape.
private func npyHeader(_ type: String, _ shape: String) -> [UInt8] {
  let dictionary = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
  let padded = dictionary + String(repeating: " ", count: 117 - dictionary.utf8.count) + "\n"
  return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)
}
