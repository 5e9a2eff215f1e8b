import UpsampleBase

/// A network of an ONNX file, for one picture `[1, channels, height, width]`, or with the
/// channels last.
package struct ONNXModel: NetworkModel {
  package let format: String
  package let inputChannels: Int
  package var metadata: [String: String] { file.metadata }

  private let file: ONNXFile
  private let picture: String
  private let channelsLast: Bool
  /// What the file says at the size that it was exported for, if that is one.
  private let reference: ONNXReference?

  /// Reads a file, and refuses one that is no network of one picture.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be read,
  ///   ``UpsampleError/limit(_:)`` when it has more than 2^30 bytes,
  ///   ``UpsampleError/file(_:)`` when it holds no such network.
  package init(_ input: Endpoint) throws(UpsampleError) {
    let file = try InputFile(input)
    try self.init(try file.contents(limit: ONNXFile.mostBytes), name: file.name)
  }

  /// - Parameter name: The file's name, for messages.
  package init(_ bytes: [UInt8], name: String) throws(UpsampleError) {
    let file = try ONNXFile(bytes, name: name)
    let inputs = file.pictures
    guard let input = inputs.first, inputs.count == 1 else {
      throw file.defect(.inputs(inputs.map(\.name)))
    }
    guard file.graph.outputs.count == 1 else {
      throw file.defect(.outputs(file.graph.outputs.map(\.name)))
    }
    guard let elements = input.elements, elements.isFloating else {
      throw file.defect(.elements(input: input.name, input.elements))
    }
    (self.file, picture) = (file, input.name)
    let shape = input.shape ?? [nil, nil, nil, nil]
    guard shape.count == 4, shape[0] == nil || shape[0] == 1 else {
      throw file.defect(.dimensions(input: input.name, shape))
    }
    channelsLast = shape[1].map { $0 > 4 } ?? true && shape[3].map { $0 <= 4 } ?? false
    let declared = channelsLast ? shape[3] : shape[1]
    guard let channels = declared ?? file.graph.channels(ofPicture: input.name) else {
      throw file.defect(.channels(input: input.name))
    }
    guard (1...1 << 16).contains(channels) else {
      throw file.defect(.dimensions(input: input.name, shape))
    }
    inputChannels = channels
    let producer = file.producer.isEmpty ? "" : ", by \(file.producer.echoed(upTo: 60))"
    format = "ONNX, opset \(file.operatorSet)\(producer)"
    let sides = channelsLast ? shape[1...2] : shape[2...3]
    reference = Self.reference(
      file, picture: input.name, channels: channels, sides: sides.compactMap(\.self),
      channelsLast: channelsLast)
  }

  /// `nil` where a side is free, and where the file can't be run at its own size either.
  private static func reference(
    _ file: ONNXFile, picture: String, channels: Int, sides: [Int], channelsLast: Bool
  ) -> ONNXReference? {
    guard sides.count == 2, sides.allSatisfy({ $0 <= mostSide }) else { return nil }
    let shape = MapShape(channels: channels, height: sides[0], width: sides[1])
    return try? ONNXBuilder(file, input: shape).calls(
      picture: picture, view(of: shape, channelsLast: channelsLast))
  }

  /// The most pixels of a side that a file is looked at for.
  private static let mostSide = 1 << 16

  private static func view(of shape: MapShape, channelsLast: Bool) -> ONNXMapView {
    let view = ONNXMapView(map: 0, shape)
    return channelsLast ? view.transposed([0, 2, 3, 1]) : view
  }

  package func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph {
    let shape = MapShape(channels: inputChannels, height: height, width: width)
    return try ONNXBuilder(file, input: shape, reference: reference).build(
      picture: picture, Self.view(of: shape, channelsLast: channelsLast))
  }
}

extension ONNXGraph {
  /// The channels that the first convolution of the picture has weights for.
  fileprivate func channels(ofPicture name: String) -> Int? {
    for node in nodes where node.operation == "Conv" && node.inputs.first == name {
      guard node.inputs.count > 1, let weights = initializers[node.inputs[1]],
        weights.shape.count == 4
      else { continue }
      guard case .integer(let groups) = node.attributes["group"] ?? .integer(1) else { continue }
      let (channels, overflow) = weights.shape[1].multipliedReportingOverflow(by: groups)
      return overflow ? nil : channels
    }
    return nil
  }
}
