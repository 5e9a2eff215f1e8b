import Upsample
import UpsampleExplaining

/// `upsample explain [NAME]`: tells and draws what a convolution or a pool does.
struct ExplainCommand: RunnableCommand {
  private let explanations: [Explanation]
  private let text: String
  /// Where the picture goes.
  private let output: FilePath?

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(0...1)
    output = try arguments[.output].map(pictureFile)
    if let chain = arguments.text(.chain) {
      (explanations, text) = ([], try arguments.chainText(chain))
      return
    }
    let request = try ExplanationRequest(arguments)
    guard arguments.has(.compare) else {
      let explanation = try request.explanation()
      (explanations, text) = ([explanation], explanation.text)
      return
    }
    let comparison = try request.comparison()
    explanations = comparison.compactMap { try? $0.get() }
    text = comparison.map(drawing).joined(separator: "\n")
  }

  func run() throws(UpsampleError) -> ExitStatus {
    try Console.print(text)
    if let output { try Explanation.writeImage(of: explanations, png: .file(output)) }
    return .done
  }
}

/// The drawing of one of several convolutions, or the line that says why there
/// is none.
private func drawing(_ result: Result<Explanation, UpsampleError>) -> String {
  switch result {
  case .success(let explanation): explanation.drawingText
  case .failure(.request(let fault)): "\(fault.subject): not drawn: \(fault.fault)\n"
  case .failure(let error): "\(error)\n"
  }
}

/// The name of a picture's file.
private func pictureFile(_ path: FilePath) throws(UpsampleError) -> FilePath {
  guard ImageFormat(extensionOf: path) == .png else {
    throw .value("\(path)", of: .output, "is not the name of a PNG file", remedy: "Name it .png.")
  }
  return path
}

extension Arguments {
  /// What there is to tell of a chain of operations.
  fileprivate func chainText(_ chain: String) throws(UpsampleError) -> String {
    let others: [OptionName] = [
      .filter, .kernel, .output, .outputShape, .strides, .padding, .dilations, .rate, .ksize,
      .compare,
    ]
    if let other = others.first(where: has) {
      throw .usage(other.spelling, "belongs to no chain, whose steps say it all", command)
    }
    try checkOperandCount(0...0)
    let value = Shape(try required(try list(.value), .value))
    return try OperationChain(chain, value: value, dataFormat: try choice(of: .dataFormat)).text
  }
}

extension ExplanationRequest {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    let standard = FilePath(OperationName.transposedConv2D.rawValue)
    let name = try OperationName(
      arguments.operands.first ?? standard, among: OperationName.windowed, arguments)
    self.init(try OperationRequest(name, arguments))
    value = try arguments[.value].map { argument throws(UpsampleError) in
      argument.namesTensor
        ? .value(try Shape(ofNPY: .file(argument))) : .text(argument.description)
    }
    if let filter = arguments[.filter] {
      if filter.namesTensor {
        taps = try Tensor(npy: filter)
      } else {
        self.filter = .text(filter.description)
      }
    }
    guard let kernel = arguments[.kernel] else { return }
    let kind = try Kernel(nameOrFile: kernel).kind
    function = kind.function
    if let fixed = kind.fixedTaps { taps = fixed }
    if function == nil, taps == nil { taps = try kind.taps(atStrides: arguments.list(.strides)) }
  }
}

extension KernelKind {
  /// The taps of a kernel that has others at every scale. Strides of a batch and of channels
  /// are 1.
  fileprivate func taps(atStrides strides: [Int]?) throws(UpsampleError) -> Tensor {
    let given = strides ?? [1]
    let spatial = given.count > 2 ? given.filter { $0 > 1 } : given
    let (vertical, horizontal) = (Ratio(spatial.first ?? 1, 1), Ratio(spatial.last ?? 1, 1))
    return try sampled(vertical: vertical, horizontal: horizontal, gain: .asGiven).filter.taps
  }
}

extension FilePath {
  /// Whether the argument is a tensor's file and not a list.
  fileprivate var namesTensor: Bool { lowercasedExtension == "npy" }
}
