import Upsample

/// One command as the table of commands describes it.
struct Command: Sendable {
  /// The commands by the word that selects them. ``upsample`` needs none.
  enum Name: String, CaseIterable, Sendable {
    case upsample, batch, roundtrip, diff, kernel, model, fit, op, explain, completions, help, man
  }

  struct Example: Sendable {
    let line: String
    let meaning: String
  }

  let name: Name
  /// What stands after the program's name, one way of calling it each.
  let synopses: [String]
  /// What the command does, as a clause.
  let summary: String
  /// Paragraphs about the operands.
  let paragraphs: [String]
  let examples: [Example]
  /// The words that the first operand can be, for completion.
  let words: [String]
  private let ownOptions: [OptionName]

  /// The options that the command accepts, in the order of the table.
  var options: [Option] {
    let accepted = Set(ownOptions + [.help, .version])
    let owned = Set(Option.all.filter { $0.command == name }.map(\.name))
    return Option.all.filter { option in
      guard accepted.contains(option.name) else { return false }
      return owned.contains(option.name) ? option.command == name : option.command == nil
    }
  }

  /// What the first operand can be, for completion, if it is one of ``words``.
  var firstOperand: OptionValue {
    [.kernel, .model].contains(name) ? .wordOrFile("NAME|FILE", words) : .word("NAME", words)
  }

  /// The operands that the first way of calling it names, as `IN` and `OUT`.
  var operandNames: [String] {
    synopses[0].split(separator: " ").map(String.init)
      .filter { word in word.allSatisfy { !"[]-.".contains($0) } }
  }

  /// Whether the command accepts the option.
  func accepts(_ name: OptionName) -> Bool { options.contains { $0.name == name } }

  /// How the command is called, as `upsample completions`.
  var spelling: String { name == .upsample ? "upsample" : "upsample \(name.rawValue)" }

  /// The command with the given name.
  static func named(_ name: Name) -> Command { all.first { $0.name == name }! }
}

extension Command {
  /// Every command of the program, in the order in which help lists them.
  static let all: [Command] = [
    upsample, batch, roundtrip, diff, kernel, model, fit, op, explain, completions, help, man,
  ]

  /// The options of making one image larger, which hold for each of a folder.
  private static let upsampling: [OptionName] = [
    .scale, .size, .kernel, .model, .modelChannels, .modelRange, .normalize, .border, .linearLight,
    .orient, .recover, .firstFrame,
    .maxPixels, .maxScans, .maxMetadata, .maxMemory, .background, .color, .quality, .progressive,
    .compression, .format, .existing, .parents, .metadata, .keepPrintSize, .preserve, .dryRun,
    .jobs, .instructions, .noSandbox, .progress, .quiet, .verbose, .json,
  ]

  private static let upsample = Command(
    name: .upsample,
    synopses: ["[OPTION]... IN OUT", "[OPTION]... IN... FOLDER", "[OPTION]... FOLDER FOLDER"],
    summary: "makes images larger by transposed convolution",
    paragraphs: [
      "IN is a PNG or JPEG file, known by its first bytes, never by its name. OUT is a file "
        + "or a folder: one that exists, or a name that ends in a slash. In a folder, "
        + "outputs are named as their inputs. - is standard input or standard output. All of "
        + "a folder goes to another one as \"upsample batch --help\" says.",
      "Options may stand anywhere, as --scale 3 or --scale=3; the last of a kind counts; "
        + "-- ends them; what holds without one stands in brackets. An output appears under "
        + "its name only when it is complete.",
    ],
    examples: [
      Example(line: "upsample in.png out.png", meaning: "twice as wide and high"),
      Example(line: "upsample in.jpg out.jpg -s 3 -k lanczos3", meaning: "three times, sharper"),
      Example(line: "upsample --size 1920x in.png out.png", meaning: "1920 wide"),
      Example(line: "upsample *.png larger/ --json", meaning: "several, into a folder"),
      Example(line: "upsample - - < in.png > out.png", meaning: "in a pipe"),
    ],
    words: [],
    ownOptions: upsampling)

  private static let batch = Command(
    name: .batch,
    synopses: ["[OPTION]... IN OUT"],
    summary: "makes all images of a folder larger",
    paragraphs: [
      "IN is a folder. The images in it and in the folders within are made larger and go to the "
        + "folder OUT, named and grouped as they are in IN. Images are known by their first "
        + "bytes; other files are counted and left. Links to folders are not followed; OUT may "
        + "lie in IN. An image that fails is told of, and the rest goes on.",
      "All processors work, on several images or on one large one. The first interrupt lets "
        + "the images at hand be finished, the second leaves at once; either way nothing half "
        + "done stays, and --existing skip goes on from there.",
    ],
    examples: [
      Example(line: "upsample batch photos larger", meaning: "all of them, twice as wide"),
      Example(line: "upsample batch photos larger --dry-run", meaning: "what that would take"),
      Example(
        line: "upsample batch photos larger --existing skip", meaning: "go on where it ended"),
      Example(
        line: "upsample batch in out --format jpeg --report out.jsonl",
        meaning: "with a line for each file"),
    ],
    words: [],
    ownOptions: upsampling + [
      .report, .shard, .shards, .shardOffset, .list, .null, .verify, .deep,
    ])

