import UpsampleBase
import UpsampleImages

/// The last rows of each level of a chain that the border `wrap` shows above the first.
///
/// A level's last rows are made of rows of the level before, and in the end of some of the
/// picture's, for which it is read once beforehand.
struct WrappedRows {
  /// By level the rows that stages need before their turn, by their numbers.
  private var rows: [[Int: [UInt8]]]
  private let chain: Chain

  /// Reads the picture to its end where the chain has need of it.
  ///
  /// - Parameter source: The picture, none of whose rows have been read.
  init(_ picture: PictureChain, of source: any RowSource) throws(UpsampleError) {
    chain = picture.chain
    let needed = Self.needed(chain)
    rows = needed.map { _ in [:] }
    guard Self.areNeeded(chain) else { return }
    for number in 0..<source.height {
      let row = try source.readRow()
      if needed[0].contains(number) { rows[0][number] = row }
    }
    try source.finish()
    for level in needed.indices.dropFirst() {
      for row in needed[level] { rows[level][row] = make(row, of: level, picture, source.rowBytes) }
    }
  }

  /// Whether a picture has to be read twice.
  static func areNeeded(_ chain: Chain) -> Bool { chain.stages.contains { $0.showsLastRows } }

  /// The last rows that a stage needs above the first.
  func lastRows(readBy stage: Int) -> [Int: [UInt8]] {
    let wrapped = chain.stages[stage].lastRowsShown
    return rows[stage].filter { wrapped.contains($0.key) }
  }

  /// The rows of each level that show above its first, and those of which such rows of the
  /// next level are made.
  private static func needed(_ chain: Chain) -> [Set<Int>] {
    var needed: [Set<Int>] = []
    for stage in chain.stages.reversed() {
      let lines = (needed.last ?? []).flatMap { stage.vertical.inputs(of: $0..<$0 + 1) }
      let sources = lines.compactMap {
        stage.border.source(of: $0, extent: stage.vertical.inputExtent)
      }
      needed.append(Set(sources).union(stage.lastRowsShown))
    }
    return needed.reversed()
  }

  private func make(_ row: Int, of level: Int, _ picture: PictureChain, _ rowBytes: Int) -> [UInt8]
  {
    let stage = chain.stages[level - 1]
    let bytes = level == 1 ? rowBytes : picture.rowBytes(madeBy: level - 2)
    let lines = stage.vertical.inputs(of: row..<row + 1)
    let strip = Strip(
      index: 0, outputRows: row..<row + 1, inputRows: lines,
      bytes: lines.flatMap { line in
        stage.border.source(of: line, extent: stage.vertical.inputExtent)
          .map { rows[level - 1][$0]! } ?? Array(repeating: 0, count: bytes)
      })
    return picture.rows(madeBy: level - 1, of: strip)
  }
}

extension Stage {
  /// The last rows that the border shows above the first.
  fileprivate var lastRowsShown: Range<Int> {
    guard border == .wrap else { return 0..<0 }
    return max(0, vertical.inputExtent - vertical.borderBefore)..<vertical.inputExtent
  }

  /// Whether there are any.
  fileprivate var showsLastRows: Bool { !lastRowsShown.isEmpty }
}
