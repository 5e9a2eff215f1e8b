import Upsample
import UpsampleBase
import UpsampleImages

/// What a bank of kernels is: its tree, its kernels, and what they do on a picture.
public struct BankAnalysis: Sendable {
  /// The bank's name or its file's, for people to read.
  public let name: String
  /// The bank itself.
  public let bank: KernelBank
  /// Of each kernel the number of comparisons that lead to it.
  public let depths: [Int]
  /// The kernels by their places in the tree: what differs in the last comparison alone
  /// stands side by side.
  let order: [Int]

  /// - Parameter name: The bank's name or its file's, for people to read.
  public init(_ bank: KernelBank, name: String) {
    (self.bank, self.name) = (bank, name)
    var nodes = [Int](repeating: 0, count: bank.nodes.count)
    var depths = [Int](repeating: 0, count: bank.leafCount)
    for (number, node) in bank.nodes.enumerated() {
      for branch in [node.lower, node.higher] {
        switch branch {
        case .node(let next): nodes[next] = nodes[number] + 1
        case .leaf(let leaf): depths[leaf] = nodes[number] + 1
        }
      }
    }
    self.depths = depths
    order = bank.leavesInOrder
  }

  /// The products that an output pixel is the sum of, in each channel.
  public var multiplications: Int { bank.taps * bank.taps }

  /// The tree, a line for each comparison and each kernel, indented by depth.
  ///
  /// - Parameter levels: The comparisons on top of one another that are told; below them
  ///   the kernels are counted.
  public func treeLines(levels: Int) -> [String] {
    guard !bank.nodes.isEmpty else { return [] }
    return lines(of: .node(0), depth: 0, levels: levels)
  }

  private func lines(of branch: BankNode.Branch, depth: Int, levels: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    switch branch {
    case .leaf(let leaf): return ["\(indent)kernel \(leaf)"]
    case .node where depth == levels: return ["\(indent)\(leafCount(below: branch)) kernels"]
    case .node(let number):
      let node = bank.nodes[number]
      return ["\(indent)\(node.feature) > \(decimalText(Double(node.threshold), digits: 3))?"]
        + lines(of: node.higher, depth: depth + 1, levels: levels)
        + ["\(indent)else"] + lines(of: node.lower, depth: depth + 1, levels: levels)
    }
  }

  private func leafCount(below branch: BankNode.Branch) -> Int {
    guard case .node(let number) = branch else { return 1 }
    return leafCount(below: bank.nodes[number].lower) + leafCount(below: bank.nodes[number].higher)
  }

  /// Which kernel each pixel of a picture takes, drawn in the colours of
  /// ``writeImage(png:)``.
  ///
  /// - Returns: The share of the pixels that take each kernel.
  public func writeMap(
    of input: FilePath, reading: ReadingOptions = ReadingOptions(), png output: Endpoint
  ) throws(UpsampleError) -> [Double] {
    let map = try LeafMap(bank, of: input, reading: reading)
    let colours = colours
    var canvas = Canvas(width: map.width, height: map.height)
    for (index, leaf) in map.leaves.enumerated() {
      canvas.fill(
        Rectangle(x: index % map.width, y: index / map.width, width: 1, height: 1),
        colours[Int(leaf)])
    }
    try canvas.write(png: output)
    return map.counts(of: bank.leafCount).map { Double($0) / Double(map.leaves.count) }
  }

  /// Draws all kernels as one sheet.
  ///
  /// Each is drawn as the filter of a transposed convolution, orange above zero and blue
  /// below, in a frame of the colour that it has in a map.
  public func writeImage(png output: Endpoint) throws(UpsampleError) {
    try BankSheet(self).canvas.write(png: output)
  }

  /// The colour by which a kernel is known: hues follow the kernels' places in the tree, and
  /// neighbours differ in strength.
  var colours: [Colour] {
    var colours = [Colour](repeating: .white, count: bank.leafCount)
    for (place, leaf) in order.enumerated() {
      let hue = Double(place) / Double(order.count)
      colours[leaf] = Colour(hue: hue, strength: place.isMultiple(of: 2) ? 0.85 : 0.5)
    }
    return colours
  }
}

extension KernelBank {
  fileprivate var leavesInOrder: [Int] {
    var order: [Int] = []
    var rest: [BankNode.Branch] = [nodes.isEmpty ? .leaf(0) : .node(0)]
    while let branch = rest.popLast() {
      switch branch {
      case .leaf(let leaf): order.append(leaf)
      case .node(let node): rest += [nodes[node].higher, nodes[node].lower]
      }
    }
    return order
  }
}

extension BankFeature: CustomStringConvertible {
  /// Such as `(p(1,-2) - p(0,3)) / d2`: neighbours by their columns and rows from the pixel,
  /// and deviations by their radius.
  package var description: String {
    func pixel(_ neighbour: Int) -> String {
      let (row, column) = neighbour.quotientAndRemainder(dividingBy: Self.windowSide)
      return "p(\(column - Self.windowSide / 2),\(row - Self.windowSide / 2))"
    }
    let quantity =
      switch self {
      case .difference(let one, let other, _): "(\(pixel(one)) - \(pixel(other)))"
      case .secondDifference(let one, let middle, let other, _):
        "(\(pixel(one)) - 2 \(pixel(middle)) + \(pixel(other)))"
      case .deviation(let radius, _): "d\(radius)"
      }
    return over == 0 ? quantity : "\(quantity) / d\(over)"
  }
}