  private static let roundtrip = Command(
    name: .roundtrip,
    synopses: ["[OPTION]... IN OUT"],
    summary: "makes an image smaller and larger again by one kernel",
    paragraphs: [
      "A forward convolution, whose strides are the scale, a whole number, makes IN smaller; the "
        + "transposed convolution with the same kernel takes it back to the very same size. OUT "
        + "against IN gives the figures on standard output. The small image is not rounded in "
        + "between.",
      "Down, the kernel is divided by its sum; up, it is multiplied by the strides' product and "
        + "divided by its sum. Both ways pad as SAME does; --border zero is TensorFlow's plain "
        + "pair of operations.",
      "- is standard input or standard output. With --quiet there are no figures, and OUT may be "
        + "a stream.",
    ],
    examples: [
      Example(line: "upsample roundtrip in.png back.png", meaning: "by halves, bilinear"),
      Example(
        line: "upsample roundtrip in.png back.png -s 3 -k bicubic --forward small.png",
        meaning: "by thirds, the small image too"),
    ],
    words: [],
    ownOptions: [
      .scale, .kernel, .normalize, .border, .linearLight, .orient, .firstFrame, .maxPixels,
      .maxScans, .maxMetadata, .maxMemory, .forward, .quality, .progressive, .compression, .format,
      .parents, .metadata, .jobs, .instructions, .noSandbox, .progress, .quiet, .verbose, .json,
    ])

  private static let diff = Command(
    name: .diff,
    synopses: [
      "[OPTION]... A B [HEATMAP]", "[OPTION]... EXPECTED ACTUAL",
      "[OPTION]... EXPECTED ACTUAL --approve [NAME|PATTERN]...",
    ],
    summary: "compares images, or folders of them",
    paragraphs: [
      "A and B are PNG or JPEG files of any depth and colour type; - is standard input. "
        + "Differences are in levels of the deeper of the two; Y is JPEG's luma. HEATMAP is a "
        + "drawing of the differences.",
      "The exit status is 0 when the two are equal, 1 when a pixel, the size or the depth "
        + "differs. With thresholds it is 0 when all of them hold, 1 when one does not or the "
        + "sizes differ. Other statuses mean that nothing was compared.",
      "Of two folders, images of one relative name are compared: each is equal, within the "
        + "thresholds, changed, of another size, missing in ACTUAL, new there, or an error. Those "
        + "that need a look are listed, the worst first. The status is 0 when there are none, 3 "
        + "when one of them can't be read, 1 else.",
      "With --approve, goldens in EXPECTED are replaced and added, each at once, by the images of "
        + "ACTUAL that were compared. A second run goes on where one was ended.",
    ],
    examples: [
      Example(line: "upsample diff a.png b.png", meaning: "the figures"),
      Example(line: "upsample diff a.png b.jpg heat.png", meaning: "and a drawing"),
      Example(line: "upsample diff a.png b.png --max-diff 2 --quiet", meaning: "for scripts"),
      Example(line: "upsample diff goldens actual --min-psnr 50", meaning: "folders"),
      Example(line: "upsample diff goldens actual --report report", meaning: "a page to look at"),
      Example(line: "upsample diff goldens actual --approve", meaning: "and all is right"),
    ],
    words: [],
    ownOptions: [
      .orient, .firstFrame, .maxPixels, .maxScans, .maxMetadata, .maxMemory, .parents, .maxDiff,
      .minPSNR, .minSSIM, .maxPixelsDiffering, .maxPixelsInWindow, .minSSIMULACRA2, .maxFLIP,
      .tolerance, .ignoreAntialiasing, .ignore, .mask, .alpha, .color, .rules, .allowNew,
      .allowMissing, .decodeEqual, .report, .junit, .github, .approve, .from, .prune, .dryRun,
      .jobs, .instructions, .noSandbox, .progress, .quiet, .verbose, .json,
    ])

