import Testing
import Upsample

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
    // At a stride of 1 the box leaves everything as it is.
    let same = try program.run("roundtrip in.png out.png --json --kernel nearest -s 1")
    #expect(same.output.hasPrefix(#"{"psnr":null,"psnr_y":null,"ssim":1.0,"#))
  }

  @Test(arguments: [
    (
      "in.png - ",
      """
      upsample: roundtrip: the output is read again for the figures, and a standard stream can't be.
        Name a file.

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
      "in.png out.png --forward out.png",
      "upsample: --forward: the small picture and the output can't both be out.png.\n"
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
