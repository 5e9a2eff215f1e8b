import UpsampleBase
import UpsampleImages

/// How a kernel is fitted to pictures.
public struct FitOptions: Sendable {
  /// How much larger the kernel makes pictures, from 2 to 8.
  public var scale = 2
  /// The inputs along each axis that an output is made of, from 1 to 15.
  public var taps = 8
  /// What the inputs are made of the pictures by. Each picture goes through all of them;
  /// none where every ``FitImage`` has an input of its own.
  public var degradations = [Degradation(.bicubic)]
  /// What lies beyond the edges of the inputs.
  public var border = Border.replicate
  /// The most input pixels that are taken of an input, chosen by ``seed`` and the image's
  /// name; `nil` for all.
  public var limit: Int?
  /// What all draws depend on beside the names of images: noise, qualities, samples.
  public var seed: UInt64 = 0
  /// How the equations are solved.
  public var solving = FitSolving()
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
  /// The samples that can be taken of an input.
  package static let limits = 1...Int(Int32.max)

  var window: FittedWindow { FittedWindow(scale: scale, taps: taps) }

  /// Whether the sums of turned and mirrored pictures follow from those of the pictures. Of
  /// inputs that were made elsewhere nobody knows.
  var keepsSymmetries: Bool {
    !degradations.isEmpty && degradations.allSatisfy(\.reduction.keepsSymmetries)
  }

  /// Refuses scales, extents and the like beyond their ranges.
  func check() throws(UpsampleError) {
    guard Self.scales.contains(scale) else { throw .fit(.scale(scale)) }
    guard Self.extents.contains(taps) else { throw .fit(.taps(taps)) }
    for degradation in degradations where !Self.weights.contains(degradation.weight) {
      throw .fit(.weight(degradation.weight))
    }
    if let limit, !Self.limits.contains(limit) { throw .fit(.limit(limit)) }
  }

  /// Refuses images whose inputs are not where the options say.
  func check(_ images: [FitImage]) throws(UpsampleError) {
    for image in images where (image.input == nil) == degradations.isEmpty {
      throw .fit(.inputs(of: image.name, areMade: !degradations.isEmpty))
    }
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

  /// What decides the sums.
  var record: OptionsRecord {
    OptionsRecord(values: [
      "sums": "1",
      "scale": "\(scale)",
      "taps": "\(taps)",
      "reduce": degradations.isEmpty ? "pairs" : degradations.map(\.record).joined(separator: ","),
      "border": border.rawValue,
      "limit": limit.map { "\($0)" } ?? "none",
      "seed": "\(seed)",
      "symmetries": keepsSymmetries ? "kept" : "not known",
      "orient": reading.orientation.rawValue,
      "first-frame": reading.animation == .firstFrame ? "yes" : "no",
    ])
  }
}

/// How the normal equations of a fit are solved. No sums depend on it.
public struct FitSolving: Hashable, Sendable {
  /// Whether a kernel has the eight symmetries of a square.
  public enum Symmetry: String, Hashable, Sendable, CaseIterable {
    /// Where a turned or mirrored picture has the turned or mirrored inputs: with all
    /// reductions but ``Reduction/skip``. Of inputs that were made elsewhere nobody knows.
    case auto
    /// As if each picture were there in its eight positions.
    case always
    /// As the samples are.
    case never
  }

  /// Whether the kernel has the eight symmetries of a square.
  public var symmetry = Symmetry.auto
  /// What is added to the diagonal of the equations, as a share of its mean, 0 to 1000.
  public var ridge = 1e-12

  /// Creates the plain way: symmetric where that is known to hold, hardly any ridge.
  public init() {}

  /// The shares of the diagonal's mean that can be added to it.
  package static let ridges = 0...1000.0

  func check() throws(UpsampleError) {
    guard Self.ridges.contains(ridge) else { throw .fit(.ridge(ridge)) }
  }
}
