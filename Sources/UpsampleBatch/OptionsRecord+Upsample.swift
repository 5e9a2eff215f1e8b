import Upsample
import UpsampleBase
import UpsampleImages

extension OptionsRecord {
  /// Raised whenever the same input and options make other bytes than before.
  private static let format = 1

  init(_ options: UpsampleOptions) {
    var values = [
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
    // The runs of before had none, and can go on.
    if let network = options.network { values["network"] = network.record }
    self.init(values: values)
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
