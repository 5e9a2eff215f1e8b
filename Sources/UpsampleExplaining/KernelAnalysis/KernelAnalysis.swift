import Upsample
import UpsampleBase
import UpsampleTensors

/// What a kernel is at a scale: its taps, and what they do to pictures.
///
/// A scale of L/M is a transposed convolution of stride L of which every M-th
/// output is computed; all figures are those of the stride.
public struct KernelAnalysis: Sendable {
  /// The kernel's name or its file's, for people to read.
  public let name: String
  /// The taps: `[height, width]`, or `[height, width, outChannels, inChannels]`
  /// for a filter that mixes channels.
  public let taps: Tensor
  /// The scale of the height.
  public let vertical: Ratio
  /// The scale of the width.
  public let horizontal: Ratio

  /// The filter whose taps these are.
  let filter: UserFilter
  /// The function that was sampled, or `nil` for taps from a file.
  let function: InterpolationFunction?
  let rows: ResamplingAxis
  let columns: ResamplingAxis
  let phaseGains: PhaseGains

  /// The largest stride that is analysed.
  public static let largestStride = 1024

  /// Samples a kernel for a scale, and sums its phases.
  ///
  /// - Parameters:
  ///   - kernel: The kernel, which is sampled at the phases of the scale.
  ///   - name: The kernel's name or its file's, for people to read.
  ///   - horizontal: The scale of the width, at least 1.
  ///   - vertical: The scale of the height, at least 1.
  ///   - gain: What becomes of a filter whose phases do not sum to 1.
  /// - Throws: ``UpsampleError/request(_:)`` for a scale below 1 or one that asks for
  ///   too many taps, for taps that are no filter's, and for a phase
  ///   that can't be normalised; ``UpsampleError/limit(_:)`` for a filter that is too
  ///   large.
  public init(
    _ kernel: Kernel, name: String, horizontal: Ratio, vertical: Ratio,
    gain: KernelGain = .asGiven
  ) throws(UpsampleError) {
    self.name = name
    (self.horizontal, self.vertical) = (horizontal, vertical)
    guard horizontal.isScale, vertical.isScale else {
      throw Self.fault(.belowOne(horizontal: horizontal, vertical: vertical))
    }
    let strides = (vertical: vertical.numerator, horizontal: horizontal.numerator)
    let stride = max(strides.vertical, strides.horizontal)
    guard stride <= Self.largestStride else {
      throw Self.fault(.stride(stride, horizontal: horizontal, vertical: vertical))
    }
    let sampled = try kernel.kind.sampled(vertical: vertical, horizontal: horizontal, gain: gain)
    (filter, rows, columns) = (sampled.filter, sampled.rows, sampled.columns)
    function = kernel.kind.function
    taps = filter.taps
    phaseGains = PhaseGains(filter, strides: strides)
  }

  private static func fault(_ fault: AnalysisFault) -> UpsampleError {
    .request(RequestFault(subject: "`scale`", fault))
  }
}

// MARK: Figures

extension KernelAnalysis {
  /// The input pixels that the taps span along the height and the width.
  public var support: (height: Double, width: Double) {
    (
      Double(rows.filterExtent) / Double(rows.stride),
      Double(columns.filterExtent) / Double(columns.stride)
    )
  }

  /// The rows of phases, the columns of phases and the output channels.
  public var phases: [Int] { [phaseGains.rows, phaseGains.columns, phaseGains.channels] }

  /// By what a constant picture is multiplied at each of ``phases``, the last
  /// dimension varying fastest.
  public var gains: [Double] { phaseGains.gains }

  /// The checkerboard figure: the largest difference of two gains of one
  /// channel. Times 255, it is what a white 8-bit picture shows.
  public var checkerboard: Double { phaseGains.ripple }

  /// Whether a constant picture stays constant, up to the rounding of 32-bit
  /// taps.
  public var isUniform: Bool { phaseGains.isUniform }

  /// Whether every phase has a gain, so that its taps can be divided by it.
  public var canBeNormalized: Bool { phaseGains.canBeNormalized }

  /// The channels, out and in, whose plane of taps has the most energy; `nil`
  /// for a filter that does not mix channels.
  ///
  /// ``plane`` and everything that is derived from it is of these.
  public var planeChannels: (output: Int, input: Int)? {
    guard case .mixing(let taps) = filter else { return nil }
    let (outputs, inputs) = (taps.shape[2], taps.shape[3])
    var energies = [Double](repeating: 0, count: outputs * inputs)
    for (index, tap) in taps.scalars.enumerated() {
      energies[index % energies.count] += Double(tap) * Double(tap)
    }
    let strongest = energies.indices.max { energies[$0] < energies[$1] }!
    return (strongest / inputs, strongest % inputs)
  }

  /// The taps from one input channel to one output channel, `[height, width]`.
  public var plane: Tensor {
    guard let channels = planeChannels else { return taps }
    let (outputs, inputs) = (taps.shape[2], taps.shape[3])
    let first = channels.output * inputs + channels.input
    return Tensor(
      shape: [taps.shape[0], taps.shape[1]],
      scalars: stride(from: first, to: taps.scalars.count, by: outputs * inputs).map {
        taps.scalars[$0]
      })
  }
}
