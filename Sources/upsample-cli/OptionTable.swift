import Upsample

extension Option {
  /// Every option of the program, in the order in which help lists them.
  static let all: [Option] =
    picture + network + input + output + thresholds + pixels + approval + tensors + arguments
    + fitting + batch + running + messages

  private static let picture: [Option] = [
    Option(
      .scale, "s", .text("S"), in: .picture, "how much larger",
      "2, 1.5, 3/2, or 2x3 for width and height apart; at least 1. Of op resize a number for each "
        + "spatial axis, as 1.5,0.75; of model and op model 2, 3 or 4, whose network of NAME is "
        + "meant", standard: "2"),
    Option(
      .size, nil, .text("WxH"), in: .picture, "the output's size in pixels",
      "1920x1080; 1920x or x1080 keeps the aspect. Instead of --scale. Of op resize the spatial "
        + "extents, as 6,8; of model both sides of the picture that figures are for"),
    Option(
      .kernel, "k", .wordOrFile("K", Kernel.names), in: .picture,
      "the kernel of the transposed convolution",
      "\(Kernel.names.joined(separator: ", ")); a file of taps, .npy or .json; or a .bank of kernels, "
        + "of which each pixel takes the one for its neighbourhood",
      standard: "bilinear"),
    Option(
      .normalize, nil, in: .picture, "divide a kernel file's taps by the sum of their phase",
      "a constant picture then stays constant"),
    Option(
      .border, nil, .word("B", words(Border.self)), in: .picture,
      "what lies beyond the edges",
      "\(list(Border.self)). With zero, TensorFlow's own padding, borders darken",
      standard: "replicate"),
    Option(
      .linearLight, nil, in: .picture, "interpolate light, not code values",
      "by the image's tone curve: its profile's, gamma, or that of sRGB"),
  ]

  private static let input: [Option] = [
    Option(
      .orient, nil, .word("O", words(OrientationPolicy.self)), in: .input,
      "what becomes of an image that is stored turned",
      "apply turns it upright, keep leaves it as it is stored, with its EXIF orientation",
      standard: "apply"),
    Option(
      .recover, nil, in: .input, "make what can be read of a damaged image larger",
      "a warning tells what was lost; the rest is transparent, or black in a PNG and a guess "
        + "in a JPEG. Without it damaged images are refused"),
    Option(
      .firstFrame, nil, in: .input, "take the first image of an animated PNG",
      "without it animations are refused, but for a JPEG output"),
    Option(
      .firstFrame, nil, in: .input, "compare the first image of an animated PNG",
      "without it animations are refused", of: .diff),
    Option(
      .maxPixels, nil, .text("N"), in: .input, "refuse larger images",
      "a number of pixels, also as 500K, 100M or 2G (thousands, millions, billions)",
      standard: "\(InputLimits.streamedPixels); interlaced, progressive: "
        + "\(InputLimits.heldPixels); of short files fewer"),
    Option(
      .maxScans, nil, .text("N"), in: .input, "refuse JPEGs of more scans",
      "progressive ones have about 10",
      standard: "\(InputLimits.standardScans), of \(InputLimits.scannedBlocks) blocks together"),
    Option(
      .maxMetadata, nil, .text("N"), in: .input, "refuse images of more bytes beside the pixels",
      "as they are stored or inflated; a quarter of them for a single piece",
      standard: "\(InputLimits().metadata)"),
    Option(
      .maxMemory, nil, .text("N"), in: .input, "refuse images that take more bytes of memory",
      "a number of bytes, also as 500M or 2G",
      standard: "192 MiB and 64 for each byte of the file, at most 4 GiB or half of the memory"),
  ]

