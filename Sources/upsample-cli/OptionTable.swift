import Upsample

extension Option {
  /// Every option of the program, in the order in which help lists them.
  static let all: [Option] = picture + output + running + messages

  private static let picture: [Option] = [
    Option(
      .scale, "s", .text("S"), in: .picture, "how much larger",
      "2, 1.5, 3/2, or 2x3 for width and height apart; at least 1", standard: "2"),
    Option(
      .size, nil, .text("WxH"), in: .picture, "the output's size in pixels",
      "1920x1080; 1920x or x1080 keeps the aspect. Instead of --scale"),
    Option(
      .kernel, "k", .wordOrFile("K", words(InterpolationFunction.self)), in: .picture,
      "the kernel of the transposed convolution",
      "\(list(InterpolationFunction.self)), or a file: .npy or .json", standard: "bilinear"),
    Option(
      .border, nil, .word("B", words(Border.self)), in: .picture,
      "what lies beyond the edges",
      "\(list(Border.self)). With zero, TensorFlow's own padding, borders darken",
      standard: "replicate"),
  ]

  private static let output: [Option] = [
    Option(
      .quality, "q", .word("Q", ["keep"]), in: .output, "the quality of a JPEG",
      "1 to 100, or keep, the input's own tables and subsampling; without it keep "
        + "for a JPEG from a JPEG, otherwise 90"),
    Option(
      .compression, nil, .word("C", words(Compression.self)), in: .output,
      "how hard a PNG is compressed",
      "\(list(Compression.self)); the pixels are the same", standard: "fast"),
    Option(
      .format, nil, .word("F", words(OutputFormat.self)), in: .output,
      "the format of the output",
      "\(list(OutputFormat.self)); same is the input's; without it the output's extension "
        + "decides, and for standard output the input's format"),
    Option(
      .existing, nil, .word("E", words(ExistingPolicy.self)), in: .output,
      "what becomes of an output that is there already",
      list(ExistingPolicy.self), standard: "replace"),
  ]

  private static let running: [Option] = [
    Option(
      .jobs, "j", .text("N"), in: .running, "the number of threads",
      "1 to 1024; the bytes written never depend on it", standard: "all processors"),
    Option(
      .maxPixels, nil, .text("N"), in: .running, "refuse larger inputs",
      "a number of pixels, also as 500K, 100M or 2G (thousands, millions, billions)",
      standard: "\(UpsampleOptions.defaultMaxPixels)"),
  ]

  private static let messages: [Option] = [
    Option(
      .progress, nil, .word("P", ["auto", "always", "never"]), in: .messages,
      "a line with share, rate and time left",
      "auto (on a terminal), always, never", standard: "auto"),
    Option(.quiet, nil, in: .messages, "print nothing but errors"),
    Option(.verbose, nil, in: .messages, "tell on standard error what was done"),
    Option(
      .json, nil, in: .messages, "print the results as JSON", "one line on standard output a file"),
    Option(.help, "h", in: .messages, "print help"),
    Option(.version, nil, in: .messages, "print the version"),
  ]

  /// The option with the given long name.
  static func named(_ name: OptionName) -> Option {
    all.first { $0.name == name }!
  }

  private static func words<Choice>(_ choice: Choice.Type) -> [String]
  where Choice: CaseIterable & RawRepresentable<String> {
    choice.allCases.map(\.rawValue)
  }

  private static func list<Choice>(_ choice: Choice.Type) -> String
  where Choice: CaseIterable & RawRepresentable<String> {
    words(choice).joined(separator: ", ")
  }
}
