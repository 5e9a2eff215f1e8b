import UpsampleBase
import UpsampleTensors

/// Why a kernel is not taken, as values.
enum KernelFault: FaultValues {
  /// The argument names no kernel and no file of taps.
  case unknown(FilePath)
  /// A tap is not finite.
  case notFinite(Float, tap: Int, of: Holder)
  /// A column times a row overflows.
  case overflow
  /// The taps have no shape of a kernel's.
  case shape(Shape, of: Holder)
  /// An extent is 0.
  case noTaps(Shape, of: Holder)
  /// The product of a function's taps along both axes is too large.
  case taps(InterpolationFunction, rows: Int, columns: Int)
  /// A phase's taps sum to 0, so they can't be normalised.
  case phaseWithoutGain(rows: Int, columns: Int, PhaseGains.Lack)
  /// A filter takes or makes more channels than pictures have.
  case channels(Shape)
  /// A filter takes other channels than the picture's.
  case otherChannels(Shape, picture: Int)
  /// A filter does not lead back to the channels of the picture.
  case notBack(Shape, picture: Int)
  /// The taps of a channel sum to 0, which a round trip divides by.
  case sumsToZero
  /// The taps of a file are asked for at a scale of too large a stride.
  case stride(Int, horizontal: Ratio, vertical: Ratio)
  /// The strides are none of a round trip.
  case roundTripStrides(horizontal: Int, vertical: Int, legal: ClosedRange<Int>)
  /// A learned kernel is asked for as one filter of a scale that there is none for.
  case learnedScale(LearnedKernel, horizontal: Ratio, vertical: Ratio)
  /// One filter is asked for, and a bank has several.
  case severalFilters(Int)
  /// The text of a file is no array of numbers.
  case json(JSONFault)

  /// What holds taps.
  enum Holder: Hashable, Sendable {
    case file
    /// A filter that a program made, of dimensions of these names.
    case filter([String])
  }

  /// A fault of a kernel in JSON.
  enum JSONFault: Hashable, Sendable {
    case utf16
    case endsBeforeValue
    case endsWithinArray
    /// Arrays are nested deeper than any kernel's.
    case deep(limit: Int)
    /// Arrays have different lengths or depths.
    case uneven
    /// A number is beyond 32 bits.
    case overflow(String, tap: Int)
    /// Something stands where something else is expected.
    case unexpected(String, line: Int, column: Int, Expected)
  }

  /// What is expected at a place of a kernel in JSON.
  enum Expected: Hashable, Sendable { case end, value, number, separator }
}

// MARK: Words

extension KernelFault {
  var clause: String {
    switch self {
    case .unknown(let argument):
      "\(argument.echoed) is neither a kernel's name nor a file of taps"
    case .notFinite(let tap, let index, let holder):
      "\(holder.beginning)holds \(tap) as tap \(index)"
    case .overflow: "holds taps whose products overflow"
    case .shape(let shape, .file): "holds taps of shape \(shape)"
    case .shape(let shape, .filter): "a filter has taps of shape \(shape)"
    case .noTaps(let shape, .file): "holds no taps: its shape is \(shape)"
    case .noTaps(let shape, .filter): "a filter of shape \(shape) has no taps"
    case .taps(let function, let rows, let columns):
      "\(function) has \(columns)x\(rows) taps at this scale"
    case .phaseWithoutGain(let rows, let columns, _):
      "a phase of the kernel's \(columns)x\(rows) has no gain to divide by"
    case .channels(let shape):
      "a filter of shape \(shape) takes \(shape[3]) channels to \(shape[2]), "
        + "and pictures have 1 to 4"
    case .otherChannels(let shape, let channels):
      "a filter of shape \(shape) takes \(shape[3]) channels to \(shape[2]), "
        + "and the picture has \(channels)"
    case .notBack(let shape, let channels):
      "a filter of shape \(shape) takes \(shape[2]) channels to \(shape[3]) and "
        + "back, and the picture has \(channels)"
    case .sumsToZero: "the taps of a channel sum to zero, so no constant survives them"
    case .stride(let stride, let horizontal, let vertical):
      "the taps of a file need a stride, and that of scale \(horizontal)x\(vertical) is \(stride)"
    case .roundTripStrides(let horizontal, let vertical, _):
      "\(horizontal)x\(vertical) are no strides of a round trip"
    case .learnedScale(let kernel, let horizontal, let vertical):
      "there is no \(kernel.rawValue) of scale \(horizontal)x\(vertical)"
    case .severalFilters(let count): "one kernel is needed, and the bank has \(count)"
    case .json(let fault): fault.clause
    }
  }

