import Upsample

/// The lines of a rules file: each a pattern of pictures' names, and the thresholds and rules for
/// pixels that they are held to instead of those of the command line.
///
/// Words are parted by blanks, before which a backslash makes them part of a word; what follows
/// a word's `#` is a comment. The names of masks are relative to the file's folder.
struct RulesFile {
  struct Entry {
    let glob: Glob
    let thresholds: Thresholds
    let pixels: PixelRules
    let line: Rule.Line
  }

  /// The name for people to read.
  let name: String
  let entries: [Entry]

  /// The most bytes that a file may have.
  static let mostBytes = 1 << 18

  /// What some editors write before text: U+FEFF in UTF-8.
  private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  /// Reads a file.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` for the first line that is no rule;
  ///   ``UpsampleError/limit(_:)`` for a file that is too long, and others for one that can't
  ///   be read.
  init(_ path: FilePath) throws(UpsampleError) {
    let file = try InputFile(regular: path)
    name = file.name
    let contents = try file.contents(limit: Self.mostBytes)
    let bytes = contents.dropFirst(contents.starts(with: Self.byteOrderMark) ? 3 : 0)
    var entries: [Entry] = []
    let lines = bytes.split(separator: .newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      do throws(RuleFault) {
        guard let entry = try Self.entry(line, number: index + 1, in: path.parent) else { continue }
        entries.append(entry)
      } catch {
        throw .file(
          FileDefect(
            name: file.name, defect: "line \(index + 1): \(error.clause)", remedy: error.remedy))
      }
    }
    self.entries = entries
  }

  /// The rule of a line of a file in a folder; `nil` of one without words.
  private static func entry(
    _ line: ArraySlice<UInt8>, number: Int, in folder: FilePath
  ) throws(RuleFault) -> Entry? {
    var words = words(of: line)[...]
    guard let pattern = words.popFirst() else { return nil }
    let glob: Glob
    do throws(GlobFault) {
      glob = try Glob(pattern)
    } catch {
      throw RuleFault(clause: error.clause)
    }
    let text = printableText(line).split(separator: " ").joined(separator: " ")
    let options = try options(words)
    do throws(UpsampleError) {
      let thresholds = options.filter { Thresholds.names.contains($0.name) }
      let pixels = options.filter { !Thresholds.names.contains($0.name) }
      return Entry(
        glob: glob, thresholds: try Thresholds(thresholds.map { ($0.name, "\($0.value)") }),
        pixels: try PixelRules(pixels, masksIn: folder),
        line: Rule.Line(number: number, text: text))
    } catch {
      guard case .request(let fault) = error else { throw RuleFault(clause: "\(error)") }
      throw RuleFault(clause: "\(fault.subject): \(fault.fault)", remedy: fault.remedy)
    }
  }

  /// The options of a line with their values, which plain ones have none of.
  private static func options(
    _ words: ArraySlice<[UInt8]>
  ) throws(RuleFault) -> [(name: String, value: FilePath)] {
    let names = Thresholds.names + PixelRules.valueNames
    var values: [(name: String, value: FilePath)] = []
    var rest = words
    while let word = rest.popFirst() {
      let parts = word.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let option = String(decoding: parts[0], as: UTF8.self)
      let name = String(option.drop { $0 == "-" })
      if option.hasPrefix("--"), parts.count == 1, PixelRules.plainNames.contains(name) {
        values.append((name, ""))
        continue
      }
      guard option.hasPrefix("--"), names.contains(name) else {
        let all = (names + PixelRules.plainNames).map { "--\($0)" }.joined(separator: ", ")
        let text = String(decoding: word, as: UTF8.self)
        throw RuleFault(
          clause: "\"\(text.echoed)\" is neither a threshold nor a pixel rule",
          remedy: "Choose among \(all).")
      }
      guard let value = parts.count > 1 ? Array(parts[1]) : rest.popFirst() else {
        throw RuleFault(clause: "--\(name) has no value")
      }
      values.append((name, FilePath(bytes: unescaped(value))))
    }
    return values
  }

  /// A value without the backslashes that make the bytes behind them ordinary.
  private static func unescaped(_ value: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value[...]
    while let byte = rest.popFirst() {
      bytes.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
    }
    return bytes
  }

  /// The words before a comment. Backslashes stay, for the pattern.
  private static func words(of line: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var rest = line
    while let byte = rest.popFirst() {
      if byte.isBlank {
        if !word.isEmpty { words.append(word) }
        word = []
      } else if byte == UInt8(ascii: "#"), word.isEmpty {
        break
      } else {
        word.append(byte)
        if byte == UInt8(ascii: "\\"), let next = rest.popFirst() { word.append(next) }
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

/// Why a line is no rule.
private struct RuleFault: Error {
  let clause: String
  var remedy: String?
}

extension UInt8 {
  /// Whether it parts words: a blank, a tab, or what some editors write before a newline.
  fileprivate var isBlank: Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(self)
  }
}
