import Glibc
import TestSupport
import Testing
import Upsample

/// `--model` on pictures and folders, `upsample model` and `upsample op model`.
@Suite struct ModelCommandTests {
  private let program: BuiltProgram
  /// FSRCNN for scale 2, of one channel.
  private let model = FilePath(#filePath).parent.parent
    .appending(FilePath("UpsampleNetworksTests/Goldens/fsrcnn_s13.onnx"))

  init() throws {
    program = try BuiltProgram()
    try program.write("net.onnx", readFile("\(model)"))
    try program.write("in.png", readFile("\(sampleImages)/gradients.png"))
  }

  @Test func picturesAreMadeByANetwork() throws {
    let outcome = try program.run("in.png out.png --model net.onnx --verbose")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.error.contains("-> out.png") && outcome.error.contains("net.onnx"))
    let bytes = try program.read("out.png")
    for jobs in [1, 2, 7] {
      #expect(try program.run("in.png again.png --model net.onnx --jobs \(jobs)").status == 0)
      #expect(try program.read("again.png") == bytes)
    }
    #expect(try program.run("in.png plain.png --scale 2").status == 0)
    let difference = try program.run("diff plain.png out.png --json").output
    #expect(difference.contains("\"equal\":false"))
  }

  /// Networks are made for light, whatever the format holds.
  @Test(arguments: ["fsrcnn_s13", "span_s13"]) func inksBecomeColours(model: String) throws {
    try program.write("inks.jpg", readFile("\(sampleImages)/inks.jpg"))
    let file = self.model.parent.appending(FilePath("\(model).onnx"))
    let toJPEG = try program.run("inks.jpg out.jpg --model \(file) --quality 100 --scale 2")
    #expect(toJPEG.status == 0)
    #expect(
      toJPEG.error == "upsample: warning: inks.jpg: its inks became sRGB by the plain formula\n")
    let toPNG = try program.run("inks.jpg out.png --model \(file) --scale 2")
    #expect(toPNG == .init(status: 0, output: "", error: ""))
    let difference = try program.run("diff out.png out.jpg --min-psnr 38 --json")
    #expect(difference.status == 0, "\(difference.output)")
    #expect(difference.output.contains("\"b_channels\":3"))
  }

  @Test func theScaleIsTheNetworksUnlessTold() throws {
    let own = try program.run("in.png o.png -m net.onnx --dry-run").output
    let other = try program.run("in.png o.png -m net.onnx -s 3/2 --dry-run").output
    #expect(own.contains("net.onnx") && own.contains("of memory"))
    #expect(own != other)
    let told = try program.run("in.png o.png -m net.onnx -s 3 --verbose").error
    #expect(told.contains("the network makes 2 times the size, and bicubic leads from there to"))
  }

  @Test func foldersAreMadeByANetwork() throws {
    #expect(try program.run("in.png alone.png --model net.onnx").status == 0)
    try program.makeFolder("photos")
    for name in ["a", "b", "c"] {
      try program.write("photos/\(name).png", readFile("\(sampleImages)/gradients.png"))
    }
    let plan = try program.run("photos larger --model net.onnx --dry-run").output
    #expect(plan.contains(/of memory at most and [0-9]+\.[0-9] s\n/), "\(plan)")
    #expect(try program.run("photos larger --model net.onnx --jobs 2").status == 0)
    for name in ["a", "b", "c"] {
      #expect(try program.read("larger/\(name).png") == program.read("alone.png"))
    }
  }

  @Test(arguments: [
    ("in.png o.png --model-range 255", "--model-range: needs --model"),
    ("in.png o.png --model-channels rgb", "--model-channels: needs --model"),
    ("in.png o.png -m net.onnx --linear-light", "--linear-light: contradicts --model"),
    ("in.png o.png -m net.onnx --model-range 2", "--model-range: \"2\""),
    ("in.png o.png -m nothing", "nothing is no network that is read here"),
    ("roundtrip in.png o.png -m net.onnx", "--model: "),
    ("model photo --scale 5", "--scale: \"5\" is no scale that photo has a network for"),
    ("model net.onnx --scale 2", "--scale: \"2\" is told by the file of the network, net.onnx"),
    ("model net.onnx --size 10x", "--size: \"10x\" is not the size of a picture"),
    ("model net.onnx --output net.jpg", "--output: \"net.jpg\" is not the name of a drawing"),
    ("op model --value ones:1,1,4,4 --print", "--model: is missing"),
    (
      "op model --model net.onnx --value ones:1,1,4,4 --strides 2 --print",
      "--strides: is no argument of \"model\""
    ),
    (
      "op model --model net.onnx --value ones:1,2,4,4 --print",
      "`value` has the shape [1, 2, 4, 4], and the network takes 1 channel"
    ),
  ])
  func whatCanNotBeIsRefused(line: String, words: String) throws {
    let outcome = try program.run(line)
    #expect([2, 3].contains(outcome.status) && outcome.output.isEmpty)
    #expect(outcome.error.contains(words), "\(outcome.error)")
    #expect(FileStatus(at: FilePath("\(program.directory)/o.png")) == nil)
  }

  @Test func damagedNetworksCostALine() throws {
    let bytes = try program.read("net.onnx")
    for count in [0, 1, 40, bytes.count / 2, bytes.count - 1] {
      try program.write("cut.onnx", Array(bytes[..<count]))
      let outcome = try program.run("in.png o.png --model cut.onnx")
      #expect(outcome.status == 3)
      #expect(outcome.error.hasPrefix("upsample: cut.onnx "), "\(outcome.error)")
    }
  }

  @Test func figuresAreToldAndDrawn() throws {
    let told = try program.run("model net.onnx --size 64x48 --output net.png")
    #expect(told.status == 0 && told.error.isEmpty)
    #expect(told.output.hasPrefix("network       net.onnx\nformat        ONNX, opset 13"))
    #expect(told.output.contains("\nscale         2\n"))
    #expect(told.output.contains("\n64x48         about "))
    #expect(try !program.read("net.png").isEmpty)
    let json = try program.run("model net.onnx --json -j 1").output
    #expect(json.hasPrefix("{\"model\":\"net.onnx\"") && json.contains("\"layers\":[{\"name\":"))
  }

  /// ncnn's two files, with means of the whole picture, for which a pipe is read again too.
  @Test func ncnnNetworksReadPipesAsOftenAsTheyNeed() throws {
    let layers = """
      Input i 0 1 in 2=3
      Split a 1 2 in b c
      Pooling d 1 1 b e 0=1 4=1
      BinaryOp f 2 1 c e g 0=1
      Split h 1 2 g k l
      Pooling m 1 1 k n 0=1 4=1
      BinaryOp o 2 1 l n p 0=0
      BinaryOp q 1 1 p r 0=0 1=1 2=0.5
      Interp s 1 1 r out 0=1 1=2.0 2=2.0
      """
    let text = "7767517\n9 13\n\(layers)\n"
    try program.write("net.param", Array(text.utf8))
    try program.write("net.bin", [])
    let outcome = try program.run("in.png out.png --model net.param --verbose")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.error.contains("2 means of the whole picture, which is read 3 times"))
    let piped = try program.run("- piped.png --model net.param", input: program.read("in.png"))
    #expect(piped.status == 0, "\(piped.error)")
    #expect(try program.read("piped.png") == program.read("out.png"))
    #expect(try program.run("in.png o.png --model net.param --dry-run").status == 0)
    #expect(try program.run("model net.param").output.contains("of the whole picture"))
    try program.write("net.bin", [1, 2, 3])
    let refused = try program.run("in.png o.png --model net.param")
    #expect(refused.status == 3)
    #expect(
      refused.error == """
        upsample: net.bin has 3 bytes behind the weights of the layers of net.param.
          Give the .bin that belongs to the .param.

        """)
  }

  @Test(arguments: [("", 2), (" --scale 2", 2), (" --scale 3", 3), (" --scale 4", 4)])
  func theLibrarysOwnNetworksAreKnownByNameAndScale(option: String, scale: Int) throws {
    let told = try program.run("model photo-clean --size 64x48\(option)")
    #expect(told.output.contains("\nscale         \(scale)\n"), "\(told.error)")
    let made = try program.run(
      "op model --model Photo --value normal:1:1,1,20,22 --output y.npy\(option)")
    #expect(made == .init(status: 0, output: "", error: ""))
    let y = try Tensor(npy: FilePath("\(program.directory)/y.npy"))
    #expect(y.shape == [1, 1, (20 - 14) * scale, (22 - 14) * scale])
  }

  @Test func whatAFileSaysThatIsNoChoiceIsPassedOverWithAWarning() throws {
    // An entry of metadata: the key `upsample.range` and `2`.
    let entry = [0x0A, 14] + Array("upsample.range".utf8) + [0x12, 1, 0x32]
    try program.write(
      "odd.onnx", program.read("net.onnx") + [0x72, UInt8(entry.count)] + entry)
    let line =
      "upsample: warning: in.png: odd.onnx has the metadata upsample.range \"2\", none of 1, 255, which is "
      + "passed over; --model-range tells it\n"
    let outcome = try program.run("in.png out.png --model odd.onnx")
    #expect(outcome.status == 0)
    #expect(outcome.error == line)
    #expect(try program.run("model odd.onnx").error.contains("upsample.range"))
    #expect(try program.run("in.png o.png --model odd.onnx --model-range 1").error.isEmpty)
  }

  @Test func aPipeIsNoNetwork() throws {
    #expect(mkfifo("\(program.directory)/pipe.onnx", 0o600) == 0)
    let outcome = try program.run("in.png o.png --model pipe.onnx")
    #expect(outcome.status == 3)
    #expect(outcome.error.contains("pipe.onnx"), "\(outcome.error)")
  }

  @Test func tensorsAreMadeByANetwork() throws {
    let first = try program.run(
      "op model --model net.onnx --value normal:1:2,1,9,7 --output y.npy")
    #expect(first == .init(status: 0, output: "", error: ""))
    let y = try Tensor(npy: FilePath("\(program.directory)/y.npy"))
    #expect(y.shape == [2, 1, 18, 14])
    let last = "--value normal:1:2,9,7,1 --data-format NHWC --output z.npy"
    #expect(try program.run("op model --model net.onnx \(last)").status == 0)
    let z = try Tensor(npy: FilePath("\(program.directory)/z.npy"))
    #expect(z.shape == [2, 18, 14, 1] && z.scalars == y.scalars)
  }
}
