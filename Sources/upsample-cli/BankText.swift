import Upsample
import UpsampleExplaining

/// A bank's figures for people to read.
struct BankText {
  private let analysis: BankAnalysis
  private let shares: [Double]?

  /// - Parameter shares: Of each kernel the share of an image's pixels that take it.
  init(_ analysis: BankAnalysis, shares: [Double]?) {
    (self.analysis, self.shares) = (analysis, shares)
  }

  /// The whole text.
  var text: String {
    [summary, tree, usage].filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var summary: [String] {
    let (bank, depths) = (analysis.bank, analysis.depths)
    let mean = Double(depths.reduce(0, +)) / Double(depths.count)
    return [
      "bank          \(analysis.name)",
      "scale         \(bank.scale)",
      "kernels       \(bank.leafCount)",
      "taps          \(bank.taps)x\(bank.taps) input pixels",
      "multiply-adds \(analysis.multiplications) for each sample of the output",
      "comparisons   \(depths.min()!) to \(depths.max()!) for each input pixel, "
        + "\(decimalText(mean, digits: 1)) on average over the kernels",
    ]
  }

  /// The levels of the tree that are printed.
  private static let levels = 4

  private var tree: [String] {
    [
      "tree: p(x,y) is the luma of a neighbour in the turned window, d1 to d3 are the deviations "
        + "within so many pixels, all in levels"
    ] + analysis.treeLines(levels: Self.levels).map { "  \($0)" }
  }

  /// The kernels that are told of by their shares.
  private static let mostShares = 20

  private var usage: [String] {
    guard let shares else { return [] }
    let sorted = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
    let used = shares.filter { $0 > 0 }.count
    return ["pixels by kernel: \(used) of \(shares.count) are used"]
      + sorted.prefix(Self.mostShares).filter { shares[$0] > 0 }.map {
        "  kernel \($0)  \(fixedText(100 * shares[$0], digits: 2)) %"
      }
  }
}

extension JSONObject {
  /// - Parameter shares: Of each kernel the share of an image's pixels that take it.
  init(_ analysis: BankAnalysis, shares: [Double]?) {
    let bank = analysis.bank
    self.init()
    add("bank", analysis.name)
    add("scale", bank.scale)
    add("kernels", bank.leafCount)
    add("taps", bank.taps)
    add("multiply_adds", analysis.multiplications)
    add("depths", analysis.depths)
    add("tree", analysis.treeLines(levels: .max))
    if let shares { add("shares", shares) }
  }
}
