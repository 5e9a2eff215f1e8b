import Upsample

/// A tensor that an argument names: an `.npy` file, or numbers that are made.
///
/// `zeros:1,3,3,1`, `ones:…` and `constant:0.5:…` have the same number everywhere,
/// `range:…` counts from 0, and `normal:SEED:…` has the normal distribution.
enum TensorInput: Equatable {
  case file(Endpoint)
  case constant(Float, Shape)
  case range(Shape)
  case normal(seed: UInt64, Shape)

  /// How made tensors are written, for help.
  static let forms = "ones:1,3,3,1, zeros:, constant:0.5:, range: or normal:SEED:"

  private enum Maker: String {
    case zeros, ones, constant, range, normal
  }

  init(_ argument: FilePath, of option: OptionName) throws(UpsampleError) {
    let text = argument.description
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, let maker = Maker(rawValue: String(parts[0])) else {
      self = .file(Endpoint(argument))
      return
    }
    let takesNumber = maker == .constant || maker == .normal
    guard parts.count == (takesNumber ? 3 : 2), let shape = Self.shape(parts.last!) else {
      throw .value(
        text, of: option, "is not a tensor to make",
        remedy: "Write \(Self.forms); for a file of that name put ./ before it.")
    }
    switch maker {
    case .zeros: self = .constant(0, shape)
    case .ones: self = .constant(1, shape)
    case .range: self = .range(shape)
    case .constant:
      guard let number = Float(parts[1]) else {
        throw .value(text, of: option, "has no number", remedy: "Write constant:0.5:1,3,3,1.")
      }
      self = .constant(number, shape)
    case .normal:
      guard let seed = wholeNumber(parts[1], in: 0...Int.max) else {
        throw .value(
          text, of: option, "has no seed", remedy: "Write a whole number: normal:1:1,3,3,1.")
      }
      self = .normal(seed: UInt64(seed), shape)
    }
  }

  /// Extents between commas; of a scalar there are none.
  private static func shape(_ text: Substring) -> Shape? {
    if text.isEmpty { return [] }
    let extents = text.split(separator: ",", omittingEmptySubsequences: false).map {
      wholeNumber($0, in: 0...Int(Int32.max))
    }
    return extents.contains(nil) ? nil : Shape(extents.compactMap { $0 })
  }

  /// Reads or makes the tensor.
  func tensor() throws(UpsampleError) -> Tensor {
    switch self {
    case .file(let input): try Tensor(npy: input)
    case .constant(let number, let shape): try .constant(number, shape: shape)
    case .range(let shape): try .range(shape: shape)
    case .normal(let seed, let shape): try .normal(seed: seed, shape: shape)
    }
  }
}
