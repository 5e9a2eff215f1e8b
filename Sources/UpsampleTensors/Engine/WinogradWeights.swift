import CKernels
import UpsampleBase

/// The weights of Winograd's minimal filtering: a filter of one tap for each place.
///
/// They take four times the memory of the filter. Where a row of tiles is long, they are made
/// each time anew, which takes a small part of its time.
struct WinogradWeights: Sendable {
  /// The number of places.
  static let places = Int(CK_TILE_PLACES)

  /// The output channels of each panel.
  let panels: [Range<Int>]
  private let filter: Tensor
  private let inputs: Int
  /// The floats of a row of all panels.
  private let rowWidth: Int
  /// The weights, if they are made beforehand.
  private var prepared: Storage<Float>?
  private let instructions: ck_instructions

  /// - Parameters:
  ///   - filter: `[3, 3, in, out]`.
  ///   - tiles: The tiles of a row.
  init(
    filter: Tensor, channels: ConvolutionChannels, tiles: Int, instructions: ck_instructions
  ) {
    (self.filter, self.instructions) = (filter, instructions)
    inputs = channels.input
    panels = PanelWeights.panels(of: channels, instructions: instructions)
    rowWidth = panels.reduce(0) {
      $0 + PanelWeights.padded($1.count, lanes: ck_lanes(instructions))
    }
    if !Self.areMadeAnew(tiles: tiles) { prepared = made(threads: .caller) }
  }

  /// Whether weights are made anew for each row of so many tiles: they take about as long as
  /// the products of ten tiles.
  static func areMadeAnew(tiles: Int) -> Bool { tiles >= 192 }

  /// Whether the weights of a filter `[3, 3, in, out]` can be laid out, its outputs filled up
  /// to whole vectors.
  static func fitIntoMemory(_ filter: Shape) -> Bool {
    let pairs = Shape([filter[2], filter[3] + 16]).scalarCount
    guard let pairs, pairs < 1 << 48 else { return false }
    return fitsIntoMemory(scalars: 2 * places * pairs)
  }

  /// The weights of all places.
  func made(threads: ThreadBudget) -> Storage<Float> {
    if let prepared { return prepared }
    let storage = Storage<Float>(count: Self.places * placeStep)
    let makeInput = { @Sendable (input: Int, _: inout Void) in make(input, into: storage.base) }
    ParallelWork.forEach(count: inputs, on: threads, makeState: {}, body: makeInput)
    return storage
  }

  /// Transforms the taps of an input channel.
  private func make(_ input: Int, into target: UnsafeMutablePointer<Float>) {
    let (outputs, lanes) = (filter.shape[3], ck_lanes(instructions))
    filter.scalars.withUnsafeBufferPointer { filter in
      for panel in panels {
        let width = PanelWeights.padded(panel.count, lanes: lanes)
        ck_winograd_weights(
          instructions, filter.baseAddress! + input * outputs + panel.lowerBound,
          inputs * outputs, panel.count,
          target + inputs * panel.lowerBound + input * width, placeStep)
      }
    }
  }

  /// The distance between the weights of neighbouring places: an odd number of the cache's
  /// lines, so that they do not compete for the same of them.
  private var placeStep: Int {
    let line = 16
    return ((inputs * rowWidth + line - 1) / line | 1) * line
  }

  /// Where the weights of a panel begin, a row for each input channel. All panels before it
  /// are whole vectors.
  func start(ofPlace place: Int, _ panel: Range<Int>) -> Int {
    place * placeStep + inputs * panel.lowerBound
  }
}
