import UpsampleBase
import UpsampleTensors

/// One step of a chain of operations, read from its text.
struct ChainStep {
  /// The step as it was given, without blanks around it.
  let text: String
  private let number: Int
  private let name: OperationName
  private let extents: [Int]
  private var strides: [Int]?
  private var dilations: [Int]?
  private var rate: Int?
  private var padding = Padding.same
  private var channels: Int?
  private var output: [Int]?

  /// Reads a step.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for other text.
  init(_ text: String, number: Int) throws(UpsampleError) {
    var words = text.split(separator: " ")[...]
    self.text = words.joined(separator: " ")
    self.number = number
    let subject = "chain step \(number) \"\(self.text.echoed)\""
    func fault(_ fault: String, remedy: String) -> UpsampleError {
      .request(RequestFault(subject: subject, fault: fault, remedy: remedy))
    }
    guard let name = words.popFirst().flatMap({ OperationName(rawValue: String($0)) }),
      OperationName.windowed.contains(name)
    else {
      throw fault(
        "does not begin with an operation",
        remedy: "Choose among \(OperationName.windowed.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let extents = words.popFirst().flatMap({ Self.numbers($0, between: "x") }) else {
      throw fault("has no extents", remedy: "Give those of the filter or window, as 3x3.")
    }
    (self.name, self.extents) = (name, extents)
    while let word = words.popFirst() {
      let rest = word.dropFirst()
      switch (word.first, Self.numbers(rest, between: ",")) {
      case _ where word.lowercased() == "same": padding = .same
      case _ where word.lowercased() == "valid": padding = .valid
      case ("s", let numbers?): strides = numbers
      case ("d", let numbers?): dilations = numbers
      case ("r", let numbers?) where numbers.count == 1: rate = numbers[0]
      case ("c", let numbers?) where numbers.count == 1: channels = numbers[0]
      case _ where word == "to":
        output = words.popFirst().flatMap { Self.numbers($0, between: "x") }
        guard output != nil else { throw fault("has no extents after \"to\"", remedy: "Give 7x7.") }
      default:
        throw fault(
          "has the word \"\(String(word).echoed)\"",
          remedy: "Give s2, d2, r2, c16, same, valid, or to 7x7.")
      }
    }
  }

  private static func numbers(_ text: Substring, between separator: Character) -> [Int]? {
    let numbers = text.split(separator: separator, omittingEmptySubsequences: false).map { Int($0) }
    return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
  }

  /// The error that says what is wrong with the step.
  func fault(_ fault: String) -> UpsampleError {
    .request(RequestFault(subject: "chain step \(number) \"\(text.echoed)\"", fault: fault))
  }

  /// The step as a request to explain what it makes of a value.
  func request(value: Shape, dataFormat: DataFormat?) throws(UpsampleError) -> ExplanationRequest {
    var request = ExplanationRequest(OperationRequest(name))
    let format = dataFormat ?? name.dataFormats[0]
    request.call.name = "step \(number)"
    request.call.dataFormat = .value(format)
    request.call.padding = .value(padding)
    request.call.strides = strides.map { .value(PerAxis($0)) }
    request.call.dilations = dilations.map { .value(PerAxis($0)) }
    request.call.rate = rate.map { .value(PerAxis([$0])) }
    request.value = .value(value)
    guard value.rank == format.rank else {
      throw fault("is given a value of shape \(value)")
    }
    let inputs = value[format.channelDimension]
    if let output {
      let spatial =
        output.count == 1 ? Array(repeating: output[0], count: format.spatialRank) : output
      request.call.outputShape = .value(
        .extents(format.extents(batch: value[0], spatial: spatial, channels: channels ?? inputs)))
    }
    if name.isPool {
      request.call.ksize = .value(PerAxis(extents))
      return request
    }
    var filter = extents
    if let channels {
      if filter.count == 1 { filter = Array(repeating: filter[0], count: format.spatialRank) }
      let (large, small) = name.isTransposed ? (channels, inputs) : (inputs, channels)
      filter += [large, name.isDepthwise ? small / max(1, large) : small]
    }
    request.filter = .value(Shape(filter))
    return request
  }
}