  private static let output: [Option] = [
    Option(
      .forward, nil, .file("FILE"), in: .output, "where the small image goes",
      "rounded to the depth of its format"),
    Option(
      .quality, "q", .word("Q", ["keep"]), in: .output, "the quality of a JPEG",
      "1 to 100, or keep, the input's own tables, subsampling and restarts; without it keep "
        + "for a JPEG from a JPEG, otherwise 90"),
    Option(
      .progressive, nil, in: .output, "write a JPEG that comes in passes, coarse first",
      "it takes two bytes of memory for each sample of the output"),
    Option(
      .background, nil, .word("C", ["bkgd"] + Background.Color.names), in: .output,
      "what a JPEG shows behind transparency",
      "a name as black, digits as ff8000 or f80, or bkgd, the image's own",
      standard: "white, with a warning"),
    Option(
      .color, nil, .word("P", words(ColorPolicy.self)), in: .output,
      "what becomes of a PNG's colours that a JPEG can't tell of",
      "\(list(ColorPolicy.self)): gamma, chromaticities and cICP are converted to sRGB, or "
        + "their numbers kept with a warning", standard: "convert"),
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
    Option(
      .parents, nil, in: .output, "make the folders that outputs go to",
      "without it a file's folder has to be there, as for cp; OUT of a folder, and one named "
        + "with a slash at its end, are made in any case"),
    Option(
      .parents, nil, in: .output, "make the folders of the heat map and of --junit",
      "without it they have to be there; that of --report is made in any case", of: .diff),
    Option(
      .metadata, nil, .word("M", words(MetadataPolicy.self)), in: .output,
      "what is kept of EXIF, XMP, text and the like",
      "\(list(MetadataPolicy.self)); all writes as text what a PNG has no other place for; "
        + "private leaves no places, owners, serial numbers and the like; "
        + "strip leaves the colours, such as the profile", standard: "keep"),
    Option(
      .preserve, "p", in: .output, "copy the input's file mode and time of change",
      "without it the mode is that of a file which is replaced, or what new files get"),
    Option(
      .keepPrintSize, nil, in: .output, "multiply the density by the scale",
      "the image then prints as large as before; without it the density stays"),
  ]

  private static let thresholds: [Option] = [
    Option(
      .maxDiff, nil, .text("N"), in: .thresholds, "the largest difference allowed",
      "in levels of the deeper image, 0 to 65535; a range, as 1-3, tells when less would do"),
    Option(
      .minPSNR, nil, .text("DB"), in: .thresholds, "the lowest PSNR allowed",
      "of all channels, in decibels"),
    Option(
      .minSSIM, nil, .text("S"), in: .thresholds, "the lowest SSIM allowed",
      "of Y alone, 0 to 1; neither alpha nor colours of the same Y count"),
    Option(
      .maxPixelsDiffering, nil, .text("N|P%"), in: .thresholds, "the most pixels that may differ",
      "their number, or with a % sign their share"),
    Option(
      .maxPixelsInWindow, nil, .text("N/S"), in: .thresholds,
      "the most pixels that may differ in a square", "of SxS pixels, wherever it lies: 20/64"),
    Option(
      .minSSIMULACRA2, nil, .text("S"), in: .thresholds, "the lowest SSIMULACRA 2 allowed",
      "0 to 100 for equal images; 90 can't be told apart, 70 is good; measured where it is given"),
    Option(
      .maxFLIP, nil, .text("F"), in: .thresholds, "the largest mean FLIP allowed",
      "0 for equal images to 1; measured where it is given"),
    Option(
      .rules, nil, .file("FILE"), in: .thresholds, "read thresholds for some images of a folder",
      "lines of a pattern, thresholds and rules for pixels, as icons/*.png --max-diff 2; the last that matches an "
        + "image's name counts, others are held to the options", standard: "EXPECTED/golden.rules"),
    Option(
      .allowNew, nil, in: .thresholds, "images without one to compare them with may be there",
      "in the folder ACTUAL"),
    Option(
      .allowMissing, nil, in: .thresholds, "images of EXPECTED may be missing",
      "in the folder ACTUAL"),
    Option(
      .decodeEqual, nil, in: .thresholds, "decode files of equal bytes, too",
      "in folders; without it they are equal, whatever they hold"),
    Option(
      .report, nil, .file("FOLDER"), in: .thresholds, "write a report of two folders",
      "index.html, a page to look at what is not as expected and to mark what is right; "
        + "report.jsonl, junit.xml and summary.md; a report that is there is replaced", of: .diff),
    Option(
      .junit, nil, .file("FILE"), in: .thresholds, "write a JUnit report of two folders",
      "XML with a test case an image, as GitLab, Jenkins and others read it"),
    Option(
      .github, nil, in: .thresholds, "print annotations for GitHub Actions",
      "of the ten worst images of two folders, and a count of the others"),
  ]

