import TestSupport
import Testing
import Upsample

@testable import upsample_cli

@Suite struct DiffCommandTests {
  private let program: BuiltProgram

  /// A 20x12 picture, the same but for three pixels, and one of another size.
  init() throws {
    program = try BuiltProgram()
    try program.write("a.png", grayPNG(width: 20, height: 12) { x, y in UInt8(10 * x + y) })
    try program.write(
      "b.png",
      grayPNG(width: 20, height: 12) { x, y in
        let level = UInt8(10 * x + y)
        return switch (x, y) {
        case (3, 2): level + 1
        case (7, 4): level + 6
        case (12, 9): level - 6
        default: level
        }
      })
    try program.write("tall.png", grayPNG(width: 20, height: 13) { x, _ in UInt8(x) })
  }

  @Test func differencesAreToldInFigures() throws {
    let expected = """
      max diff          6 of 255 levels, first at column 7, row 4
      mean diff         0.0542 levels
      rms diff          0.5515 levels
      PSNR              53.2997 dB
      PSNR of Y         53.2997 dB
      SSIM of Y         0.998807
      differing pixels  3 of 240 (1.250 %)

      """
    let outcome = try program.run("diff a.png b.png")
    #expect(outcome == .init(status: 1, output: expected, error: ""))
  }

  @Test func equalPicturesAreDone() throws {
    let expected = """
      max diff          0 of 255 levels
      mean diff         0.0000 levels
      rms diff          0.0000 levels
      PSNR              infinite
      PSNR of Y         infinite
      SSIM of Y         1.000000
      SSIM of gray      1.000000
      differing pixels  0 of 240 (0.000 %)

      """
    let outcome = try program.run("diff a.png a.png --verbose")
    #expect(outcome == .init(status: 0, output: expected, error: ""))
    #expect(try program.run("diff a.png - --quiet", input: program.read("a.png")) == .success)
  }

  @Test func sizesThatDifferAreADifference() throws {
    let outcome = try program.run("diff a.png tall.png heat.png --max-diff 65535")
    let expected = "sizes differ      20x12 and 20x13\n"
    #expect(outcome == .init(status: 1, output: expected, error: ""))
    // 20x13 pixels, magnified by 20, and the legend.
    #expect(pngSize(try program.read("heat.png")) == [400, 316])
  }

