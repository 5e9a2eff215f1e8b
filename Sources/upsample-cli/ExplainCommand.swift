import Upsample

/// `upsample explain [NAME]`: tells and draws what a convolution does.
struct ExplainCommand {
  private let explanations: [Explanation]
  private let isComparison: Bool
  /// Where the picture goes.
  private let output: FilePath?

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(0...1)
    output = try arguments[.output].map(pictureFile)
    isComparison = arguments.has(.compare)
    let request = try ExplanationRequest(arguments)
    explanations = isComparison ? try request.comparison() : [try request.explanation()]
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let texts = explanations.map { isComparison ? $0.drawingText : $0.text }
    try Console.print(texts.joined(separator: "\n"))
    if let output { try Explanation.writePicture(of: explanations, png: .file(output)) }
    return .done
  }
}

/// The name of a picture's file.
private func pictureFile(_ path: FilePath) throws(UpsampleError) -> FilePath {
  guard path.lowercasedExtension == "png" else {
    throw .value("\(path)", of: .output, "is not the name of a PNG file", remedy: "Name it .png.")
  }
  return path
}

extension ExplanationRequest {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    let standard = FilePath(OperationName.transposedConv2D.rawValue)
    self.init(try OperationRequest(arguments.operands.first ?? standard, arguments))
    value = try arguments[.value].map { argument throws(UpsampleError) in
      argument.namesTensor ? try Shape(ofNPY: .file(argument)).list : argument.description
    }
    if let filter = arguments[.filter] {
      if filter.namesTensor {
        taps = try Tensor(npy: filter)
      } else {
        self.filter = filter.description
      }
    }
    guard let kernel = arguments[.kernel] else { return }
    switch try Kernel(nameOrFile: kernel) {
    case .interpolation(let function): self.function = function
    case .filter(let filter): taps = filter.taps
    }
  }
}

extension FilePath {
  /// Whether the argument is a tensor's file and not a list.
  fileprivate var namesTensor: Bool { lowercasedExtension == "npy" }
}

extension Shape {
  /// The extents with commas between them.
  fileprivate var list: String { extents.map(String.init).joined(separator: ",") }
}