  private static let approval: [Option] = [
    Option(
      .approve, nil, in: .approval, "make images of ACTUAL the goldens of EXPECTED",
      "all that the comparison fails by, or those of the NAMEs and PATTERNs behind the folders, "
        + "also where a threshold allows them"),
    Option(
      .from, nil, .file("LIST"), in: .approval, "approve the images of a list",
      "lines of a SHA-256, two blanks and a NAME, as sha256sum writes them, or of NAMEs"),
    Option(
      .prune, nil, in: .approval, "remove goldens of images that are missing",
      "among those that are approved"),
  ]

  private static let pixels: [Option] = [
    Option(
      .tolerance, nil, .text("T"), in: .pixels, "take colours of at most that distance for equal",
      "pixelmatch's threshold, 0 to 1: that of black and white is 1"),
    Option(
      .ignoreAntialiasing, nil, in: .pixels, "take smoothed edges for equal",
      "by pixelmatch's detector"),
    Option(
      .ignore, nil, .text("X,Y,WxH"), in: .pixels, "leave out a part of the image",
      "its first column and row, and its size; may be given several times"),
    Option(
      .mask, nil, .file("FILE"), in: .pixels, "leave out what an image of the same size has black",
      "in folders also NAME.mask.png beside an image of EXPECTED"),
    Option(
      .alpha, nil, .word("A", words(AlphaComparison.self)), in: .pixels,
      "what counts of transparent pixels",
      "stored takes their samples; visible the colour that is seen of them", standard: "stored",
      of: .diff),
    Option(
      .color, nil, in: .pixels, "compare colours, not samples",
      "by what both files say of them: profiles, gamma, chromaticities and cICP", of: .diff),
  ]

  private static let tensors: [Option] = [
    Option(
      .value, nil, .file("FILE"), in: .tensors, "the operation's input",
      "an .npy file, or - for standard input; or a tensor to make: \(TensorInput.forms); "
        + "to explain, its shape will do: 1,3,3,1, or 3,3, or 3"),
    Option(
      .filter, nil, .file("FILE"), in: .tensors, "the filter",
      "an .npy file of shape [height, width, in, out]; of a transposed convolution [height, "
        + "width, out, in]; of a depthwise one [height, width, in, multiplier]; in 3-D the "
        + "depth comes first, in 1-D there is no height. Pools have none. To explain, the shape will do"
    ),
    Option(
      .bias, nil, .file("FILE"), in: .tensors, "what a convolution or bias_add adds",
      "a tensor of a number for each channel of the output"),
    Option(
      .alpha, nil, .file("FILE"), in: .tensors, "the slope of negative numbers",
      "of leaky_relu a number; of prelu a number, or a tensor of one for each channel",
      standard: "0.2 of leaky_relu"),
    Option(
      .gradient, nil, .file("FILE"), in: .tensors, "the gradient with respect to the output",
      "of op gradient: a tensor of the output's shape"),
    Option(
      .output, nil, .file("FILE"), in: .tensors, "where the result goes",
      "an .npy file of float32 in C order, or - for standard output; of explain, a .png file, which "
        + "shows the last two axes; of kernel, .npy, .json or .png; of fit, .npy or .bank"),
    Option(
      .map, nil, .file("IN"), in: .tensors, "draw which kernel of a bank each pixel of IN takes",
      "into OUT, a .png file, in the colours of the drawing of all kernels"),
    Option(
      .diagonal, nil, .text("N"), in: .tensors, "write a kernel out for that many channels",
      "as [height, width, out, in], zero where out and in differ"),
  ]

