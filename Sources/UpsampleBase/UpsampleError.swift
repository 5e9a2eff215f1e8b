import Glibc

/// What went wrong, cased by whose fault it is.
///
/// Everything that a file, an argument or the system can cause is thrown as
/// this type and carries the values concerned. ``description`` is one line that
/// says what was attempted, the value, the rule and, where there is one, the
/// remedy on a second, indented line. The names of options stand in backquotes.
public enum UpsampleError: Error, Hashable, Sendable {
  /// The operating system refused.
  case system(SystemFailure)
  /// An input file is not what it says.
  case file(FileDefect)
  /// The caller asked for something that has no meaning.
  case request(RequestFault)
  /// A limit stands in the way; the caller may lift it.
  case limit(LimitExcess)
}

/// A refusal of the operating system.
public struct SystemFailure: Hashable, Sendable {
  /// The side of the work that a failure concerns.
  public enum Side: Hashable, Sendable {
    /// Something that is read.
    case input
    /// Something that is written.
    case output
  }

  /// What was attempted, as a verb: `open`, `read`, `write`, `rename`.
  public let action: String
  /// The name of the file or stream.
  public let name: String
  /// Whether the file is an input or an output.
  public let side: Side
  /// The system's error number.
  public let code: Int32
  /// What the user can do, if anything.
  public let remedy: String?

  /// Creates the failure of an action on a file or stream.
  package init(action: String, name: String, side: Side, code: Int32, remedy: String? = nil) {
    self.action = action
    self.name = name
    self.side = side
    self.code = code
    self.remedy = remedy
  }

  /// The system's own words for the error number.
  public var reason: String { String(cString: strerror(code)) }
}

/// A defect of an input file.
public struct FileDefect: Sendable {
  /// The name of the file or stream.
  public let name: String
  /// What is wrong with it.
  public let values: any FaultValues

  /// Creates the defect of a file or stream.
  package init(name: String, _ values: some FaultValues) {
    self.name = name
    self.values = values
  }

  /// Creates a defect of which nothing but the words is known.
  package init(name: String, defect: String, remedy: String? = nil) {
    self.init(name: name, FaultWords(clause: defect, remedy: remedy))
  }

  /// What is wrong with it, as a clause: `is truncated after row 12 of 512`.
  public var defect: String { values.clause }
  /// What the user can do, if anything.
  public var remedy: String? { values.remedy }
}

extension FileDefect: Hashable {
  public static func == (one: FileDefect, other: FileDefect) -> Bool {
    one.name == other.name && one.values.isEqual(to: other.values)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(values)
  }
}

/// A request that breaks a rule.
public struct RequestFault: Sendable {
  /// What was attempted: an option, or an operation with its label, as
  /// `conv2d_transpose "deconv1"`.
  public let subject: String
  /// The rule and the values that break it.
  public let values: any FaultValues

  /// Creates the fault of a request.
  package init(subject: String, _ values: some FaultValues) {
    self.subject = subject
    self.values = values
  }

  /// Creates a fault of which nothing but the words is known.
  package init(subject: String, fault: String, remedy: String? = nil) {
    self.init(subject: subject, FaultWords(clause: fault, remedy: remedy))
  }

  /// The argument concerned with its value and the rule it breaks, as a clause.
  public var fault: String { values.clause }
  /// What would be accepted, if that can be said.
  public var remedy: String? { values.remedy }
}

extension RequestFault: Hashable {
  public static func == (one: RequestFault, other: RequestFault) -> Bool {
    one.subject == other.subject && one.values.isEqual(to: other.values)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(subject)
    hasher.combine(values)
  }
}

/// A quantity beyond a limit that protects memory or time.
public struct LimitExcess: Hashable, Sendable {
  /// The name of the file or stream, or of the operation.
  public let subject: String
  /// What is counted, as a plural: `pixels`, `progressive scans`.
  public let quantity: String
  /// How many there are.
  public let value: Int
  /// How many are accepted.
  public let limit: Int
  /// Whether an input or an output has too many.
  public let side: SystemFailure.Side
  /// How the limit can be lifted, if it can be.
  public let remedy: String?

  /// Creates an excess over a limit.
  package init(
    subject: String, quantity: String, value: Int, limit: Int,
    side: SystemFailure.Side = .input, remedy: String? = nil
  ) {
    self.subject = subject
    self.quantity = quantity
    self.value = value
    self.limit = limit
    self.side = side
    self.remedy = remedy
  }
}

extension UpsampleError: CustomStringConvertible {
  /// The message for people to read, without a newline at its end.
  public var description: String {
    let (line, remedy): (String, String?) =
      switch self {
      case .system(let failure):
        ("cannot \(failure.action) \(failure.name.asName): \(failure.reason).", failure.remedy)
      case .file(let defect):
        ("\(defect.name.asName) \(defect.defect).", defect.remedy)
      case .request(let fault):
        ("\(fault.subject.asName): \(fault.fault).", fault.remedy)
      case .limit(let excess):
        (
          "\(excess.subject.asName) has \(excess.value) \(excess.quantity); the limit is \(excess.limit).",
          excess.remedy
        )
      }
    guard let remedy else { return line }
    return "\(line)\n  \(remedy)"
  }
}

extension String {
  /// What an error speaks of, as long as Linux lets a file's name be.
  fileprivate var asName: String { echoed(upTo: 4096) }
}
