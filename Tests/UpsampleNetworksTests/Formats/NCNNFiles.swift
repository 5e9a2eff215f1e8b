import TestSupport
import UpsampleBase
import UpsampleTensors

@testable import UpsampleNetworks

/// The two files of a small ncnn network, as the tests write them.
struct NCNNFiles {
  var text: [UInt8]
  var weights: [UInt8]

  /// - Parameters:
  ///   - picture: The channels, height and width that the input says.
  ///   - layers: Their lines, behind that of the input, whose blob is `in`.
  ///   - weights: The weights one after the other, as `t54 p3`: the kind and the count.
  init(picture: [Int], layers: String, weights: String = "") {
    let lines =
      ["Input input 0 1 in 0=\(picture[2]) 1=\(picture[1]) 2=\(picture[0])"]
      + layers.split(separator: "\n").map { String($0) }
    text = Array("7767517\n\(lines.count) 100\n\(lines.joined(separator: "\n"))\n".utf8)
    self.weights = weights.split(separator: " ").flatMap { Self.bytes(of: $0) }
  }

  /// The numbers that `make_ncnn_goldens.py` fills pictures and weights with.
  static func number(_ place: Int) -> Float { Float(place * 7 % 11 - 5) }

  private static func bytes(of plan: Substring) -> [UInt8] {
    let count = Int(plan.dropFirst())!
    var bytes: [UInt8] = []
    func append(_ numbers: [Float]) {
      for number in numbers { bytes.append(littleEndian: number.bitPattern) }
    }
    let tags: [Character: UInt32] = ["t": 0, "r": 0x0002_C056, "h": 0x0130_6B47, "q": 7]
    if let tag = tags[plan.first!] { bytes.append(littleEndian: tag) }
    switch plan.first {
    case "h":
      for place in 0..<count { bytes.append(littleEndian: Float16(number(place)).bitPattern) }
    case "q":
      append((0..<256).map(number))
      bytes += (0..<count).map { UInt8($0) }
    case "P": append((0..<count).map { Float($0 * 7 % 11) / 8 + 0.5 })
    default: append((0..<count).map(number))
    }
    return bytes + Array(repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  /// The network that a folder with both has.
  func model(in folder: TestFolder) throws -> NCNNModel {
    try folder.write(weights, to: "net.bin")
    return try NCNNModel(folder.write(text, to: "net.param"))
  }
}

extension NetworkGraph {
  /// The output for a picture of numbers by channels, rows and columns, in the same order.
  func run(_ picture: [Float], step: Int) throws -> [Float] {
    let rows = try GraphWalkTests.run(
      self, of: Self.turned(picture, from: (input.channels, input.height * input.width)),
      step: step)
    return Self.turned(rows, from: (output.height * output.width, output.channels))
  }

  /// Numbers by columns of what they are by rows.
  private static func turned(_ numbers: [Float], from extents: (Int, Int)) -> [Float] {
    (0..<numbers.count).map { place in
      numbers[place % extents.0 * extents.1 + place / extents.0]
    }
  }
}