  private static let arguments: [Option] = [
    Option(
      .outputShape, nil, .file("SHAPE"), in: .arguments,
      "the output's shape of a transposed operation",
      "a list, as 1,5,5,3, or an .npy file"),
    Option(
      .strides, nil, .text("LIST"), in: .arguments, "the strides",
      "2, or 2,3, or 1,2,3,1 in the order of the data format", standard: "1; the window of a pool"),
    Option(
      .padding, nil, .word("P", ["SAME", "VALID"]), in: .arguments, "how the edges are padded",
      "SAME, VALID, or a pair for each dimension, as 0,0,1,2,1,2,0,0; transposed convolutions "
        + "take SAME without it, but for the atrous one; the others need it"),
    Option(
      .dataFormat, nil, .word("F", words(DataFormat.self)), in: .arguments,
      "the order of the dimensions", list(DataFormat.self), standard: "NWC, NHWC or NDHWC"),
    Option(
      .dilations, nil, .text("LIST"), in: .arguments, "the distances between taps",
      "as --strides", standard: "1"),
    Option(
      .rate, nil, .text("N"), in: .arguments, "the distance between taps",
      "one number, of atrous_conv2d and atrous_conv2d_transpose"),
    Option(
      .ksize, nil, .text("LIST"), in: .arguments, "the window of a pool",
      "as --strides; of max_pool2d also channels, as 1,1,1,2"),
    Option(
      .chain, nil, .text("STEPS"), in: .arguments, "explain operations one after another",
      "steps between semicolons, as conv2d 3x3 c16; max_pool2d 2x2 s2; each an operation, "
        + "extents, and what it needs of s2, d2, r2, same, valid, c16 channels, to 7x7"),
    Option(
      .activation, nil, .word("A", ActivationArguments.names.map(\.rawValue)), in: .arguments,
      "what becomes of a convolution's sums",
      ActivationArguments.names.map(\.rawValue).joined(separator: ", ")),
    Option(
      .clipValueMin, nil, .text("X"), in: .arguments, "what smaller numbers become",
      "of clip_by_value", standard: "-inf"),
    Option(
      .clipValueMax, nil, .text("X"), in: .arguments, "what larger numbers become",
      "of clip_by_value", standard: "inf"),
    Option(
      .withRespectTo, nil, .word("W", words(GradientArgument.self)), in: .arguments,
      "what op gradient is with respect to", list(GradientArgument.self), standard: "filter"),
    Option(
      .axis, nil, .text("LIST"), in: .arguments, "the dimensions to reduce, or to concat along",
      "from 0 on, or from the last on as -1", standard: "all, of reduce_mean"),
    Option(.keepDimensions, nil, in: .arguments, "leave an extent of 1 where reduce_mean reduces"),
    Option(
      .blockSize, nil, .text("N"), in: .arguments, "the pixels along each side of a block",
      "of depth_to_space and space_to_depth, from 2 on"),
    Option(
      .mode, nil, .word("M", words(PadWord.self) + words(BlockOrder.self)), in: .arguments,
      "what pads hold, or the order of a block's channels",
      "of pad \(list(PadWord.self)); of depth_to_space and space_to_depth "
        + "DCR, TensorFlow's order, or CRD, PyTorch's", standard: "CONSTANT, DCR"),
    Option(
      .paddings, nil, .text("LIST"), in: .arguments, "how many positions pad adds",
      "a pair for each dimension, as 0,0,1,2,1,2,0,0"),
    Option(
      .constantValues, nil, .text("X"), in: .arguments, "what they hold", standard: "0"),
    Option(
      .crops, nil, .text("LIST"), in: .arguments, "how many positions crop leaves out",
      "as --paddings"),
    Option(
      .method, nil, .word("M", words(ResizeMethod.self)), in: .arguments,
      "how resize makes numbers between samples", list(ResizeMethod.self), standard: "bilinear"),
    Option(
      .rule, nil, .word("R", words(ResizeRuleName.self)), in: .arguments,
      "where outputs of resize lie between samples",
      "as in \(list(ResizeRuleName.self))", standard: "tensorflow"),
    Option(
      .coordinates, nil, .word("C", words(ResizeRule.Coordinates.self)), in: .arguments,
      "ONNX's attribute of resize", list(ResizeRule.Coordinates.self)),
    Option(
      .nearestMode, nil, .word("N", words(ResizeRule.Rounding.self)), in: .arguments,
      "ONNX's attribute of resize", list(ResizeRule.Rounding.self)),
    Option(
      .cubicCoefficient, nil, .text("A"), in: .arguments, "ONNX's attribute of resize",
      "the slope of the cubic kernel at 1, as -0.75"),
    Option(
      .excludeOutside, nil, in: .arguments, "ONNX's attribute of resize",
      "samples beyond the borders weigh nothing"),
    Option(
      .region, nil, .text("LIST"), in: .arguments, "ONNX's input of resize",
      "where outputs of tf_crop_and_resize begin and end along each spatial axis, as 0,0.5,0,1 "
        + "for the upper half"),
    Option(
      .extrapolation, nil, .text("X"), in: .arguments, "ONNX's attribute of resize",
      "what outputs of tf_crop_and_resize have beyond the value", standard: "0"),
    Option(
      .countIncludePad, nil, in: .arguments, "PyTorch's and ONNX's argument of average pools",
      "means are divided by all positions of a window, those in the padding too"),
    Option(
      .name, nil, .text("LABEL"), in: .arguments, "a label for the operation",
      "it appears in every error"),
    Option(
      .compare, nil, in: .arguments, "forward, transposed and dilated side by side",
      "of the same value and filter; the dilated one has the strides for its dilations "
        + "unless --dilations or --rate is given"),
  ]

