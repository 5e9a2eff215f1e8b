import Upsample
import UpsampleBase
import UpsampleImages

/// What of the options decides the bytes of an output, as words that are the
/// same in every process.
struct OptionsRecord: Hashable, Sendable {
  /// The values by the names of the options, those that were left out included.
  let values: [String: String]

  /// Raised whenever the same input and options make other bytes than before.
  private static let format = 1

  /// The record that was read from a file.
  init(values: [String: String]) { self.values = values }

  init(_ options: UpsampleOptions) {
    values = [
      "format_of_outputs": "\(Self.format)",
      "magnification": options.magnification.record,
      "kernel": options.kernel.kind.record,
      "normalize": options.gain == .normalized ? "yes" : "no",
      "border": options.border.rawValue,
      "linear-light": options.light == .linear ? "yes" : "no",
      "background": options.background?.record ?? "white, with a warning",
      "color": options.color.rawValue,
      "quality": options.quality?.record ?? "keep or 90",
      "progressive": options.progression == .progressive ? "yes" : "no",
      "compression": options.compression.rawValue,
      "format": options.format?.rawValue ?? "by extension",
      "metadata": options.metadata.rawValue,
      "keep-print-size": options.density == .multiply ? "yes" : "no",
      "preserve": options.attributes == .copied ? "yes" : "no",
      "orientation": options.reading.orientation.rawValue,
      "recover": options.reading.damage == .recover ? "yes" : "no",
      "first-frame": options.reading.animation == .firstFrame ? "yes" : "no",
    ]
  }

  /// A number that stands for the values.
  var digest: UInt64 {
    stableHash(values.sorted { $0.key < $1.key }.map { "\($0)=\($1)\n" }.joined().utf8)
  }

  /// The names of the values in which two records differ, with both values, in
  /// order.
  func differences(from other: OptionsRecord) -> [(name: String, own: String, other: String)] {
    Set(values.keys).union(other.values.keys).sorted().compactMap { name in
      let (own, theirs) = (values[name] ?? "not known", other.values[name] ?? "not known")
      return own == theirs ? nil : (name, own, theirs)
    }
  }
}

extension Magnification {
  fileprivate var record: String {
    switch self {
    case .scale(let width, let height): "scale \(width)x\(height)"
    case .size(let width, let height):
      "size \(width.map(String.init) ?? "")x\(height.map(String.init) ?? "")"
    }
  }
}

extension Background {
  fileprivate var record: String {
    switch self {
    case .own: "bkgd"
    case .color(let colour): "\(colour.red) \(colour.green) \(colour.blue)"
    }
  }
}

extension JPEGQuality {
  fileprivate var record: String {
    switch self {
    case .keep: "keep"
    case .percent(let percent): "\(percent)"
    }
  }
}
