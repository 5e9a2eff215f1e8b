import TestSupport
import Testing

@testable import Upsample
@testable import upsample_cli

@Suite struct BankFitCommandTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  private func writePictures(_ count: Int) throws {
    for number in 0..<count {
      try program.write(
        "\(number).png",
        grayPNG(width: 96, height: 80) { x, y in
          UInt8((x * x * 3 + y * y * (5 + number) + x * y) / 13 % 90 + (x / 7 + y / 5) % 2 * 120)
        })
    }
    let moved = (0..<count).map { "mv \($0).png in/" }.joined(separator: "; ")
    #expect(try program.runShell("mkdir in; \(moved)").status == 0)
  }

  @Test func damagedPicturesAloneAreBadInput() throws {
    try program.write(
      "a.png", Array(grayPNG(width: 50, height: 40) { UInt8($0 * $1 % 256) }.dropLast(30)))
    #expect(try program.runShell("mkdir in; cp a.png in/").status == 0)
    for product in ["--bank 4 --output k.bank", "--output k.npy"] {
      #expect(try program.run("fit in \(product) --progress never").status == 3, "\(product)")
    }
  }

  @Test func writesABankThatIsReadBack() throws {
    try writePictures(3)
    let outcome = try program.run(
      "fit in --bank 5 --taps 5 --reduce bicubic --hold-back 1 --output k.bank --progress never")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(
      lines[0].hasSuffix(" of 5x5 inputs for scale 2, fitted to 3840 samples of 2 pictures"))
    let names = lines.dropFirst(3).map { $0.prefix { $0 != " " } }
    #expect(names == ["bilinear", "bicubic", "lanczos3", "fitted", "bank"])
    let bank = try KernelBank(file: FilePath("\(program.directory)/k.bank"))
    #expect(bank.taps == 5)
    #expect(bank.scale == 2)
    let made = try program.run("in/0.png large.png --kernel k.bank")
    #expect(made == .success)
  }

  @Test func progressTellsTheStage() throws {
    try writePictures(2)
    let outcome = try program.run(
      "fit in --bank 2 --taps 3 --output k.bank --progress always --quiet")
    #expect(outcome.status == 0)
    // What follows within a tenth of a second is not drawn.
    #expect(outcome.error.contains("drawing  1 of 2 pictures"))
    #expect(FitTable.line(.drawing(images: 1), of: 2, leaves: 3) == "drawing  1 of 2 pictures")
    #expect(FitTable.line(.growing(leaves: 2), of: 2, leaves: 3) == "growing  2 of 3 kernels")
    #expect(FitTable.line(.summing(images: 2), of: 2, leaves: 3) == "summing  2 of 2 pictures")
  }

  @Test(arguments: [
    ("--bank 4 --output k.npy", "Name it .bank."),
    ("--output k.bank", "Name it .npy."),
    ("--bank 0 --output k.bank", "--bank"),
    ("--bank 1025 --output k.bank", "--bank"),
    ("--bank 4 --taps 8 --output k.bank", "Taps are odd"),
    ("--bank 4 --scale 5 --output k.bank", "Scales are 2 to 4"),
    ("--bank 4 --reduce skip --output k.bank", "skip"),
  ])
  func refusesWhatMakesNoBank(arguments: String, told: String) throws {
    try writePictures(1)
    let outcome = try program.run("fit in \(arguments)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains(told))
  }

  @Test func damagedPicturesAreTold() throws {
    try writePictures(2)
    #expect(try program.runShell("head -c 900 in/0.png > in/9.png").status == 0)
    let outcome = try program.run("fit in --bank 2 --taps 3 --output k.bank --progress never")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("9.png"))
    #expect(outcome.error.split(separator: "\n").count == 1)
    #expect(outcome.output.contains("of 2 pictures"))
  }
}