  private static let fitting: [Option] = [
    Option(
      .bank, nil, .text("LEAVES"), in: .fitting, "fit a bank of up to LEAVES kernels",
      "1 to 1024; a tree gives each pixel the one for what is around it; --output is a .bank"),
    Option(
      .taps, nil, .text("N"), in: .fitting, "the kernel's extent in input pixels",
      "from 1 to 15 along each axis; of a bank odd, from 3 on", standard: "8, or 9 of a bank"),
    Option(
      .reduce, nil, .word("R", words(Reduction.self) + words(Mixture.self)), in: .fitting,
      "how the inputs are made of the images",
      "\(list(Reduction.self)), also several, as area,bicubic; mixture is what photographs go "
        + "through: clean reductions, noise, and JPEG of 55 to 95; web is JPEG for the most part",
      standard: "bicubic"),
    Option(
      .reduceJPEG, nil, .text("Q"), in: .fitting, "pass the inputs through JPEG",
      "of a quality, or of one drawn for each image from a range, as 60-95"),
    Option(
      .noise, nil, .text("S"), in: .fitting, "add noise to the inputs",
      "its standard deviation in levels, 0 to 100, drawn by the image's name"),
    Option(
      .holdBack, nil, .text("N"), in: .fitting, "measure on N images that are not fitted to",
      "chosen by their names; a table at the end has the kernel beside bilinear, bicubic and "
        + "lanczos3", standard: "0"),
    Option(
      .pairs, nil, in: .fitting, "fit to pairs of small and large images",
      "of the same relative names in the folders SMALL and LARGE, which are told of and left "
        + "out where the sizes are not as --scale says"),
    Option(
      .symmetric, nil, .word("S", words(FitSolving.Symmetry.self)), in: .fitting,
      "give the kernel the eight symmetries of a square",
      "auto does where turned and mirrored images have turned and mirrored inputs: with all "
        + "reductions but skip, and not with --pairs; always, never", standard: "auto"),
    Option(
      .limit, nil, .text("N"), in: .fitting, "take N pixels of each input at most",
      "chosen by --seed and the image's name", standard: "all"),
    Option(
      .seed, nil, .text("N"), in: .fitting, "what noise, qualities and --limit are drawn by",
      "beside the names of images", standard: "0"),
    Option(
      .ridge, nil, .text("R"), in: .fitting, "draw the taps to those of nearest",
      "what is added to the diagonal of the equations, as a share of its mean; as 0.001 for "
        + "few images", standard: "hardly any"),
    Option(
      .state, nil, .file("FILE"), in: .fitting, "keep the sums in a file, and go on from it",
      "images that are summed in it are not read again. An interrupt lets the images at hand "
        + "be summed. Each process needs one of its own"),
    Option(
      .merge, nil, in: .fitting, "add the states that are named, and fit to all of them",
      "none may have an image of another; the result is that of fitting to all at once"),
  ]

