import UpsampleTensors

extension Explanation {
  /// The explanation in words and drawings, in lines that fit 100 columns but for
  /// the calls.
  public var text: String {
    let sections = [
      title, shapeLines, extentLines, relationLines, drawing, path, calls, phaseLines,
    ]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// The drawing of every axis alone, under the operation's name.
  public var drawingText: String {
    (title + [""] + drawing).joined(separator: "\n") + "\n"
  }

  private var title: [String] {
    let strides = axes.map(\.geometry.stride)
    let dilations = axes.map(\.geometry.dilation)
    let settings =
      (strides.contains { $0 > 1 } ? ["strides \(strides)"] : [])
      + (dilations.contains { $0 > 1 } ? ["dilations \(dilations)"] : [])
    let suffix = settings.isEmpty ? "" : " with \(settings.joined(separator: ", "))"
    return ["\(subject): \(told(shapes.value)) becomes \(told(shapes.output))\(suffix)"]
  }

  /// The extents that are worth telling: without batch and channels when only
  /// one axis was given.
  private func told(_ extents: [Int]) -> [Int] {
    axes.count == 1 ? [extents[format.spatialDimensions].last!] : extents
  }

  // MARK: Arguments

  private var shapeLines: [String] {
    let filter = axes.count == 1 ? axes.map(\.geometry.filter) : shapes.filter
    var rows: [(String, String, Argument?)] = [
      ("value", "\(told(shapes.value))", .value),
      (
        operation.isPool ? "ksize" : "filter", "\(filter)",
        inferred.contains(.filterExtents) ? .filterExtents : .filter
      ),
    ]
    if !operation.isAtrous {
      rows.append(("strides", "\(axes.map(\.geometry.stride))", .strides))
    }
    let dilations = axes.map(\.geometry.dilation)
    if operation.isAtrous {
      rows.append(("rate", "\(dilations[0])", nil))
    } else if dilations.contains(where: { $0 > 1 }) {
      rows.append(("dilations", "\(dilations)", nil))
    }
    rows.append(("padding", rules, nil))
    if operation.isTransposed {
      rows.append(("output_shape", "\(told(shapes.output))", .output))
    }
    let width = rows.map(\.1.count).max()! + 3
    return rows.map { name, value, argument in
      let note = argument.flatMap { inferred.contains($0) ? remark(on: $0) : nil } ?? ""
      return "  " + name.padded(to: 14) + (note.isEmpty ? value : value.padded(to: width) + note)
    }
  }

  /// The rule of padding, or one for each axis where they differ.
  private var rules: String {
    let rules = axes.map(\.rule.description)
    return Set(rules).count == 1 ? rules[0] : rules.joined(separator: ", ")
  }

  private func remark(on argument: Argument) -> String {
    switch argument {
    case .value where isExample, .output where isExample: "not given: an example"
    case .filter where isExample: "not given: any"
    case .value:
      operation.isTransposed
        ? "not given: what the forward path makes of output_shape"
        : "not given: the natural one of those that make output_shape"
    case .output: operation.isTransposed ? "not given: the natural one" : ""
    case .filterExtents: "the interpolation function's for these strides"
    case .filter: "not given: legal: \(listed(axes.map(\.legalFilters)))"
    case .strides:
      inferred.isDisjoint(with: [.value, .output])
        ? "not given: legal: \(listed(axes.map(\.legalStrides)))"
        : operation.isPool ? "not given: the window's" : "not given: TensorFlow's own"
    }
  }

  private func listed(_ ranges: [ClosedRange<Int>?]) -> String {
    let texts = ranges.map { range in
      range.map { range in
        range.upperBound < ConvolutionAxis.limit
          ? range.listed
          : range.lowerBound == 1 ? "any" : "\(range.lowerBound) or more"
      } ?? "none"
    }
    return Set(texts).count == 1 ? texts[0] : texts.joined(separator: " by ")
  }

  // MARK: Extents

  /// A table of the axes: how their extents follow from one another.
  private var extentLines: [String] {
    let last = operation.isTransposed ? "legal outputs" : "values that give this output"
    var rows = [
      [
        "axis", "value", operation.isPool ? "window" : "filter", "stride", "dilation", "pads",
        "output", last,
      ]
    ]
    for axis in axes {
      let geometry = axis.geometry
      rows.append(
        [axis.name.rawValue]
          + [axis.value, geometry.filter, geometry.stride, geometry.dilation].map(String.init)
          + ["\(axis.pads.before), \(axis.pads.after)", "\(axis.output)"]
          + [axis.legalLarger?.listed ?? ""])
    }
    if axes.allSatisfy({ $0.geometry.dilation == 1 }) {
      for index in rows.indices { rows[index].remove(at: 4) }
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max()! + 3 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0.padded(to: $1) }
      return ("  " + cells.dropLast().joined() + row.last!)
    } + remainderLines + [fieldLine]
  }