  private static let kernel = Command(
    name: .kernel,
    synopses: [
      "NAME|FILE [--scale S] [--output FILE] [OPTION]...",
      "NAME|FILE --map IN OUT [OPTION]...",
    ],
    summary: "measures and draws a kernel, and writes its taps",
    paragraphs: [
      "NAME is \(Kernel.names.joined(separator: ", ")); FILE "
        + "holds taps, as --kernel takes them. Printed are the taps at the scale, the gain of "
        + "every phase and whether they make a checkerboard, and the frequency response.",
      "With --output, k.png is a drawing; k.npy and k.json are the taps as [height, width], or "
        + "with --diagonal as a filter of TensorFlow's conv2d_transpose.",
      "Of a bank of kernels its tree is printed, and the drawing shows every kernel. With --map, "
        + "OUT shows which of them each pixel of the image IN takes.",
    ],
    examples: [
      Example(line: "upsample kernel lanczos3 --output k.png", meaning: "figures and a drawing"),
      Example(
        line: "upsample kernel bilinear -s 32 --diagonal 21 --output k.npy",
        meaning: "the start of a segmentation network's last layer"),
      Example(
        line: "upsample kernel k.npy --normalize --output k.json",
        meaning: "repairs a kernel of one's own"),
    ],
    words: Kernel.names,
    ownOptions: [
      .scale, .normalize, .output, .diagonal, .map, .maxPixels, .parents, .instructions, .noSandbox,
      .json,
    ])

  private static let model = Command(
    name: .model,
    synopses: ["[OPTION]... NAME|FILE"],
    summary: "tells what a network is, and what it takes to run it",
    paragraphs: [
      "NAME is one of \(ImageNetwork.names.joined(separator: " or ")), FILE an .onnx file, or "
        + "ncnn's .param with its .bin beside it. Printed are what the network takes and makes, "
        + "its layers as they are run, and for a picture of --size the memory and the time, "
        + "which is measured on some rows. What can't be run is refused with the layer's name.",
      "Weights count as they are run: what follows a layer and can be one with it, is.",
    ],
    examples: [
      Example(line: "upsample model net.onnx", meaning: "figures and layers"),
      Example(
        line: "upsample model net.onnx --size 1920x1080 -j 1 --json",
        meaning: "the same for a program to read"),
      Example(line: "upsample model net.param --output net.png", meaning: "drawn as well"),
      Example(line: "upsample model photo --scale 3", meaning: "the one for 3 times the size"),
    ],
    words: ImageNetwork.names,
    ownOptions: [
      .scale, .size, .modelChannels, .modelRange, .output, .jobs, .instructions, .noSandbox, .json,
    ])

  private static let fit = Command(
    name: .fit,
    synopses: [
      "FOLDER --output FILE [OPTION]...", "--pairs SMALL LARGE --output FILE [OPTION]...",
      "--merge STATE... --output FILE [OPTION]...",
    ],
    summary: "fits a kernel to images by least squares",
    paragraphs: [
      "The images of FOLDER, and of those within, are the wanted outputs, their reductions the "
        + "inputs; or those of LARGE the outputs, and those of the same names in SMALL the "
        + "inputs. FILE, an .npy file, gets the taps, as --kernel takes them. An image that is "
        + "damaged is told of and left out.",
      "With --bank, FILE is a .bank of many kernels, of which each pixel takes the one that a "
        + "tree of comparisons finds for what is around it: an edge, a corner, texture, noise.",
      "With --state, --output can be left out. States of the shards of a folder are added by "
        + "--merge.",
    ],
    examples: [
      Example(
        line: "upsample fit photos --output k.npy --hold-back 8",
        meaning: "measured on 8 that are not fitted to"),
      Example(
        line: "upsample fit photos --output k.npy --reduce mixture",
        meaning: "for what photographs went through"),
      Example(
        line: "upsample fit photos --output k.bank --bank 256",
        meaning: "256 kernels, chosen for each pixel"),
      Example(
        line: "upsample fit photos --shard 0/2 --state 0.state", meaning: "a half of the images"),
      Example(
        line: "upsample fit --merge 0.state 1.state --output k.npy", meaning: "both halves"),
    ],
    words: [],
    ownOptions: [
      .scale, .border, .taps, .bank, .reduce, .reduceJPEG, .noise, .holdBack, .pairs,
      .symmetric, .limit, .seed, .ridge, .state, .merge, .shard, .shards, .shardOffset, .orient,
      .firstFrame, .maxPixels, .maxScans, .maxMetadata, .maxMemory, .output, .parents, .jobs,
      .instructions, .noSandbox, .progress, .quiet,
    ])