  var remedy: String? {
    switch self {
    case .unknown:
      "Kernels: \(Kernel.names.joined(separator: ", ")), "
        + "or a file that ends in \(Self.endings.joined(separator: ", "))."
    case .notFinite: "Every tap must be a finite number."
    case .overflow: "A column times a row must stay below 3.4e38."
    case .shape(_, .file):
      "A kernel has the shape [height, width], [taps] "
        + "or [height, width, outChannels, inChannels]."
    case .shape(_, .filter(let dimensions)): "Its shape must be \(dimensions.echoed)."
    case .noTaps(_, .file): nil
    case .noTaps(_, .filter): "Every extent must be at least 1."
    case .taps: "Give a scale at which it has at most \(Kernel.largestFilter)."
    case .phaseWithoutGain(_, _, let lack):
      lack.words.prefix(1).uppercased() + lack.words.dropFirst() + "."
    case .channels:
      "Give a filter [height, width, outChannels, inChannels] with 1 to 4 of each, "
        + "or a 2-D filter for every channel."
    case .otherChannels(_, let channels):
      "Give a filter [height, width, outChannels, \(channels)] "
        + "with 1 to 4 outChannels, or a 2-D filter for every channel."
    case .notBack(_, let channels):
      "Give a filter [height, width, \(channels), inChannels] with 1 to 4 inChannels, "
        + "or a 2-D filter for every channel."
    case .sumsToZero: "A round trip divides the taps by their sum."
    case .stride:
      "Give a scale whose numerator is at most \(UserFilter.largestStride), "
        + "or a kernel's name."
    case .roundTripStrides(_, _, let legal): "Give whole numbers from 1 to \(legal.upperBound)."
    case .learnedScale:
      "It is one filter at the whole scales \(LearnedKernel.scales.lowerBound) to "
        + "\(LearnedKernel.scales.upperBound), the same for both axes."
    case .severalFilters:
      "Each pixel takes another one of them: give a kernel that is the same for all."
    case .json(let fault): fault.remedy
    }
  }
}

extension KernelFault {
  /// What the names of files of kernels end in.
  private static var endings: [String] {
    Kernel.kinds.flatMap { $0.fileExtensions }.map { ".\($0)" }
  }
}

extension KernelFault.Holder {
  fileprivate var beginning: String { self == .file ? "" : "a filter " }
}

extension KernelFault.JSONFault {
  fileprivate var clause: String {
    switch self {
    case .utf16: "is UTF-16 text"
    case .endsBeforeValue: "ends where a number or an array is expected"
    case .endsWithinArray: "ends before its arrays do"
    case .deep(let limit): "nests arrays more than \(limit) deep"
    case .uneven: "holds arrays of different lengths or depths"
    case .overflow(let text, let tap): "holds \(text) as tap \(tap)"
    case .unexpected(let seen, let line, let column, let expected):
      "has \(seen) in line \(line), column \(column), where \(expected.words) is expected"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .utf16: "JSON is UTF-8: save it as that."
    case .endsWithinArray: "A ] is missing."
    case .uneven: "Every row of a kernel has as many taps as the others."
    case .overflow: "Every tap must be a finite number, below 3.4e38."
    case .unexpected(_, _, _, .number):
      "Write 0.5, -2 or 1e-3; NaN and infinity are no taps."
    case .endsBeforeValue, .deep, .unexpected: "A kernel looks like [[0.25, 0.5], [0.5, 1]]."
    }
  }
}

extension KernelFault.Expected {
  fileprivate var words: String {
    switch self {
    case .end: "the end"
    case .value: "a number or an array"
    case .number: "a number"
    case .separator: ", or ]"
    }
  }
}
