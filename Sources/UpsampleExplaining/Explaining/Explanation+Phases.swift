import UpsampleBase

extension Explanation {
  /// The phases' sums, and whether they make a checkerboard.
  var phaseLines: [String] {
    guard operation.isTransposed, axes.contains(where: { $0.geometry.stride > 1 }) else {
      return []
    }
    switch phaseSums {
    case nil: return ["Phases: too many, or of too many taps, to sum."]
    case .ofFilter(let sums):
      return ["Sums of the filter's taps by output phase:"] + matrix(sums) + verdict(sums)
    case .coverage(let sums):
      return ["Taps that reach each output phase:"] + matrix(sums) + coverageVerdict(sums)
    }
  }

  private func verdict(_ sums: PhaseSums) -> [String] {
    if sums.areEqual {
      return ["  All are equal: a constant value stays constant. No checkerboard."]
    }
    guard sums.sums.allSatisfy(\.isFinite) else {
      return ["  Taps that are not finite make outputs that are not."]
    }
    return [
      "  Checkerboard: \(difference(sums)), and so does the output of a constant value.",
      "  Equal sums repair it: divide the taps of each phase by their sum.",
    ] + unreached
  }

  private func coverageVerdict(_ sums: PhaseSums) -> [String] {
    if sums.areEqual {
      return [
        "  As many for each: taps that are all alike make no checkerboard. Other taps make none",
        "  if the sums of their phases are equal.",
      ]
    }
    return [
      "  Checkerboard likely: with taps that are all alike, the output of a constant value would",
      "  differ as these do: \(difference(sums)).",
      "  What repairs it is taps whose sums are the same for each phase, as an interpolation",
      "  function's (--kernel bilinear); filter extents that are multiples of the strides make",
      "  the numbers of taps the same.",
    ] + unreached
  }

  /// Axes of which some phases are blank whatever the filter.
  private var unreached: [String] {
    axes.compactMap { axis in
      let common = greatestCommonDivisor(axis.geometry.stride, axis.geometry.dilation)
      if common > 1 {
        return "  \(axis.name): stride and dilation share the factor \(common), so only one phase "
          + "in \(common) is reached."
      }
      return axis.geometry.filter < axis.geometry.stride
        ? "  \(axis.name): the filter has fewer taps than there are phases, so some stay zero."
        : nil
    }
  }

  private func difference(_ sums: PhaseSums) -> String {
    let range = "\(short(sums.sums.min()!)) to \(short(sums.sums.max()!))"
    guard let spread = sums.spread else { return "the sums differ, from \(range)" }
    let percent = short((spread * 1000).rounded() / 10)
    return "the sums differ by \(percent) % of their mean, from \(range)"
  }

  /// The sums with a line for each phase of the axes but the last, as far as
  /// they fit.
  private func matrix(_ sums: PhaseSums) -> [String] {
    let columns = sums.strides.last!
    guard sums.sums.count <= 64, columns <= 12 else {
      return ["  \(sums.sums.count) phases, \(difference(sums))"]
    }
    let cells = sums.sums.map(short)
    let width = cells.map(\.count).max()! + 2
    return stride(from: 0, to: cells.count, by: columns).map { start in
      let row = cells[start..<start + columns]
      return "  " + row.dropLast().map { $0.padded(to: width) }.joined() + row.last!
    }
  }
}

private func short(_ number: Double) -> String { decimalText(number, digits: 4) }

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