  @Test func depthsThatDifferAreADifference() throws {
    _ = try program.run("a.png one.png --kernel nearest")
    let sixteen = "\(sampleImages)/ramp-16.png"
    _ = try program.run("\(sixteen) deep.png --scale 1")
    _ = try program.run("\(sixteen) flat.jpg --scale 1 --quality 100")
    let outcome = try program.run("diff deep.png flat.jpg --max-diff 65535")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("depths differ     16 and 8 bits\n"), "\(outcome.output)")
    #expect(outcome.output.contains(" of 65535 levels"))
    #expect(try program.run("diff deep.png flat.jpg --quiet").status == 1)
  }

  @Test(arguments: [
    ("--max-diff 6", 0), ("--max-diff 5", 1), ("--min-psnr 53.29", 0), ("--min-psnr 53.3", 1),
    ("--min-ssim 0.9988", 0), ("--min-ssim 0.9989", 1), ("--max-pixels-differing 3", 0),
    ("--max-pixels-differing 2", 1), ("--max-pixels-differing 1.25%", 0),
    ("--max-pixels-differing 1.24%", 1), ("--max-diff 6 --min-ssim 1", 1),
    ("--min-ssimulacra2 60", 0), ("--min-ssimulacra2 100", 1), ("--max-flip 0.1", 0),
    ("--max-flip 0.0001", 1),
  ])
  func thresholdsDecideTheStatus(line: String, status: Int32) throws {
    let outcome = try program.run("diff a.png b.png --quiet \(line)")
    #expect(outcome == .init(status: status, output: "", error: ""))
  }

  /// 7 pixels of 1000 are 0.7 %, though 0.7 / 100 * 1000 is less than 7 in binary.
  @Test(arguments: [("0.7%", 0), ("0.6999%", 1), ("100%", 0), ("0%", 1)])
  func aShareIsADecimalOne(share: String, status: Int32) throws {
    for (name, count) in [("none.png", 0), ("seven.png", 7)] {
      try program.write(
        name, grayPNG(width: 50, height: 20) { x, y in y == 0 && x < count ? 1 : 0 })
    }
    let line = "diff none.png seven.png --quiet --max-pixels-differing \(share)"
    #expect(try program.run(line).status == status)
  }

  @Test(
    arguments: [
      (1, nil, ["gray"]), (2, nil, ["gray", "alpha"]), (3, nil, ["red", "green", "blue"]),
      (4, nil, ["red", "green", "blue", "alpha"]),
      (4, .cmyk, ["cyan", "magenta", "yellow", "black"]),
    ] as [(Int, ImageLayout.ColorModel?, [String])])
  func everyChannelHasAName(
    channels: Int, model: ImageLayout.ColorModel?, names: [String]
  ) {
    let layout = ImageLayout(
      width: 1, height: 1, channels: channels, depth: .eight, colorModel: model)
    #expect(layout.channelNames == names)
  }

  @Test func measuresOfHowItLooksAreToldWhereTheyAreAskedFor() throws {
    let line = "diff a.png b.png --min-ssimulacra2 0 --max-flip 1"
    let told = try program.run(line).output
    #expect(told.contains(/(?m)^SSIMULACRA 2 {6}[0-9.]+$/), "\(told)")
    #expect(told.contains(/(?m)^FLIP {14}0\.[0-9]{6}$/), "\(told)")
    #expect(try program.run("\(line) --json").output.contains(/"ssimulacra2":[0-9.]+,"flip":0\./))
    for unasked in ["diff a.png b.png --verbose", "diff a.png b.png --json"] {
      #expect(!(try program.run(unasked).output.lowercased().contains(/ssimulacra|flip/)))
    }
  }

  @Test func everyThresholdThatDoesNotHoldIsTold() throws {
    let outcome = try program.run(
      "diff a.png b.png --max-diff 5 --min-psnr 60 --min-ssim 0.5 --max-pixels-differing 1%")
    let lines = outcome.output.split(separator: "\n").suffix(3)
    let expected = [
      "max diff 6 is above --max-diff 5", "PSNR 53.2997 dB is below --min-psnr 60",
      "differing pixels 3 are above --max-pixels-differing 1%",
    ]
    #expect(lines.map(String.init) == expected)
  }

  /// The PSNR is 53.29965 dB and 0.00002: four digits would read as the threshold.
  @Test func aThresholdThatIsJustMissedIsToldFromTheFigure() throws {
    let psnr = try program.run("diff a.png b.png --json").output
      .firstMatch(of: /"psnr":([0-9.]+)/).map { Double($0.1)! }
    let threshold = ((try #require(psnr)) * 10000).rounded(.up) / 10000
    let line = "diff a.png b.png --min-psnr \(threshold) --min-ssim 0.998808"
    let told = try program.run(line).output.split(separator: "\n").suffix(2)
    for (text, digits) in zip(told, [5, 6]) {
      let numbers = text.matches(of: /[0-9]+\.([0-9]+)/)
      #expect(numbers.count == 2 && Double(numbers[0].0)! < Double(numbers[1].0)!, "\(text)")
      #expect(numbers[0].1.count <= digits + 1, "\(text)")
    }
  }

  /// A share that is printed as 0 % or 100 %, and a difference as 0 levels, is nothing else.
  @Test func onePixelOfManyIsMoreThanNothing() throws {
    let size = 500
    for (name, x) in [("flat.png", -1), ("dot.png", 7), ("all.png", 1000)] {
      try program.write(
        name,
        grayPNG(width: size, height: size) { column, row in
          (column, row) == (x, 3) || x == 1000 && (column, row) != (0, 0) ? 1 : 0
        })
    }
    let one = try program.run("diff flat.png dot.png").output
    #expect(one.contains("mean diff         0.0000040 levels\n"), "\(one)")
    #expect(one.contains("1 of 250000 (0.00040 %)"), "\(one)")
    let most = try program.run("diff flat.png all.png").output
    #expect(most.contains("249999 of 250000 (99.99960 %)"), "\(most)")
  }

  @Test func jsonHoldsEveryFigure() throws {
    let outcome = try program.run("diff a.png b.png --json")
    #expect(outcome.status == 1)
    for member in [
      #""a":"a.png""#, #""equal":false"#, #""within":false"#, #""max_diff":6"#,
      #""mean_diff":0.0541"#, #""differing_pixels":3"#, #""pixels":240"#, #""worst_column":7"#,
      #""ssim_channels":[0.99"#, #""psnr":53.299"#, #""psnr_y":53.299"#, #""ssim":0.9988"#,
    ] {
      #expect(outcome.output.contains(member), "\(member) in \(outcome.output)")
    }
    let equal = try program.run("diff a.png a.png --json").output
    #expect(equal.contains(#""psnr":null,"psnr_y":null,"ssim":1.0,"#), "\(equal)")
    let sizes = try program.run("diff a.png tall.png --json").output
    #expect(sizes.contains(#""b_height":13"#) && sizes.contains(#""max_diff":null"#), "\(sizes)")
  }

  @Test func aHeatMapIsDrawn() throws {
    #expect(try program.run("diff a.png b.png heat.png --quiet").status == 1)
    #expect(pngSize(try program.read("heat.png")) == [400, 296])
    let line = "cat a.png | \(BuiltProgram.path) diff - b.png - --quiet > piped.png"
    #expect(try program.runTool("sh", ["-c", line]).status == 1)
    #expect(try program.read("piped.png") == program.read("heat.png"))
  }

  /// A heat map of before does not stay for that of pictures that can't be read; a text, a link
  /// to an input and an input do.
  @Test func anOldHeatMapIsRemovedWhereThereIsNoNewOne() throws {
    _ = try program.run("diff a.png b.png heat.png --quiet")
    try program.write("text.png", Array("text".utf8))
    try program.write("bad.png", Array(program.read("a.png").prefix(60)))
    for name in ["text.png", "a.png"] {
      #expect(try program.run("diff a.png bad.png \(name)").error.contains("removed") == false)
    }
    let outcome = try program.run("diff a.png bad.png heat.png")
    #expect(outcome.status == 3)
    #expect(
      outcome.error.hasPrefix("upsample: the old heat map heat.png is removed\n"), "\(outcome)")
    #expect(try program.names() == ["a.png", "b.png", "bad.png", "tall.png", "text.png"])
  }

  @Test func rulesDecideWhichPixelsDiffer() throws {
    let outcome = try program.run("diff a.png b.png --tolerance 0.024 --max-pixels-in-window 1/4")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasSuffix(
        """
        differing pixels  1 of 240 (0.417 %)
        most in a window  1 of 4x4, at column 4, row 1

        """), "\(outcome.output)")
    #expect(try program.run("diff a.png b.png --tolerance 0.5 --quiet") == .success)
    let json = try program.run("diff a.png b.png --tolerance 0.5 --json").output
    #expect(json.contains(#""equal":false,"within":true,"#), "\(json)")
    let two = try program.run("diff a.png b.png --ignore 3,2,5x3 --ignore 0,0,1x1").output
    #expect(two.contains("ignored           16\n") && two.contains("max diff          6 of 255"))
    #expect(try program.run("diff a.png b.png --quiet --ignore 3,2,10x8") == .success)
    try program.write(
      "mask.png",
      grayPNG(width: 20, height: 12) { x, y in x >= 3 && y >= 2 ? 0 : 9 })
    #expect(try program.run("diff a.png b.png --quiet --mask mask.png") == .success)
    let none = try program.run("diff a.png b.png --ignore 0,0,20x12").output
    #expect(none.hasSuffix("differing pixels  0 of 0 (0.000 %)\nignored           240\n"))
  }

  @Test func aHeatMapMayBeAJPEG() throws {
    for name in ["heat.png", "heat.jpg"] {
      #expect(try program.run("diff a.png b.png \(name) --quiet").status == 1)
    }
    #expect(try program.read("heat.jpg").starts(with: [0xFF, 0xD8, 0xFF]))
    // The legend's letters are sharper than a JPEG is.
    let near = try program.run("diff heat.png heat.jpg --min-psnr 26 --min-ssim 0.9")
    #expect(near.status == 0, "\(near.output)")
    #expect(try program.run("diff a.png a.png same.jpg --quiet") == .success)
  }

  @Test func aMaskThatIsAPipeKeepsNobodyWaiting() throws {
    let line = "timeout 20 \"$upsample\" diff a.png b.png --mask m.png"
    let outcome = try program.runShell("mkfifo m.png && \(line)")
    #expect(outcome.status == 3 && outcome.output == "")
    #expect(outcome.error == "upsample: m.png is a pipe, a socket or a device, and no file.\n")
  }

  @Test func progressIsDrawnAndErased() throws {
    let once = try program.run("diff a.png b.png --progress always --quiet").error
    #expect(once.hasPrefix("\ra.png  100%  "))
    #expect(once.hasSuffix("\r\u{1B}[K"))
    // With a heat map, both pictures are read twice.
    let twice = try program.run("diff a.png b.png heat.png --progress always --quiet").error
    #expect(twice.hasPrefix("\ra.png  50%  "))
    #expect(try program.run("diff a.png b.png --progress never").error == "")
  }

  @Test(arguments: [
    ("diff a.png", 2, "diff: B is missing."),
    ("diff", 2, "diff: A and B are missing."),
    ("diff a.png b.png c.png d.png", 2, "diff: the operand d.png is one too many."),
    ("diff a.png no.png", 3, "cannot open no.png: No such file or directory."),
    ("diff a.png b.png none/heat.png", 4, "cannot open the folder none: No such file"),
    ("diff a.png b.png heat.txt", 2, "heat.txt: the extension \"txt\" is neither PNG's nor"),
    ("diff a.png b.png b.png", 2, "output b.png: is the same file as the input b.png."),
    ("diff - -", 2, "diff: A and B can't both be standard input."),
    ("diff a.png b.png -", 2, "-: standard output can't hold both the heat map and the figures."),
    ("diff a.png b.png --max-diff 1.5", 2, "--max-diff: \"1.5\" is not a whole number of levels"),
    ("diff a.png b.png --max-diff=-1", 2, "--max-diff: \"-1\" is not a whole number of levels"),
    ("diff a.png b.png --min-psnr forty", 2, "--min-psnr: \"forty\" is not a number of decibels"),
    ("diff a.png b.png --min-ssim 1.1", 2, "--min-ssim: \"1.1\" is not a similarity"),
    ("diff a.png b.png --max-pixels-differing 101%", 2, "--max-pixels-differing: \"101%\" is"),
    ("diff a.png b.png --tolerance 1.1", 2, "--tolerance: \"1.1\" is not a distance of colours"),
    ("diff a.png b.png --ignore 1,2,3", 2, "--ignore: \"1,2,3\" is not a part of a picture."),
    ("diff a.png b.png --ignore 1,2,0x3", 2, "--ignore: \"1,2,0x3\" is not a part of a picture."),
    ("diff a.png b.png --ignore 19,0,2x1", 2, "19,0,2x1: the region reaches beyond the picture"),
    ("diff a.png b.png --mask tall.png", 2, "tall.png: the mask is 20x13 and the pictures are"),
    ("diff a.png b.png --mask no.png", 3, "cannot open no.png: No such file or directory."),
    ("diff a.png b.png --alpha none", 2, "--alpha: \"none\" is not a word it knows."),
    ("diff a.png b.png --max-pixels-in-window 3", 2, "--max-pixels-in-window: \"3\" is not a"),
    ("diff a.png b.png --quiet --verbose", 2, "--quiet: contradicts --verbose."),
  ])
  func withoutAComparisonTheStatusIsTwoOrMore(line: String, status: Int32, message: String) throws {
    let outcome = try program.run(line)
    #expect(outcome.status == status)
    #expect(outcome.output == "")
    #expect(outcome.error.hasPrefix("upsample: \(message)"), "\(outcome.error)")
    #expect(try program.names() == ["a.png", "b.png", "tall.png"])
  }
}
