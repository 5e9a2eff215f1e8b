import UpsampleTensors

/// A kernel by which a picture is made larger.
public enum Kernel: Hashable, Sendable {
  /// One of the field's interpolation functions, sampled for the scale at hand.
  case interpolation(InterpolationFunction)
  /// A filter of the user's own, whose stride is the scale.
  case filter(UserFilter)
  /// Filters of which each pixel of the picture takes the one made for its neighbourhood.
  case bank(KernelBank)
  /// One of the library's own that were fitted to photographs.
  case learned(LearnedKernel)

  /// What answers for the kernel.
  package var kind: any KernelKind {
    switch self {
    case .interpolation(let function): function
    case .filter(let filter): filter
    case .bank(let bank): bank
    case .learned(let kernel): kernel
    }
  }

  /// The several kernels of which each pixel takes one, if they are that, for the scale or
  /// the nearest that there are any for.
  package func severalKernels(vertical: Ratio, horizontal: Ratio) -> KernelBank? {
    let bank: KernelBank? =
      switch self {
      case .bank(let bank): bank
      case .learned(let kernel): kernel.bank(reaching: vertical, horizontal)
      case .interpolation, .filter: nil
      }
    return bank.flatMap { $0.leafCount > 1 ? $0 : nil }
  }

  /// The names that kernels have.
  package static var names: [String] { kinds.flatMap { $0.names } }

  /// The kinds that there are.
  static let kinds: [any KernelKind.Type] = [
    InterpolationFunction.self, LearnedKernel.self, UserFilter.self, KernelBank.self,
  ]
}

/// The taps of a filter of the user's own: finite numbers, at most
/// ``Kernel/largestSide`` along a side and ``Kernel/largestFilter`` in all. Whatever
/// takes a filter refuses others.
public enum UserFilter: Hashable, Sendable {
  /// `[height, width]`: the same for every channel.
  case depthwise(Tensor)
  /// `[height, width, outChannels, inChannels]`: channels are mixed.
  case mixing(Tensor)

  /// The taps.
  public var taps: Tensor {
    switch self {
    case .depthwise(let taps), .mixing(let taps): taps
    }
  }

  /// The filter with other taps of the same shape, made of each tap's place in
  /// row-major order and its value.
  func mapTaps(_ transform: (_ index: Int, _ tap: Float) -> Float) -> UserFilter {
    let mapped = Tensor(
      shape: taps.shape, scalars: taps.scalars.enumerated().map { transform($0, $1) })
    return if case .mixing = self { .mixing(mapped) } else { .depthwise(mapped) }
  }
}
