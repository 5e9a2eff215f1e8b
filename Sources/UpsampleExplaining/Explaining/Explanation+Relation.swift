import UpsampleTensors

extension Explanation {
  /// How the extents of value and output follow from one another, when neither
  /// was given: a rule for each axis, and what it gives for a few extents.
  var relationLines: [String] {
    guard isExample else { return [] }
    var lines = [
      operation.isTransposed
        ? "For a value of n, legal outputs:" : "For a value of n, the output:"
    ]
    for axes in distinctAxes {
      let names = axes.map(\.name.rawValue).joined(separator: " and ")
      let rule = operation.isTransposed ? transposedRule(axes[0]) : forwardRule(axes[0])
      lines += ["  \(names): \(rule)"] + table(axes[0])
    }
    return lines
  }

  private func transposedRule(_ axis: ExplainedAxis) -> String {
    let (span, stride) = (axis.geometry.effectiveFilter, axis.geometry.stride)
    // The shortest legal output, the longest and the natural one, less
    // `stride n`.
    let (shortest, longest, natural): (Int, Int, Int)
    if let pads = axis.fixedPads {
      shortest = span - stride - pads.total
      (longest, natural) = (shortest + stride - 1, shortest + max(0, stride - span))
    } else {
      (shortest, longest, natural) = (1 - stride, 0, 0)
    }
    if stride == 1 { return linear(stride, shortest) }
    return "\(linear(stride, shortest)) to \(linear(stride, longest)); without output_shape "
      + linear(stride, natural)
  }

  private func forwardRule(_ axis: ExplainedAxis) -> String {
    let (span, stride) = (axis.geometry.effectiveFilter, axis.geometry.stride)
    guard let pads = axis.fixedPads else {
      return stride == 1 ? "n" : "n / \(stride), rounded up"
    }
    let windows = linear(1, pads.total - span + stride)
    return stride == 1 ? windows : "(\(windows)) / \(stride), rounded down"
  }

  /// `factor n + term`, or of another name than `n`.
  private func linear(_ factor: Int, _ term: Int, of name: String = "n") -> String {
    let product = factor == 1 ? name : "\(factor) \(name)"
    return term == 0 ? product : "\(product) \(term < 0 ? "-" : "+") \(abs(term))"
  }

  /// The legal outputs of the first few values, or of a forward convolution the
  /// values that give the first few outputs.
  private func table(_ axis: ExplainedAxis) -> [String] {
    let names =
      operation.isTransposed ? ("value", "legal outputs") : ("output", "values that give it")
    // The example is among them: it is not 3 where shorter ones have no output.
    let first = max(1, axis.smaller - 2)
    let rows = (first...first + 5).map { smaller in
      let legal = axis.geometry.legalOutputs(value: smaller, padding: axis.rule)
      return ("\(smaller)", legal?.listed ?? "none")
    }
    return ([names] + rows).map { "    " + $0.padded(to: 9) + $1 } + padsLine(axis)
  }

  /// How the pads follow from the extents, if they do.
  private func padsLine(_ axis: ExplainedAxis) -> [String] {
    guard axis.fixedPads == nil else { return [] }
    let (span, stride) = (axis.geometry.effectiveFilter, axis.geometry.stride)
    if stride == 1 { return ["    pads: \(span - 1) in all, the odd one after"] }
    let total =
      operation.isTransposed
      ? linear(stride, span - stride) + " - output"
      : linear(stride, span - stride, of: "output") + " - n"
    return ["    pads: \(total) in all where that is positive, the odd one after"]
  }
}

extension ExplainedAxis {
  /// The pads where they do not depend on the extents: with SAME padding they
  /// do.
  fileprivate var fixedPads: AxisPadding? {
    switch rule {
    case .same: nil
    case .valid: AxisPadding.none
    case .explicit(let pads): pads
    }
  }
}
