import UpsampleBase
import UpsampleTensors

/// Convolutions and pools one after another, of which shapes, pads and receptive fields
/// are told step by step.
///
/// ```swift
/// let chain = try OperationChain("conv2d 3x3 same; max_pool2d 2x2 s2", value: [1, 8, 8, 3])
/// print(chain.text)
/// ```
public struct OperationChain: Sendable {
  /// A step with what the ones up to it make of the value.
  private struct Step: Sendable {
    let description: String
    let explanation: Explanation
    let fields: [ReceptiveField]
  }

  private let value: Shape
  private var steps: [Step] = []

  /// The most steps of a chain.
  private static let limit = 64

  /// Reads and checks a chain.
  ///
  /// - Parameters:
  ///   - text: Steps between semicolons: the operation's name, the extents of its filter
  ///     or window as `3x3`, and what it needs of strides `s2,2`, dilations `d2`, the rate
  ///     `r2` of an atrous operation, `same`, `valid`, the channels `c16` that it makes, and
  ///     the spatial extents `to 7x7` of a transposed convolution's output. Absent padding
  ///     is SAME.
  ///   - value: The value's shape, of all dimensions.
  ///   - dataFormat: The order of dimensions; absent, channels come last.
  /// - Throws: ``UpsampleError/request(_:)`` when a step can't be read, or breaks a rule of
  ///   its operation.
  public init(
    _ text: String, value: Shape, dataFormat: DataFormat? = nil
  ) throws(UpsampleError) {
    self.value = value
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count <= Self.limit else {
      throw .request(
        RequestFault(
          subject: "chain", fault: "\(parts.count) steps are too many",
          remedy: "Give \(Self.limit) at most."))
    }
    var (shape, fields) = (value, [ReceptiveField]())
    for (index, part) in parts.enumerated() {
      let reader = try ChainStep(String(part), number: index + 1)
      let explanation = try reader.request(value: shape, dataFormat: dataFormat).explanation()
      if fields.isEmpty {
        fields = Array(repeating: ReceptiveField(), count: explanation.axes.count)
      }
      guard fields.count == explanation.axes.count else {
        throw reader.fault("has another number of axes than the steps before")
      }
      for (axis, explained) in explanation.axes.enumerated() { fields[axis].append(explained) }
      steps.append(
        Step(description: reader.text, explanation: explanation, fields: fields))
      shape = explanation.outputShape
    }
  }

  /// The shape that the last step makes.
  public var outputShape: Shape { steps.last?.explanation.outputShape ?? value }

  /// The receptive field of the last step's outputs along each spatial axis, in samples of
  /// the value.
  public var receptiveField: [Int] { steps.last?.fields.map(\.extent) ?? [] }

  /// The chain in words and a table.
  public var text: String {
    let rows =
      [["step", "output", "pads", "blanks", "receptive field", "spacing"]]
      + [["value", "\(value)", "", "", "", ""]] + steps.map(row)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max()! + 3 }
    let table = rows.map { row in
      "  " + String(zip(row, widths).map { $0.padded(to: $1) }.joined().trimmedAtEnd)
    }
    let title = ["chain: \(value) becomes \(outputShape)", ""]
    return (title + table + [""] + borders).joined(separator: "\n") + "\n"
  }

  private func row(_ step: Step) -> [String] {
    let axes = step.explanation.axes
    return [
      step.description, "\(step.explanation.outputShape)",
      axes.map { "\($0.pads.before),\($0.pads.after)" }.joined(separator: " "),
      axes.contains(where: \.isTransposed)
        ? axes.map { "\($0.geometry.stride - 1)" }.joined(separator: " ") : "",
      step.fields.map { "\($0.extent)" }.joined(separator: " by "),
      step.fields.map { $0.spacing.short }.joined(separator: ", "),
    ]
  }

  /// Which outputs of the last step see padding of any step.
  private var borders: [String] {
    guard let last = steps.last else { return [] }
    return zip(last.explanation.axes, last.fields).map { axis, field in
      let (first, end) = field.outputsAtBorders
      let count = axis.output
      let reached =
        first >= count
        ? "all of \(count) outputs"
        : first + end == 0
          ? "no output" : "the first \(first) and the last \(end) of \(count) outputs"
      return "  \(axis.name): padding reaches \(reached)"
    }
  }
}

extension String {
  fileprivate var trimmedAtEnd: Substring {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}

extension Double {
  /// A whole number without a point.
  fileprivate var short: String {
    self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)"
  }
}