  /// The samples of the value that reach one output.
  private var fieldLine: String {
    let extents = axes.map { axis in
      var field = ReceptiveField()
      field.append(axis)
      return "\(field.extent)"
    }
    return "  receptive field: \(extents.joined(separator: " by ")) input pixels"
  }

  /// What becomes of positions beyond the last window.
  private var remainderLines: [String] {
    axes.filter { $0.remainder > 0 }.map { axis in
      let what = operation.isTransposed ? "no input reaches" : "no window reads"
      let count = axis.remainder == 1 ? "position" : "\(axis.remainder) positions"
      return "  \(axis.name): \(what) the last \(count)"
        + (axis.pads.after > 0 ? ", padding included" : "")
    }
  }

  // MARK: Drawing

  private var drawing: [String] {
    var lines: [String] = []
    for axes in distinctAxes {
      let names = axes.map(\.name.rawValue).joined(separator: " and ")
      guard !axes[0].isEmpty else {
        lines += ["\(names): the pads crop all of the output", ""]
        continue
      }
      guard axes[0].isDrawn else {
        lines += ["\(names): too large to draw", ""]
        continue
      }
      lines += ["\(names):"] + AxisText(AxisWindows(axis: axes[0])).lines + [""]
    }
    return lines + legend
  }

  private var legend: [String] {
    if operation.isPool {
      return [
        "  [ ] the window over the padded value",
        "  x value   y output   p padding   - padding, which takes no part",
      ]
    }
    let taps =
      operation.isTransposed
      ? "the filter's taps in reverse order, over the value with blanks inserted"
      : "the filter's taps over the padded value"
    return [
      "  [ ] \(taps)",
      "  x value   w tap   y output   · blank   p padding   - tap that meets no value",
    ]
  }

  // MARK: Forward path

  private var path: [String] {
    // A pool has no transpose.
    if operation.isPool { return [] }
    let settings =
      "strides \(axes.map(\.geometry.stride)) and \(rules) padding"
    let forward = operation.forward.rawValue
    let transposed = operation.transposed.rawValue
    let (small, large) =
      operation.isTransposed ? (shapes.value, shapes.output) : (shapes.output, shapes.value)
    return [
      "Forward path:",
      "  \(forward) of \(told(large)) by this filter, with \(settings), makes \(told(small));",
      "  \(transposed) takes \(told(small)) back to \(told(large)).",
    ]
  }

  // MARK: Calls

  private var calls: [String] {
    let parts = [
      ("TensorFlow", TensorFlowCall(explanation: self).lines),
      ("PyTorch", PyTorchCall(explanation: self).lines),
      ("ONNX", ONNXCall(explanation: self).lines),
    ]
    return ["The same call elsewhere:"]
      + parts.flatMap { name, lines in
        lines.enumerated().map { "  " + ($0 == 0 ? name : "").padded(to: 12) + $1 }
      }
  }
}
