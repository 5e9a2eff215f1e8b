import Glibc

/// What is made of two numbers of constants.
enum ONNXArithmetic {
  case combination(CombiningLayer.Combination)
  case power
  /// With the sign of the divisor, or of the dividend where it truncates.
  case remainder(truncates: Bool)

  func number(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .combination(.add): a + b
    case .combination(.subtract): a - b
    case .combination(.multiply): a * b
    case .combination(.divide): a / b
    case .combination(.maximum): max(a, b)
    case .combination(.minimum): min(a, b)
    case .power: pow(a, b)
    case .remainder(let truncates):
      truncates ? fmod(a, b) : a - b * (a / b).rounded(.down)
    }
  }

  /// `nil` where there is none, or it is beyond 64 bits.
  func integer(_ a: Int, _ b: Int) -> Int? {
    func exact(_ result: (partialValue: Int, overflow: Bool)) -> Int? {
      result.overflow ? nil : result.partialValue
    }
    switch self {
    case .combination(.add): return exact(a.addingReportingOverflow(b))
    case .combination(.subtract): return exact(a.subtractingReportingOverflow(b))
    case .combination(.multiply): return exact(a.multipliedReportingOverflow(by: b))
    case .combination(.divide): return exact(a.dividedReportingOverflow(by: b))
    case .combination(.maximum): return max(a, b)
    case .combination(.minimum): return min(a, b)
    case .power: return Int(exactly: pow(Double(a), Double(b)))
    case .remainder(let truncates):
      let rest = a.remainderReportingOverflow(dividingBy: b)
      if rest.overflow { return b == 0 ? nil : 0 }
      let isOpposite = rest.partialValue != 0 && (rest.partialValue < 0) != (b < 0)
      return !truncates && isOpposite ? rest.partialValue + b : rest.partialValue
    }
  }
}

extension ONNXConstant {
  /// What is made of each number; integers stay integers.
  func mapped(_ operation: (Double) -> Double) -> ONNXConstant {
    switch numbers {
    case .floats(let numbers):
      ONNXConstant(shape: shape, .floats(numbers.map { Float(operation(Double($0))) }))
    case .doubles(let numbers): ONNXConstant(shape: shape, .doubles(numbers.map(operation)))
    case .integers(let numbers):
      ONNXConstant(
        shape: shape, .integers(numbers.map { Int(limiting: operation(Double($0))) }))
    }
  }
}

extension Int {
  /// The number towards 0, or the nearest that there is; of NaN 0.
  init(limiting number: Double) {
    self = Int(exactly: number.rounded(.towardZero)) ?? (number > 0 ? .max : number < 0 ? .min : 0)
  }
}