  private static let op = Command(
    name: .op,
    synopses: [
      "NAME --value TENSOR [OPTION]... --output FILE",
      "gradient NAME --value TENSOR --gradient TENSOR [OPTION]...",
      "model --model FILE --value TENSOR [OPTION]... --output FILE",
    ],
    summary: "runs one tensor operation or a network on .npy files",
    paragraphs: [
      "NAME is one of \(OperationName.allCases.map(\.rawValue).joined(separator: ", ")). "
        + "Arguments carry TensorFlow's names and meaning. Files are NumPy's: in, of float16, "
        + "float32, float64, whole numbers or bool; out, of float32. Other tensors of add, "
        + "subtract, multiply, maximum and concat are operands.",
      "With gradient before it, NAME is a convolution, and the result is the gradient with "
        + "respect to its filter or its value.",
      "Of model, FILE is a network as the option --model of images takes it, and TENSOR has the "
        + "order of its file, [batch, channels, height, width], or with --data-format NHWC the "
        + "other one.",
      "With --repeat, one line on standard error tells the least and the median time of a run, "
        + "and the rate of useful floating-point operations at the median.",
    ],
    examples: [
      Example(
        line: "upsample op max_pool2d --value v.npy --output y.npy --ksize 2 --padding SAME",
        meaning: "halves a tensor by its maxima"),
      Example(
        line: "upsample op conv2d_transpose --value v.npy --filter k.npy --output y.npy",
        meaning: "spreads every number by the filter"),
      Example(
        line: "upsample op leaky_relu --value normal:1:3,3 --print", meaning: "without a file"),
      Example(
        line: "upsample op add a.npy b.npy --output y.npy", meaning: "two tensors"),
    ],
    words: OperationName.allCases.map(\.rawValue)
      + [OpCall.gradientWord, OpCall.modelWord],
    ownOptions: [
      .value, .filter, .bias, .alpha, .gradient, .output, .print, .outputShape, .strides, .padding,
      .dataFormat, .dilations, .rate, .ksize, .activation, .clipValueMin, .clipValueMax,
      .withRespectTo, .axis, .keepDimensions, .blockSize, .mode, .paddings, .constantValues,
      .countIncludePad, .crops, .size, .scale, .method, .rule, .coordinates, .nearestMode,
      .cubicCoefficient, .excludeOutside, .region, .extrapolation, .model, .name, .parents, .jobs,
      .repeat,
      .instructions, .noSandbox,
    ])

  private static let explain = Command(
    name: .explain,
    synopses: ["[NAME] [--value SHAPE] [--output-shape SHAPE] [OPTION]..."],
    summary: "draws a convolution or a pool: its shapes, windows and phases",
    paragraphs: [
      "NAME is an operation that op runs, by default conv2d_transpose. Shapes are lists of all "
        + "dimensions, as 1,3,3,1, of the spatial axes, as 3,3, or one number for each of these; "
        + "or .npy files, of whose numbers only the filter's count. What is not given is "
        + "inferred: an output from the value, a value from --output-shape, a filter or "
        + "strides from both. Without value and output, explain tells how the one follows from "
        + "the other, and draws an example. Absent padding is SAME."
    ],
    examples: [
      Example(
        line: "upsample explain --value 3 --filter 3 --strides 2",
        meaning: "one axis, and its legal outputs"),
      Example(
        line: "upsample explain --output-shape 1,5,5,3 --filter 2,2,3,1 --strides 2",
        meaning: "what the forward path makes of that output"),
      Example(
        line: "upsample explain --value 4,4 --strides 2 --kernel bicubic --output e.png",
        meaning: "an interpolation function's filter, with a picture"),
      Example(
        line: "upsample explain --value 5 --filter 3 --strides 2 --compare",
        meaning: "forward, transposed and dilated side by side"),
      Example(
        line: "upsample explain max_pool2d --value 5,7 --ksize 3 --strides 2",
        meaning: "a pool's windows and pads"),
      Example(
        line: "upsample explain --value 1,8,8,3 --chain \"conv2d 3x3; max_pool2d 2 s2\"",
        meaning: "shapes and receptive fields, step by step"),
    ],
    words: OperationName.windowed.map(\.rawValue),
    ownOptions: [
      .value, .filter, .kernel, .output, .outputShape, .strides, .padding, .dataFormat,
      .dilations, .rate, .ksize, .name, .compare, .chain, .parents, .instructions, .noSandbox,
    ])

  private static let completions = Command(
    name: .completions,
    synopses: ["bash|zsh|fish"],
    summary: "prints the completion script of a shell",
    paragraphs: [],
    examples: [
      Example(line: "source <(upsample completions bash)", meaning: "in ~/.bashrc"),
      Example(line: "source <(upsample completions zsh)", meaning: "in ~/.zshrc, after compinit"),
      Example(line: "upsample completions fish | source", meaning: "in config.fish"),
    ],
    words: Shell.allCases.map(\.rawValue),
    ownOptions: [])

  private static let help = Command(
    name: .help,
    synopses: ["[COMMAND]"],
    summary: "prints help, also that of a command",
    paragraphs: [],
    examples: [],
    words: Name.allCases.filter { $0 != .upsample }.map(\.rawValue),
    ownOptions: [])

  private static let man = Command(
    name: .man,
    synopses: [""],
    summary: "prints the manual page in roff",
    paragraphs: [],
    examples: [Example(line: "upsample man | man -l -", meaning: "reads it")],
    words: [],
    ownOptions: [])
}
