import UpsampleBase

/// Two maps combined number by number. Where one has a single channel, it serves for all of
/// the other's.
package struct CombiningLayer: PointwiseLayer {
  package enum Combination: Hashable, Sendable, CaseIterable {
    case add, subtract, multiply, divide, maximum, minimum
  }

  package let output: MapShape
  private let combination: Combination
  private let channels: (Int, Int)

  /// The combination of two maps of the same extents and number of channels, or of one
  /// channel; `nil` of others.
  package init?(_ combination: Combination, _ first: MapShape, _ second: MapShape) {
    guard first.height == second.height, first.width == second.width,
      first.channels == second.channels || first.channels == 1 || second.channels == 1
    else { return nil }
    self.combination = combination
    channels = (first.channels, second.channels)
    output = first.channels == 1 ? second : first
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    switch combination {
    case .add: combine(rows, inputs, output, threads, by: Sum.self)
    case .subtract: combine(rows, inputs, output, threads, by: Difference.self)
    case .multiply: combine(rows, inputs, output, threads, by: Product.self)
    case .divide: combine(rows, inputs, output, threads, by: Quotient.self)
    case .maximum: combine(rows, inputs, output, threads, by: Larger.self)
    case .minimum: combine(rows, inputs, output, threads, by: Smaller.self)
    }
  }

  private func combine<Operation: PairOperation>(
    _ rows: Range<Int>, _ inputs: [MapRows], _ output: UnsafeMutablePointer<Float>,
    _ threads: ThreadBudget, by operation: Operation.Type
  ) {
    let (width, all) = (self.output.width, self.output.channels)
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let (a, b) = (inputs[0].row(row), inputs[1].row(row))
      if channels.0 == channels.1 {
        for index in 0..<count { target[index] = Operation.apply(a[index], b[index]) }
        return
      }
      for pixel in 0..<width {
        let first = pixel * all
        if channels.0 == 1 {
          let one = a[pixel]
          for index in first..<first + all { target[index] = Operation.apply(one, b[index]) }
        } else {
          let one = b[pixel]
          for index in first..<first + all { target[index] = Operation.apply(a[index], one) }
        }
      }
    }
  }
}

/// What is made of two numbers. Types and not closures, so that loops are compiled for each.
private protocol PairOperation: SendableMetatype {
  static func apply(_ a: Float, _ b: Float) -> Float
}

private enum Sum: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a + b }
}

private enum Difference: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a - b }
}

private enum Product: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a * b }
}

private enum Quotient: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a / b }
}

/// A NaN stays NaN, whichever of both it is.
private enum Larger: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a > b || a != a ? a : b }
}

/// The same.
private enum Smaller: PairOperation {
  static func apply(_ a: Float, _ b: Float) -> Float { a < b || a != a ? a : b }
}
