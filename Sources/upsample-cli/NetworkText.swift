import Upsample

/// A network's figures for people to read.
struct NetworkText {
  private let summary: NetworkSummary
  private let seconds: Double
  private let threads: Int

  /// - Parameter seconds: How long a picture of the summary's size takes on so many threads.
  init(_ summary: NetworkSummary, seconds: Double, threads: Int) {
    (self.summary, self.seconds, self.threads) = (summary, seconds, threads)
  }

  /// The whole text.
  var text: String {
    [figures, layers].map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var figures: [String] {
    let (width, height) = summary.size
    let border =
      summary.border == 0
      ? "none: the network pads its maps itself" : "\(summary.border) pixels beyond each side"
    let rows = [
      ("network", "\(summary.name)"), ("format", summary.format),
      ("takes", "\(summary.channels.words), white is \(summary.white.rawValue)"),
      ("scale", "\(summary.scale)"), ("border", border),
      ("weights", "\(summary.weights)"),
      ("multiply-adds", "\(Int(summary.multiplyAddsPerPixel.rounded())) for each output pixel"),
      ("field", "\(summary.field.width)x\(summary.field.height) pixels reach one of the output"),
      (
        "\(width)x\(height)",
        "about \(byteText(summary.workingBytes)) for rows and weights, \(fixedText(seconds, digits: 2)) s "
          + "on \(threads) \(threads == 1 ? "thread" : "threads")"
      ),
    ]
    return rows.map { "\($0.0.padded(to: 14))\($0.1)" }
  }

  private var layers: [String] {
    let rows = summary.layers.enumerated().map { number, layer in
      [
        "\(number)", layer.operation.echoed(upTo: 20), layer.details,
        "\(layer.output.channels)x\(layer.output.height)x\(layer.output.width)",
        layer.inputs.map { $0 < 0 ? "picture" : "\($0)" }.joined(separator: ", "),
        layer.name.echoed(upTo: 40),
      ]
    }
    let titles = ["", "layer", "", "makes", "of", "name"]
    let widths = titles.indices.map { column in
      ([titles] + rows).map { $0[column].count }.max()!
    }
    return ([titles] + rows).map { row in
      var line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension ImageNetwork.Channels {
  fileprivate var words: String {
    switch self {
    case .luma: "luma of studio range"
    case .fullLuma: "luma of full range"
    case .rgb: "red, green and blue"
    }
  }
}

extension String {
  /// The text with spaces after it, up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

extension JSONObject {
  /// - Parameter seconds: How long a picture of the summary's size takes on so many threads.
  init(_ summary: NetworkSummary, seconds: Double, threads: Int) {
    self.init()
    add("model", summary.name)
    add("format", summary.format)
    add("channels", summary.channels.rawValue)
    add("range", summary.white.rawValue)
    add("input_channels", summary.inputChannels)
    add("scale", summary.scale)
    add("border", summary.border)
    add("multiple", summary.step)
    add("weights", summary.weights)
    add("multiply_adds_per_pixel", summary.multiplyAddsPerPixel)
    add("field", [summary.field.height, summary.field.width])
    add("size", [summary.size.width, summary.size.height])
    add("memory_bytes", summary.workingBytes)
    add("seconds", seconds)
    add("threads", threads)
    add("layers", summary.layers.map(JSONObject.init))
  }

  private init(_ layer: NetworkSummary.Layer) {
    self.init()
    add("name", layer.name)
    add("operation", layer.operation)
    add("details", layer.details)
    add("output", [layer.output.channels, layer.output.height, layer.output.width])
    add("weights", layer.weights)
    add("multiply_adds", layer.multiplyAdds)
    add("inputs", layer.inputs)
  }
}