  private static let batch: [Option] = [
    Option(
      .report, nil, .file("FILE"), in: .batch, "write a JSON line for every file of a folder",
      "input, output, status, sizes, milliseconds, error; - is standard output"),
    Option(
      .shard, nil, .word("K/N", ["auto"]), in: .batch, "only the K-th of N parts, K from 0",
      "parts are a fixed function of the names; auto takes K and N from the variables of a Slurm "
        + "job array, a Kubernetes indexed job or an AWS Batch array job"),
    Option(
      .shards, nil, .text("N"), in: .batch, "the number of parts for --shard auto",
      "without it OUT remembers it, or a whole array tells it"),
    Option(
      .shardOffset, nil, .text("M"), in: .batch, "added to the task's number by --shard auto",
      "for more tasks than an array may have", standard: "0"),
    Option(
      .list, nil, in: .batch, "make nothing, but print the images' relative names",
      "one a line, as rsync --files-from reads them"),
    Option(.null, nil, in: .batch, "end the names of --list with a zero byte, not a newline"),
    Option(
      .verify, nil, in: .batch, "make nothing, but check every output against its input",
      "that it is there, was made from that input with these options, and has the right size; "
        + "tells which shards to run again; exit status 1 if anything is missing"),
    Option(.deep, nil, in: .batch, "decode every output that --verify checks"),
  ]

  private static let running: [Option] = [
    Option(
      .dryRun, nil, in: .running, "make nothing, but tell what would be made",
      "how many pictures, and at most how much memory and disk that takes"),
    Option(
      .dryRun, nil, in: .running, "approve nothing, but tell what --approve would do", of: .diff),
    Option(
      .jobs, "j", .text("N"), in: .running, "the number of threads",
      "1 to 1024; the bytes written never depend on it", standard: "all processors"),
    Option(
      .repeat, nil, .text("N"), in: .running, "measure the operation",
      "run it N times more, reading and writing left out; print the least and the median "
        + "time and the rate"),
    Option(
      .print, nil, in: .running, "print the result of op as NumPy does",
      "then it need not go to a file"),
    Option(
      .instructions, nil, .word("I", words(InstructionsChoice.self)), in: .running,
      "the processor's instructions to use",
      "\(list(InstructionsChoice.self)); pixels are the same with all, the bytes of a PNG on "
        + "machines that use the same", standard: "auto"),
    Option(
      .noSandbox, nil, in: .running, "keep the right to write, run and connect anywhere",
      "without it the system is asked to refuse all but what the output takes"),
  ]

  private static let messages: [Option] = [
    Option(
      .progress, nil, .word("P", ["auto", "always", "never"]), in: .messages,
      "a line with share, rate and time left",
      "auto (on a terminal), always, never", standard: "auto"),
    Option(.quiet, nil, in: .messages, "print nothing but errors, no warnings either"),
    Option(
      .verbose, nil, in: .messages, "tell on standard error what was done",
      "with --version, what the libraries, the instructions and the sandbox are"),
    Option(
      .verbose, nil, in: .messages, "tell more of what was compared",
      "of two images the SSIM of each channel, of folders also what is within the thresholds",
      of: .diff),
    Option(
      .json, nil, in: .messages, "print the results as JSON", "one line on standard output a file"),
    Option(.help, "h", in: .messages, "print help"),
    Option(.version, nil, in: .messages, "print the version"),
  ]

  /// The option with the given long name, as a command has it.
  static func named(_ name: OptionName, of command: Command.Name = .upsample) -> Option {
    let forms = all.filter { $0.name == name }
    return forms.first { $0.command == command } ?? forms.first { $0.command == nil }!
  }

  static func words<Choice>(_ choice: Choice.Type) -> [String]
  where Choice: CaseIterable & RawRepresentable<String> {
    choice.allCases.map(\.rawValue)
  }

  static func list<Choice>(_ choice: Choice.Type) -> String
  where Choice: CaseIterable & RawRepresentable<String> {
    words(choice).joined(separator: ", ")
  }
}
