import Upsample

extension Arguments {
  /// What makes images larger, in a word.
  var wayName: String {
    text(.model) ?? text(.kernel) ?? InterpolationFunction.bilinear.rawValue
  }

  /// Refuses what says how a network is run where there is none.
  fileprivate func checkHasNetwork() throws(UpsampleError) {
    for name in [OptionName.modelChannels, .modelRange] where has(name) {
      throw .usage(name.spelling, "needs --model, the network that it is about", command)
    }
  }
}

extension ResamplingOptions {
  /// Reads the network that the arguments name, if any. What the network does not make is
  /// made by bicubic interpolation unless they name a kernel; and the size, unless they tell
  /// one, is the network's own.
  mutating func takeNetwork(_ arguments: Arguments) throws(UpsampleError) {
    guard let argument = arguments[.model] else { return try arguments.checkHasNetwork() }
    guard !arguments.has(.linearLight) else {
      throw .usage(
        OptionName.linearLight.spelling, "contradicts --model: networks take samples as stored",
        arguments.command)
    }
    let network = try ImageNetwork(
      nameOrFile: argument, channels: try arguments.choice(of: .modelChannels),
      white: try arguments.choice(of: .modelRange))
    if !arguments.has(.kernel) { kernel = .interpolation(.bicubic) }
    if !arguments.has(.scale), !arguments.has(.size) {
      let scale = Ratio(network.scale, 1)
      magnification = .scale(width: scale, height: scale)
    }
    self.network = network
  }
}
