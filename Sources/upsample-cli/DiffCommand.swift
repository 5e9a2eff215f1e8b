import Upsample
import UpsampleGoldens

/// `upsample diff A B [HEATMAP]`: compares two pictures.
struct DiffCommand: RunnableCommand {
  private let one: Endpoint
  private let other: Endpoint
  private let heatMap: Endpoint?
  private let options: ComparisonOptions
  private let thresholds: Thresholds
  private let progress: ProgressPolicy
  private let telling: Telling

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(2...3)
    let operands = arguments.operands.map { Endpoint($0) }
    (one, other) = (operands[0], operands[1])
    for name in FolderDiffCommand.ownOptions where arguments.has(name) {
      throw .usage(name.spelling, "belongs to two folders", arguments.command)
    }
    heatMap = operands.count > 2 ? operands[2] : nil
    thresholds = try Thresholds(arguments)
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
    options = try ComparisonOptions(arguments, telling: .all).measuring(thresholds)
    try checkStandardOutput()
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let line = ProgressLine("\(one.name)", progress)
    defer { line?.erase() }
    let comparison: ImageComparison
    do throws(UpsampleError) {
      comparison = try compareImages(
        one, other, heatMap: heatMap, options: options, progress: line.map { $0.report })
    } catch {
      line?.erase()
      if ExitStatus(error) == .badInput, let heatMap,
        removeOldHeatMap(heatMap, besides: [one, other] + options.rules.masks)
      {
        Console.note("the old heat map \(heatMap.name) is removed")
      }
      throw error
    }
    line?.erase()
    let excesses = comparison.difference.map(thresholds.excesses) ?? []
    let idleRanges = comparison.difference.map(thresholds.rangeUses)?.filter(\.isIdle) ?? []
    let isWithin =
      comparison.haveOneSize && (thresholds.isEmpty ? comparison.areAlike : excesses.isEmpty)
    if telling.contains(.json) {
      try Console.print("\(object(comparison, isWithin: isWithin))\n")
    } else if telling.hasFigures {
      let lines = comparison.figures(telling) + excesses
      try Console.print(lines.map { "\($0)\n" }.joined())
    }
    if telling.contains(.warnings) {
      if comparison.countsNothing { Console.note("warning: no pixel counts, all are ignored") }
      for range in idleRanges { Console.note("warning: \(range.line)") }
    }
    return isWithin ? .done : .beyondThresholds
  }

  private func object(_ comparison: ImageComparison, isWithin: Bool) -> JSONObject {
    var object = JSONObject()
    object.add("a", one.name)
    object.add("b", other.name)
    object.add("equal", comparison.areEqual)
    object.add("within", isWithin)
    object.add(comparison)
    return object
  }

  /// Refuses a drawing on a terminal, or mixed with figures.
  private func checkStandardOutput() throws(UpsampleError) {
    guard heatMap == .standardStream else { return }
    if telling.hasFigures {
      throw .request(
        RequestFault(
          subject: "-", fault: "standard output can't hold both the heat map and the figures",
          remedy: "Name a file, or give --quiet."))
    }
    try Console.checkTakesPictures(example: "upsample diff a.png b.png - --quiet > heat.png")
  }
}

extension Thresholds {
  /// Reads the thresholds that the arguments give.
  init(_ arguments: Arguments) throws(UpsampleError) {
    let names = OptionName.allCases.filter { Self.names.contains($0.rawValue) }
    try self.init(
      names.compactMap { name in arguments.text(name).map { (name.rawValue, $0) } })
  }
}

extension PixelRules {
  /// Reads the rules for pixels that the arguments give.
  init(_ arguments: Arguments) throws(UpsampleError) {
    let values = OptionName.allCases.filter { Self.valueNames.contains($0.rawValue) }
      .flatMap { name in arguments.all(name).map { (name.rawValue, $0) } }
    let plain = OptionName.allCases.filter { Self.plainNames.contains($0.rawValue) }
      .filter(arguments.has).map { ($0.rawValue, FilePath("")) }
    try self.init(values + plain)
  }
}

extension ComparisonOptions {
  /// Which figures are told where neither `--json` nor `--quiet` is given.
  enum Telling {
    case all
    /// Those that say most, as a clause.
    case summary
  }

  init(_ arguments: Arguments, telling: Telling) throws(UpsampleError) {
    self.init()
    switch telling {
    case _ where arguments.has(.json): structuralSimilarity = .lumaAndChannels
    case .summary: structuralSimilarity = .none
    case .all where arguments.has(.quiet): structuralSimilarity = .none
    case .all: structuralSimilarity = arguments.has(.verbose) ? .lumaAndChannels : .luma
    }
    rules = try PixelRules(arguments)
    jobs = try arguments.threads() ?? ParallelWork.processors
    reading = try ReadingOptions(arguments)
  }
}
