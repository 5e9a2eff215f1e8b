import UpsampleImages

/// The square of pixels of a given side in which most pixels differ.
public struct DensestWindow: Hashable, Sendable {
  /// The side in pixels. A window of a picture that is narrower or lower has the picture's.
  public let side: Int
  /// The pixels within it that differ.
  public let differingPixels: Int
  /// Its pixel at the top left: of the first such window by its lower edge, then by its left
  /// one. `nil` where no pixel differs.
  public let place: ImageDifference.Place?
}

/// Counts the pixels that differ in each window of a picture, row by row from the top.
struct WindowCounts {
  private let side: Int
  private let rows: Int
  private let columns: Int
  /// The pixels that differ in each column of the last ``rows`` rows.
  private var sums: [Int32]
  /// Those of the last rows, the next one in the place of the oldest; `nil` where none differs.
  private var kept: [[UInt8]?]
  private var total = 0
  private var next = 0
  private(set) var densest: DensestWindow

  init(side: Int, width: Int, height: Int) {
    self.side = side
    rows = min(side, height)
    columns = min(side, width)
    sums = Array(repeating: 0, count: width)
    kept = Array(repeating: nil, count: rows)
    densest = DensestWindow(side: side, differingPixels: 0, place: nil)
  }

  /// The most bytes that the counts of a picture take.
  static func mostBytes(side: Int, of layout: ImageLayout) -> Int {
    min(side, layout.height) * (MemoryLayout<[UInt8]?>.size + 32 + layout.width)
      + layout.width * MemoryLayout<Int32>.size
  }

  /// Adds the row below those added before: 1 for each pixel that differs and 0 for each other
  /// one, or `nil` where none does.
  mutating func add(_ row: [UInt8]?) {
    let oldest = next % rows
    if let leaving = kept[oldest] { count(leaving, -1) }
    if let row { count(row, 1) }
    kept[oldest] = row
    next += 1
    guard next >= rows, total > densest.differingPixels else { return }
    search()
  }

  private mutating func count(_ row: [UInt8], _ sign: Int32) {
    var count: Int32 = 0
    for column in row.indices {
      sums[column] += sign * Int32(row[column])
      count += Int32(row[column])
    }
    total += Int(sign * count)
  }

  private mutating func search() {
    var inside = 0
    for column in sums.indices {
      inside += Int(sums[column])
      if column >= columns { inside -= Int(sums[column - columns]) }
      if inside > densest.differingPixels {
        let place = ImageDifference.Place(row: next - rows, column: max(0, column - columns + 1))
        densest = DensestWindow(side: side, differingPixels: inside, place: place)
      }
    }
  }
}
