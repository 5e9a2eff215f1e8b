import Glibc
import UpsampleTensors

extension Activation {
  /// The activation of one number by its definition, in double precision.
  package func reference(_ value: Float, channel: Int = 0) -> Double {
    let x = Double(value)
    if x.isNaN { return x }
    switch self {
    case .relu: return max(x, 0)
    case .relu6: return min(max(x, 0), 6)
    case .leakyRelu(let alpha): return x < 0 ? Double(alpha * value) : x
    case .prelu(let alpha):
      let own = alpha.scalars[alpha.scalars.count == 1 ? 0 : channel]
      return x < 0 ? Double(own * value) : x
    case .sigmoid: return 1 / (1 + exp(-x))
    case .tanh: return Glibc.tanh(x)
    case .clip(let minimum, let maximum): return min(max(x, Double(minimum)), Double(maximum))
    }
  }
}
