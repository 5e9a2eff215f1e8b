import UpsampleBase

/// A layer of an ncnn network, as a line of the file has it.
struct NCNNLayer: Sendable {
  let operation: NCNNOperation
  let name: String
  /// The numbers of the blobs that it is given.
  let inputs: [Int]
  /// The numbers of the blobs that it makes.
  let outputs: [Int]
  let parameters: NCNNParameters
  /// What errors call the file.
  let file: String
  /// What the weights are for.
  var content = Content.nothing

  /// What a layer holds beside its parameters.
  enum Content: Sendable {
    case nothing
    case convolution(NCNNConvolution)
    /// As many lists as the operation has.
    case numbers([[Float]])
  }

  /// The lists of numbers that it holds.
  var numbers: [[Float]] {
    if case .numbers(let lists) = content { lists } else { [] }
  }

  /// The most channels that a map has.
  static let mostChannels = 1 << 16
  /// The largest kernel, stride, dilation, pad or factor.
  static let largest = 1 << 12

  // MARK: Parameters

  /// A whole number; one that is absent is `absent`, if that is in the range.
  func number(
    _ id: Int, or absent: Int, in range: ClosedRange<Int>
  ) throws(UpsampleError) -> Int {
    switch parameters.values[id] {
    case nil where range.contains(absent): return absent
    case nil: throw refusal("without its parameter \(id)")
    case .number(let number) where range.contains(number): return number
    case .some(let value):
      throw refusal(
        "whose parameter \(id) is \(value.words) and not a whole number from \(range.lowerBound)"
          + " to \(range.upperBound)")
    }
  }

  /// Whether a parameter is there and not 0.
  func isSet(_ id: Int) -> Bool {
    switch parameters.values[id] {
    case nil, .number(0), .fraction(0): false
    case .some: true
    }
  }

  /// A number.
  func fraction(_ id: Int, or absent: Float) throws(UpsampleError) -> Float {
    switch parameters.values[id] {
    case nil: return absent
    case .number(let number): return Float(number)
    case .fraction(let number): return number
    case .some(let value):
      throw refusal("whose parameter \(id) is \(value.words) and not a number")
    }
  }

  /// A list of whole numbers; of one that is absent none.
  func numbers(_ id: Int) throws(UpsampleError) -> [Int] {
    switch parameters.values[id] {
    case nil: return []
    case .number(let number): return [number]
    case .numbers(let numbers): return numbers
    case .some(let value):
      throw refusal("whose parameter \(id) is \(value.words) and not a list of whole numbers")
    }
  }

  /// A list of numbers; of one that is absent none.
  func fractions(_ id: Int) throws(UpsampleError) -> [Float] {
    switch parameters.values[id] {
    case nil: return []
    case .number(let number): return [Float(number)]
    case .fraction(let number): return [number]
    case .numbers(let numbers): return numbers.map { Float($0) }
    case .fractions(let numbers): return numbers
    case .text(let text):
      throw refusal("whose parameter \(id) is \"\(text.echoed(upTo: 40))\" and not a list")
    }
  }

  // MARK: Faults

  /// The error of a layer that can't be run so.
  func refusal(_ reason: String, remedy: String? = nil) -> UpsampleError {
    .file(
      FileDefect(
        name: file,
        NetworkFault.arguments(
          operation: operation.rawValue, node: name, reason: reason, remedy: remedy)))
  }

  /// The result of `body`, whose refusals are the file's.
  func checked<Result>(
    _ body: () throws(UpsampleError) -> Result
  ) throws(UpsampleError) -> Result {
    do throws(UpsampleError) {
      return try body()
    } catch {
      guard case .request(let fault) = error else { throw error }
      throw refusal("which can't be: \(fault.fault)")
    }
  }
}

extension NCNNParameters.Value {
  fileprivate var words: String {
    switch self {
    case .number(let number): "\(number)"
    case .fraction(let number): "\(number)"
    case .numbers(let numbers): numbers.echoed
    case .fractions(let numbers): numbers.echoed
    case .text(let text): "\"\(text.echoed(upTo: 40))\""
    }
  }
}
