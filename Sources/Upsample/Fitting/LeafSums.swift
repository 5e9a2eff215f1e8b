import Synchronization
import UpsampleBase

/// The normal equations of each leaf of a tree, summed by several threads.
final class LeafSums: Sendable {
  private let nodes: [BankNode]
  private let window: FittedWindow
  private let border: Border
  private let cells: [Cell]

  private final class Cell: Sendable {
    let sums: Mutex<NormalSums>
    init(_ columns: Int) { sums = Mutex(NormalSums(columns: columns)) }
  }

  init(_ nodes: [BankNode], _ window: FittedWindow, _ border: Border) {
    (self.nodes, self.window, self.border) = (nodes, window, border)
    cells = (0...nodes.count).map { _ in Cell(window.columns) }
  }

  /// The samples of all leaves, each as often as it counts.
  var samples: Int { cells.reduce(0) { $0 + $1.sums.withLock { Int($0.samples) } } }

  /// The sums of a leaf.
  subscript(leaf: Int) -> NormalSums { cells[leaf].sums.withLock { $0 } }

  /// Adds a sample for each pixel of a small picture to the leaf that it takes, folded as
  /// its orientation says. Its sign changes no product.
  ///
  /// - Parameter first: The leaf to begin with, so that threads do not meet at the same.
  func add(_ small: LumaPlane, _ large: LumaPlane, weight: Int64, first: Int) {
    let places = PlacedPixels(small, nodes, border)
    let plane = small.bordered(by: window.radius, border)
    let inputs = BankOrientation.octants.map { octant in
      octant.indices(side: window.side).map { $0 / window.side * plane.width + $0 % window.side }
    }
    let outputs = BankOrientation.octants.map { octant in
      octant.indices(side: window.scale)
        .map { $0 / window.scale * large.width + $0 % window.scale }
    }
    let middle = window.radius * (plane.width + 1)
    var block = SampleBlock(columns: window.columns)
    let step = SampleBlock.capacity
    for turn in cells.indices {
      let leaf = (first + turn) % cells.count
      let pixels = places.pixels(ofLeaf: leaf)
      if pixels.isEmpty { continue }
      cells[leaf].sums.withLock { sums in
        for pixel in pixels {
          let (row, column) = Int(pixel).quotientAndRemainder(dividingBy: small.width)
          let octant = places.octants[Int(pixel)]
          block.add(to: &sums, weight: weight) { sample in
            var place = sample
            plane.values.withUnsafeBufferPointer { values in
              let corner = row * plane.width + column
              let centre = values[corner + middle]
              for input in inputs[octant] {
                place.pointee = values[corner + input] - centre
                place += step
              }
              large.values.withUnsafeBufferPointer { values in
                let corner = (row * large.width + column) * window.scale
                for output in outputs[octant] {
                  place.pointee = values[corner + output] - centre
                  place += step
                }
              }
            }
          }
        }
        block.flush(to: &sums, weight: weight)
      }
    }
  }
}

/// The pixels of a picture, leaf by leaf.
private struct PlacedPixels {
  /// Of each pixel.
  private(set) var octants: [Int] = []
  private var order: [Int32] = []
  private var ends: [Int] = []

  init(_ plane: LumaPlane, _ nodes: [BankNode], _ border: Border) {
    let count = plane.width * plane.height
    let features = BankFeatures(plane, border)
    var leaves: [Int] = []
    leaves.reserveCapacity(count)
    octants.reserveCapacity(count)
    ends = Array(repeating: 0, count: nodes.count + 1)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: BankFeature.valueCount) { values in
      for pixel in 0..<count {
        let (row, column) = pixel.quotientAndRemainder(dividingBy: plane.width)
        features.write(row: row, column: column, to: values.baseAddress!)
        leaves.append(nodes.leaf(values.baseAddress!))
        octants.append(features.orientation(row: row, column: column).octant)
        ends[leaves[pixel]] += 1
      }
    }
    for leaf in 1..<max(1, ends.count) { ends[leaf] += ends[leaf - 1] }
    var places = ends
    order = Array(repeating: 0, count: count)
    for pixel in (0..<count).reversed() {
      places[leaves[pixel]] -= 1
      order[places[leaves[pixel]]] = Int32(pixel)
    }
  }

  func pixels(ofLeaf leaf: Int) -> ArraySlice<Int32> {
    order[(leaf > 0 ? ends[leaf - 1] : 0)..<ends[leaf]]
  }
}
