import Upsample

extension Option {
  /// The options of networks.
  static let network: [Option] = [
    Option(
      .model, "m", .wordOrFile("MODEL", ImageNetwork.names), in: .picture,
      "the network that makes the image larger",
      "\(ImageNetwork.names.joined(separator: ", ")); an .onnx file; or ncnn's .param with its .bin "
        + "beside it. --kernel then makes what the network does not: colours of one that takes "
        + "luma, alpha, and sizes beyond its own"),
    Option(
      .modelChannels, nil, .word("C", words(ImageNetwork.Channels.self)), in: .picture,
      "what the network takes",
      "\(list(ImageNetwork.Channels.self)); without it what its file says, or luma of one channel "
        + "and rgb of three"),
    Option(
      .modelRange, nil, .word("R", words(ImageNetwork.White.self)), in: .picture,
      "what white is to the network",
      "\(list(ImageNetwork.White.self)); without it what its file says, or 1"),
  ]
}
