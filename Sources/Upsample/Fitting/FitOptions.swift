import UpsampleBase
import UpsampleImages

/// How a kernel is fitted to pictures.
public struct FitOptions: Sendable {
  /// How much larger the kernel makes pictures, from 2 to 8.
  public var scale = 2
  /// The inputs along each axis that an output is made of, from 1 to 15.
  public var taps = 8
  /// What the inputs are made of the pictures by. Each picture goes through all of them.
  public var degradations = [Degradation(.bicubic)]
  /// What lies beyond the edges of the inputs.
  public var border = Border.replicate
  /// What is added to the diagonal of the normal equations, as a share of its mean.
  public var ridge = 1e-12
  /// How pictures are read.
  public var reading = ReadingOptions()
  /// The number of threads. No result depends on it.
  public var jobs = ParallelWork.processors

  /// Creates the options of a kernel of 16x16 taps for twice the size.
  public init() {}

  /// The scales that kernels are fitted for.
  package static let scales = 2...8
  /// The extents of kernels in input pixels.
  package static let extents = 1...15
  /// How often a sample can count.
  static let weights = 1...100
  /// The largest share of the diagonal's mean that can be added to it.
  package static let largestRidge = 1000.0

  var window: FittedWindow { FittedWindow(scale: scale, taps: taps) }

  /// Whether the sums of turned and mirrored pictures follow from those of the pictures.
  var keepsSymmetries: Bool { degradations.allSatisfy(\.reduction.keepsSymmetries) }

  /// Refuses scales, extents and degradations beyond their ranges.
  func check() throws(UpsampleError) {
    guard Self.scales.contains(scale) else { throw .fit(.scale(scale)) }
    guard Self.extents.contains(taps) else { throw .fit(.taps(taps)) }
    guard !degradations.isEmpty else { throw .fit(.noDegradation) }
    for degradation in degradations where !Self.weights.contains(degradation.weight) {
      throw .fit(.weight(degradation.weight))
    }
    guard (0...Self.largestRidge).contains(ridge) else { throw .fit(.ridge(ridge)) }
  }

  /// Refuses what makes no bank of so many kernels.
  func check(leaves: Int) throws(UpsampleError) {
    try check()
    let directed = degradations.first { !$0.reduction.keepsSymmetries }?.reduction
    guard
      let fault = KernelBank.fault(scale: scale, taps: taps, leaves: leaves)
        ?? directed.map({ BankFault.directed($0) })
    else { return }
    throw .request(RequestFault(subject: "fit", fault))
  }
}
