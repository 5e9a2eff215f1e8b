import UpsampleBase

/// Why the files of an ncnn network can't be read, as values.
enum NCNNFault: FaultValues {
  /// The file of layers begins with something else than ncnn's number.
  case start(String)
  /// It is in ncnn's binary form.
  case binaryLayers
  /// A line of it breaks a rule.
  case line(Int, LineRule)
  /// It has another number of layers than its second line says.
  case layers(Int, declared: Int)
  /// It has a number of pictures that go in or maps that come out other than 1.
  case ends(inputs: Int, outputs: Int)
  /// The weights end before those of a layer do.
  case weightsEnd(layer: String, needed: Int, left: Int)
  /// Bytes are left behind the weights of the last layer.
  case weightsLeft(Int, layers: String)
  /// Weights are whole numbers of 8 bits.
  case eightBits(layer: String)
  /// A weight is NaN or infinite.
  case notFinite(Float, layer: String)

  /// What a line of layers has to be.
  enum LineRule: Hashable, Sendable {
    /// The second line has no two numbers.
    case counts(String)
    /// A line has no type, name and numbers of inputs and outputs, or fewer names than that.
    case fields
    /// A parameter is no `id=value`.
    case parameter(String)
    /// A layer is given what no layer before it makes.
    case unmade(String)
    /// Two layers make what has one name.
    case madeTwice(String)
  }
}

// MARK: Words

extension NCNNFault {
  var clause: String {
    switch self {
    case .start(let text): "begins with \"\(text.echoed(upTo: 20))\" and not with ncnn's 7767517"
    case .binaryLayers: "is an ncnn .param in binary form, of which only the text is read"
    case .line(let number, let rule): "has in line \(number) \(rule.clause)"
    case .layers(let count, let declared):
      "has \(count) layers where its second line says \(declared)"
    case .ends(let inputs, let outputs):
      "has \(inputs) inputs and \(outputs) outputs where a picture goes in and one comes out"
    case .weightsEnd(let layer, let needed, let left):
      "has \(left) bytes left for layer \(layer.echoed), which needs \(needed)"
    case .weightsLeft(let count, let layers):
      "has \(count) bytes behind the weights of the layers of \(layers)"
    case .notFinite(let number, let layer):
      "has the weight \(number) in layer \(layer.echoed), which is no finite number"
    case .eightBits(let layer): "has weights of 8 bits (int8) in layer \(layer.echoed)"
    }
  }

  var remedy: String? {
    switch self {
    case .start: "Give the .param of an ncnn network, of 2017 or later."
    case .binaryLayers: "Give the .param of text that it was made from."
    case .line, .ends: nil
    case .layers: "Take the file from its source again, or mend the number."
    case .weightsEnd, .weightsLeft: "Give the .bin that belongs to the .param."
    case .notFinite: "The network is damaged, or its training failed."
    case .eightBits: "Take the network in float16 or float32."
    }
  }
}

extension NCNNFault.LineRule {
  fileprivate var clause: String {
    switch self {
    case .counts(let text): "\"\(text.echoed(upTo: 40))\" and not the numbers of layers and blobs"
    case .fields: "no type, name, numbers of inputs and outputs, and as many names"
    case .parameter(let text): "\"\(text.echoed(upTo: 40))\" and not a parameter as 0=1"
    case .unmade(let blob): "the input \(blob.echoed), which no layer before it makes"
    case .madeTwice(let blob): "the output \(blob.echoed), which a layer before it makes"
    }
  }
}
