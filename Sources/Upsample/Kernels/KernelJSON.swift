import FoundationEssentials

/// The taps of a JSON file: arrays of numbers, nested as deep as the filter has
/// dimensions and all of one length at each depth.
///
/// `[[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]]` is a filter of shape
/// `[3, 3]`.
struct KernelJSON {
  /// The filter.
  let taps: Tensor

  /// Reads a file's bytes.
  ///
  /// - Parameter name: The file's name, for messages.
  init(_ bytes: [UInt8], name: String) throws(UpsampleError) {
    let root: Element
    do {
      root = try JSONDecoder().decode(Element.self, from: Data(bytes))
    } catch {
      throw .file(
        FileDefect(
          name: name, defect: "is not JSON that holds nested arrays of numbers",
          remedy: "A kernel looks like [[0.25, 0.5], [0.5, 1]]."))
    }
    var scalars: [Float] = []
    guard let shape = root.shape(appending: &scalars) else {
      throw .file(
        FileDefect(
          name: name, defect: "holds arrays of different lengths or depths",
          remedy: "Every row of a kernel has as many taps as the others."))
    }
    taps = Tensor(shape: Shape(shape), scalars: scalars)
  }

  private enum Element: Decodable {
    case number(Double)
    case list([Element])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else {
        self = .list(try value.decode([Element].self))
      }
    }

    /// The extents of the nested lists, outermost first, or `nil` when they
    /// differ; the numbers are appended in row-major order.
    func shape(appending scalars: inout [Float]) -> [Int]? {
      switch self {
      case .number(let number):
        scalars.append(Float(number))
        return []
      case .list(let elements):
        var inner: [Int]?
        for element in elements {
          guard let shape = element.shape(appending: &scalars) else { return nil }
          guard inner == nil || inner == shape else { return nil }
          inner = shape
        }
        return [elements.count] + (inner ?? [])
      }
    }
  }
}
