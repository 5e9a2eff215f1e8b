import TestSupport
import Testing
import Upsample

@Suite struct KernelCommandTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  @Test func figuresAreTold() throws {
    let outcome = try program.run("kernel bilinear")
    let text = """
      kernel        bilinear
      scale         2
      taps          4x4 (width x height)
      stride        2x2
      support       2x2 input pixels
      gain          1 at each of 2x2 phases
      checkerboard  none
      separable     yes, a column times a row

      taps
         0.0625   0.1875   0.1875   0.0625
         0.1875   0.5625   0.5625   0.1875
         0.1875   0.5625   0.5625   0.1875
         0.0625   0.1875   0.1875   0.0625

      weights along the width, and the height alike: distance in input pixels, weight
        -0.7500    0.2500  |#############
        -0.2500    0.7500  |########################################
         0.2500    0.7500  |########################################
         0.7500    0.2500  |#############

      response along the width, and the height alike: cycles per input pixel, gain; above 0.5 are \
      images
         0.0000    1.0000  |########################################
         0.1250    0.9435  |######################################
         0.2500    0.7886  |################################
         0.3750    0.5748  |#######################
         0.5000    0.3536  |##############
         0.6250    0.1715  |#######
         0.7500    0.0560  |##
         0.8750    0.0074  |
         1.0000    0.0000  |

      """
    #expect(outcome == BuiltProgram.Outcome(status: 0, output: text, error: ""))
  }

  @Test func banksAreToldDrawnAndMapped() throws {
    var random = SeededGenerator(seed: 2)
    let bank = try KernelBank(scale: 2, taps: 5, leaves: 40, using: &random)
    try bank.write(to: .file(FilePath("\(program.directory)/k.bank")))
    try program.write("in.png", readFile("\(sampleImages)/gradients.png"))
    let told = try program.run("kernel k.bank --output sheet.png --map in.png map.png")
    #expect(told.status == 0 && told.error.isEmpty)
    #expect(told.output.hasPrefix("bank          k.bank\nscale         2\nkernels       40\n"))
    #expect(told.output.contains("\npixels by kernel: "))
    #expect(try !program.read("sheet.png").isEmpty && !program.read("map.png").isEmpty)
    let json = try program.run("kernel k.bank --json").output
    #expect(json.hasPrefix(#"{"bank":"k.bank","scale":2,"kernels":40,"taps":5,"#))
    #expect(try program.run("kernel k.bank --output k.npy").status == 2)
    #expect(try program.run("kernel k.bank --map in.png").status == 2)
    #expect(try program.run("kernel k.bank --map in.png in.png").status == 2)
    #expect(try program.run("kernel bilinear --map in.png map2.png").status == 2)
    #expect(try program.run("kernel k.bank --map none.png map.png").status == 3)
  }

  @Test func checkerboardsAreToldAndRepaired() throws {
    try program.write("k.json", Array("[[1, 0.5], [0.75, 1]]".utf8))
    let told = try program.run("kernel k.json").output
    #expect(told.contains("gain          1 0.5 0.75 1 at the 2x2 phases\n"))
    #expect(
      told.contains("checkerboard  0.5: up to 128 of 255 levels; --normalize repairs it\n"))
    #expect(told.contains("separable     no: "))
    #expect(told.contains("weights along the height: "))
    let repaired = try program.run("kernel k.json --normalize --output even.json")
    #expect(repaired.output.contains("checkerboard  none\n"))
    #expect(try program.read("even.json") == Array("[[1.0, 1.0],\n[1.0, 1.0]]\n".utf8))
  }

  @Test func gapsAreTold() throws {
    try program.write("k.json", Array("[[1]]".utf8))
    let told = try program.run("kernel k.json").output
    #expect(told.contains("gain          1 0 0 0 at the 2x2 phases\n"))
    #expect(
      told.contains("checkerboard  1: up to 255 of 255 levels; some phases have no gain\n"))
  }

  @Test func jsonHoldsTheFigures() throws {
    let outcome = try program.run("kernel nearest --json --scale 2x1")
    #expect(
      outcome.output.hasPrefix(
        #"{"kernel":"nearest","strides":[1,2],"decimation":[1,1],"shape":[1,2],"taps":[1.0,1.0],"#
          + #""support":[1.0,1.0],"phases":[1,2,1],"gains":[1.0,1.0],"checkerboard":0.0,"#
          + #""uniform":true,"separable":true,"#))
  }

  @Test func jsonTellsWhichChannelsTheCurvesAreOf() throws {
    try program.write("k.json", Array("[[[[0, 0, 1], [0, 2, 0]]]]".utf8))
    let told = try program.run("kernel k.json --scale 1 --json").output
    #expect(told.contains(#""gains":[1.0,2.0],"plane_channels":[1,1],"checkerboard":0.0,"#))
  }

  @Test func writtenTapsAreTheKernel() throws {
    try program.write("in.png", readFile("\(sampleImages)/gradients.png"))
    #expect(try program.run("kernel bilinear --output k.npy").status == 0)
    #expect(try program.run("kernel bilinear --output k.json").status == 0)
    #expect(try program.run("kernel bilinear --output d.npy --diagonal 3").status == 0)
    #expect(try program.run("in.png named.png") == .success)
    for kernel in ["k.npy", "k.json", "d.npy"] {
      #expect(try program.run("in.png out.png --kernel \(kernel)") == .success)
      #expect(try program.read("out.png") == program.read("named.png"), "\(kernel)")
    }
    let diagonal = try Tensor(npy: FilePath("\(program.directory)/d.npy"))
    #expect(diagonal.shape == [4, 4, 3, 3])
  }

  @Test func aDrawingIsAPicture() throws {
    #expect(try program.run("kernel lanczos2 --output k.png").status == 0)
    #expect(try pngSize(program.read("k.png")) == [1404, 1112])
  }

  @Test(arguments: [
    ("kernel", "upsample: kernel: NAME|FILE is missing.\n  See \"upsample kernel --help\".\n"),
    (
      "kernel bicubic --output k.txt",
      """
      upsample: --output: "k.txt" is not the name of a drawing or of taps.
        Name it .png for a drawing, .npy or .json for taps.

      """
    ),
    (
      "kernel bicubic --diagonal 3",
      """
      upsample: --diagonal: says how taps are written, and --output is missing.
        See "upsample kernel --help".

      """
    ),
    (
      "kernel bicubic --diagonal 3 --output k.png",
      """
      upsample: --diagonal: says how taps are written, and k.png is a drawing.
        See "upsample kernel --help".

      """
    ),
    (
      "kernel bicubic --diagonal 0 --output k.npy",
      "upsample: --diagonal: \"0\" is not a whole number from 1 to 65536.\n"
    ),
    (
      "kernel bicubic --scale 1.0001",
      """
      upsample: --scale: 10001/10000x10001/10000 has a stride of 10001.
        Strides of up to 1024 are analysed: a ratio's numerators.

      """
    ),
  ])
  func whatMakesNoSenseIsRefused(_ line: String, message: String) throws {
    let outcome = try program.run(line)
    #expect(outcome == BuiltProgram.Outcome(status: 2, output: "", error: message))
    #expect(try program.names() == [])
  }
}
