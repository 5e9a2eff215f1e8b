import UpsampleBase

/// Why an NPY file can't be read, as values.
enum NPYDefect: Error, FaultValues {
  case notRegular
  case notNPY
  case version(major: UInt8, minor: UInt8)
  /// The header has so many bytes.
  case longHeader(Int)
  case truncatedHeader
  case malformedHeader
  case unexpectedEntry(String)
  /// The header lacks an entry.
  case incompleteHeader
  case records
  case objects
  /// The type of the elements is none that is read.
  case elements(String)
  case tooManyDimensions
  /// An extent is beyond 64 bits.
  case hugeExtent
  /// The shape needs more bytes than are left.
  case truncated(Shape, elementBytes: Int, bytesLeft: Int)
  /// The shape does not fit into memory.
  case tooLarge(Shape)
  /// The file became shorter while it was read.
  case shrank
}

// MARK: Words

extension NPYDefect {
  var clause: String {
    switch self {
    case .notRegular: "is not a regular file"
    case .notNPY: "is not an NPY file"
    case .version(let major, let minor): "is an NPY file of unknown version \(major).\(minor)"
    case .longHeader(let count): "has a header of \(count) bytes, more than any NPY file needs"
    case .truncatedHeader: "is truncated within its header"
    case .malformedHeader: "has a malformed header"
    case .unexpectedEntry(let key):
      "has the unexpected header entry '\(key.echoed(upTo: 40))'"
    case .incompleteHeader: "lacks descr, fortran_order or shape in its header"
    case .records: "holds records, not numbers"
    case .objects: "holds Python objects, not numbers"
    case .elements(let type):
      "holds elements of type '\(type.echoed(upTo: 40))', "
        + "not bools or real numbers of up to 64 bits"
    case .tooManyDimensions: "has more than \(NPYHeader.maximumRank) dimensions"
    case .hugeExtent: "has an extent beyond 64 bits"
    case .truncated(let shape, let size, let bytesLeft):
      "is truncated: shape \(shape) of \(size)-byte numbers needs more than the "
        + "\(bytesLeft) bytes that follow the header"
    case .tooLarge(let shape): "is too large: shape \(shape) does not fit into memory"
    case .shrank: "became shorter while it was read"
    }
  }
}
