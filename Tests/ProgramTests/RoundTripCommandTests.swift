import Testing

@Suite struct RoundTripCommandTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", readFile("\(sampleImages)/interlaced.png"))
  }

  @Test func figuresArePrintedAndPicturesWritten() throws {
    let outcome = try program.run("roundtrip in.png out.png --forward small.png --verbose -s 2x3")
    #expect(
      outcome
        == BuiltProgram.Outcome(
          status: 0,
          output: """
            PSNR       28.8901 dB
            PSNR of Y  28.8655 dB
            SSIM of Y  0.869278

            """,
          error: """
            upsample: 71x103 -> 36x35 -> 71x103; legal outputs of 36x35: width 71 to 72, height \
            103 to 105

            """))
    #expect(try program.names() == ["in.png", "out.png", "small.png"])
    let small = try program.run("diff small.png small.png --json")
    #expect(small.output.contains(#""a_width":36,"a_height":35,"#))
  }

  @Test func jsonTellsTheShapes() throws {
    let outcome = try program.run("roundtrip in.png out.png --json --kernel nearest")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#""forward":[1,52,36,3],"output_shape":[1,103,71,3]}"#))
    let verbose = try program.run("roundtrip in.png out.png --json --verbose --kernel nearest")
    #expect(verbose.output == outcome.output)
    #expect(verbose.error.hasPrefix("upsample: 71x103 -> 36x52 -> 71x103; legal outputs"))
    // At a stride of 1 the box leaves everything as it is.
    let same = try program.run("roundtrip in.png out.png --json --kernel nearest -s 1")
    #expect(same.output.hasPrefix(#"{"psnr":null,"psnr_y":null,"ssim":1.0,"#))
  }

  /// Inks stay in a JPEG and become RGB in a PNG, and the small picture with them.
  @Test func inksGoTheSameWayAsTheSmallPicture() throws {
    try program.write("inks.jpg", readFile("\(sampleImages)/inks.jpg"))
    func channels(_ name: String) throws -> String {
      let told = try program.run("diff \(name) \(name) --json").output
      return told.contains(#""a_channels":4,"#) ? "CMYK" : "RGB"
    }
    #expect(try program.run("roundtrip inks.jpg a.jpg --forward b.jpg").status == 0)
    #expect(try channels("a.jpg") == "CMYK" && channels("b.jpg") == "CMYK")
    #expect(try program.run("roundtrip inks.jpg a.png --forward c.jpg").status == 0)
    #expect(try channels("a.png") == "RGB" && channels("c.jpg") == "RGB")
    #expect(
      try program.run("roundtrip inks.jpg d.jpg --forward d.png")
        == .init(
          status: 2, output: "",
          error: """
            upsample: d.png: a PNG holds no inks, and the picture is CMYK.
              Write a JPEG.

            """))
    #expect(try !program.names().contains { $0.hasPrefix("d.") })
  }

  @Test func streamsAreTaken() throws {
    let picture = try program.read("in.png")
    let named = try program.run("roundtrip in.png named.png")
    let piped = try program.runShell("cat in.png | $upsample roundtrip - out.png")
    #expect(piped == named)
    #expect(try program.read("out.png") == program.read("named.png"))
    let script = "$upsample roundtrip - - --quiet <in.png >out.png; cmp out.png named.png"
    #expect(try program.runShell(script) == .success)
    let small =
      "$upsample roundtrip in.png out.png --forward - --quiet | cat >small.png; "
      + "$upsample roundtrip in.png out.png --forward named.png; cmp small.png named.png"
    #expect(try program.runShell(small) == named)
    #expect(try program.read("in.png") == picture)
  }

  @Test func unevenKernelsAreWarnedOfAndRepaired() throws {
    try program.write("k.json", Array("[0.5, 1, 0.75]".utf8))
    let warning =
      "the kernel's phases differ in gain, from 0.7901 to 1.2346: a checkerboard of up "
      + "to 113 levels will be seen; --normalize repairs it"
    let told = try program.run("roundtrip in.png out.png --kernel k.json")
    #expect(told.error == "upsample: warning: in.png: \(warning)\n")
    #expect(told.output.hasPrefix("PSNR       21.9761 dB"))
    let json = try program.run("roundtrip in.png out.png --kernel k.json --json --quiet")
    #expect(json.error == "")
    #expect(json.output.hasSuffix(",\"warnings\":[\"\(warning)\"]}\n"), "\(json.output)")
    let even = try program.run("roundtrip in.png out.png --kernel k.json --normalize")
    #expect(even.error == "")
    #expect(even.output.hasPrefix("PSNR       31.5829 dB"), "\(even.output)")
  }

  @Test func aFilterMayMixChannels() throws {
    #expect(try program.run("kernel bicubic --diagonal 3 --output d.npy").status == 0)
    let named = try program.run("roundtrip in.png named.png --kernel bicubic --json")
    #expect(try program.run("roundtrip in.png out.png --kernel d.npy --json") == named)
    #expect(try program.read("out.png") == program.read("named.png"))
    try program.write("luma.json", Array("[[[[0.299], [0.587], [0.114]]]]".utf8))
    let gray = try program.run(
      "roundtrip in.png out.png -k luma.json -s 1 --forward small.png --json")
    #expect(gray.output.contains(#""forward":[1,103,71,1],"output_shape":[1,103,71,3]}"#))
  }

  @Test(arguments: [
    (
      "in.png -",
      """
      upsample: -: OUT is read again for the figures, and a stream can't be.
        Name a file, or give --quiet and not --json.

      """
    ),
    (
      "in.png /dev/null",
      """
      upsample: /dev/null: OUT is read again for the figures, and a stream can't be.
        Name a file, or give --quiet and not --json.

      """
    ),
    (
      "in.png out.png --forward -",
      """
      upsample: -: standard output can't hold both the small image and the figures.
        Name a file, or give --quiet and not --json.

      """
    ),
    (
      "in.png - --forward - --quiet",
      """
      upsample: --forward: standard output can't hold both the small image and OUT.
        Name a file for one of them.

      """
    ),
    (
      "in.png",
      """
      upsample: roundtrip: OUT is missing.
        See "upsample roundtrip --help".

      """
    ),
    (
      "in.png out.png --forward small.gif",
      """
      upsample: small.gif: the extension "gif" is neither PNG's nor JPEG's, and nothing else is written.
        Name it .png or .jpg.

      """
    ),
    (
      "in.png out.png --scale 65537",
      """
      upsample: --scale: 65537x65537 are no strides of a round trip.
        Give whole numbers from 1 to 65536.

      """
    ),
    (
      "in.png out.png --scale 3/2",
      """
      upsample: --scale: "3/2" is not a stride of a convolution.
        A round trip takes whole scales: 2, 3 or 2x3.

      """
    ),
    (
      "in.png out.png --forward ././out.png",
      """
      upsample: --forward: the small picture and the output can't both be out.png.
        Give each a name of its own.

      """
    ),
    (
      "in.png in.png",
      """
      upsample: output in.png: is the same file as the input in.png.
        Choose another name for the output.

      """
    ),
  ])
  func whatMakesNoSenseIsRefused(arguments: String, message: String) throws {
    let outcome = try program.run("roundtrip \(arguments)")
    #expect(outcome == BuiltProgram.Outcome(status: 2, output: "", error: message))
    #expect(try program.names() == ["in.png"])
  }
}
