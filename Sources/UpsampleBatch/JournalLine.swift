import UpsampleBase

/// A line of a journal: what becomes of one picture.
///
/// A line is fields parted by tabs, the relative name last, and a newline. The
/// same facts are always the same bytes, so that something was recorded is that
/// its line is there.
struct JournalLine {
  /// The bytes, with the newline.
  let bytes: [UInt8]

  /// The picture's making begins.
  static func begun(_ subject: JournalSubject) -> JournalLine {
    JournalLine(.begun, subject.bytes)
  }

  /// The output of the picture is complete and is about to get its name.
  ///
  /// - Parameter output: The status of the complete file.
  static func made(_ subject: JournalSubject, as output: FileStatus) -> JournalLine {
    JournalLine(.made, Array("\(output.byteCount)\t\(output.modified)\t".utf8) + subject.bytes)
  }

  /// The picture's making ended: its output has its name.
  static func ended(_ name: FilePath) -> JournalLine { JournalLine(.ended, name.inOneLine) }

  /// The picture's making failed: what stands under the output's name was there
  /// before.
  static func failed(_ name: FilePath) -> JournalLine { JournalLine(.failed, name.inOneLine) }

  /// The words that lines begin with.
  enum Word: String, CaseIterable {
    case begun, made, ended, failed
    /// A signal that a defect of the program raised; C code writes this line.
    case crashed
  }

  private init(_ word: Word, _ facts: [UInt8]) {
    bytes = Array(word.rawValue.utf8) + [.tab] + facts + [.newline]
  }
}

/// An input as it was, and what was asked of it.
struct JournalSubject {
  fileprivate let bytes: [UInt8]

  /// - Parameters:
  ///   - name: The input's relative name.
  ///   - input: The input's status.
  ///   - options: The digest of the options that decide the output's bytes.
  init(_ name: FilePath, from input: FileStatus, options: UInt64) {
    bytes =
      Array("\(input.byteCount)\t\(input.modified)\t\(String(options, radix: 16))\t".utf8)
      + name.inOneLine
  }

  /// A number that stands for it.
  var digest: UInt64 { stableHash(bytes) }
}

/// The digests of what a line tells.
struct JournalDigests {
  let word: JournalLine.Word
  /// Of the whole line but the newline.
  let line: UInt64
  /// Of the options that an output was made with, as ``OptionsRecord/digest``; 0
  /// without an output.
  let options: UInt64
  /// Of the subject, as ``JournalSubject/digest``; 0 without one.
  let subject: UInt64
  /// Of the name, as ``name(_:)``; 0 without one.
  let name: UInt64

  /// Reads a line without its newline; `nil` when it is none of a journal's.
  init?(_ line: ArraySlice<UInt8>) {
    let fields = line.split(separator: .tab, omittingEmptySubsequences: false)
    guard let word = JournalLine.Word(rawValue: String(decoding: fields[0], as: UTF8.self)),
      fields.count == word.fieldCount
    else { return nil }
    self.word = word
    self.line = stableHash(line)
    options =
      word == .made ? UInt64(String(decoding: fields[5], as: UTF8.self), radix: 16) ?? 0 : 0
    subject = word.subjectField.map { stableHash(line[fields[$0].startIndex...]) } ?? 0
    name = word == .crashed ? 0 : stableHash(fields[word.fieldCount - 1])
  }

  /// The digest of a relative name.
  static func name(_ name: FilePath) -> UInt64 { stableHash(name.inOneLine) }
}

extension JournalLine.Word {
  fileprivate var fieldCount: Int {
    switch self {
    case .begun: 5
    case .made: 7
    case .ended, .failed: 2
    case .crashed: 1
    }
  }

  fileprivate var subjectField: Int? {
    switch self {
    case .begun: 1
    case .made: 3
    case .ended, .failed, .crashed: nil
    }
  }
}

extension FilePath {
  /// The bytes with tabs, newlines and backslashes as `\t`, `\n` and `\\`.
  fileprivate var inOneLine: [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(bytes.count)
    for byte in bytes {
      switch byte {
      case .tab: line += [.backslash, UInt8(ascii: "t")]
      case .newline: line += [.backslash, UInt8(ascii: "n")]
      case .backslash: line += [.backslash, .backslash]
      default: line.append(byte)
      }
    }
    return line
  }
}

extension UInt8 {
  fileprivate static let tab = UInt8(ascii: "\t")
  fileprivate static let backslash = UInt8(ascii: "\\")
}
