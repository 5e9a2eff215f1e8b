import UpsampleBase

/// A filter of the user's own as the vectors by which pixels are multiplied.
struct FilterVectors: Sendable {
  /// The channels of an output pixel, 1 to 4.
  let outputChannels: Int
  /// The input channels that are multiplied one after the other, or 0 where a
  /// pixel is multiplied as it is.
  let mixedChannels: Int
  /// Of each tap, in row-major order, one vector for each factor.
  let vectors: [SIMD4<Float>]

  /// The vectors of a tap.
  var perTap: Int { max(1, mixedChannels) }

  /// Arranges a filter for pictures of the given channels.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a filter of other channels.
  init(_ filter: UserFilter, channels: Int) throws(UpsampleError) {
    let (shape, scalars) = (filter.taps.shape, filter.taps.scalars)
    guard case .mixing = filter else {
      outputChannels = channels
      mixedChannels = 0
      vectors = scalars.map { SIMD4(repeating: $0) }
      return
    }
    let (outputs, inputs) = (shape[2], shape[3])
    guard (1...4).contains(inputs), (1...4).contains(outputs) else {
      throw .request(RequestFault(subject: "`kernel`", KernelFault.channels(shape)))
    }
    guard inputs == channels else {
      throw .request(
        RequestFault(
          subject: "`kernel`", KernelFault.otherChannels(shape, picture: channels)))
    }
    outputChannels = outputs
    mixedChannels = inputs
    vectors = (0..<shape[0] * shape[1] * inputs).map { index in
      let (tap, input) = index.quotientAndRemainder(dividingBy: inputs)
      var vector = SIMD4<Float>()
      for output in 0..<outputs {
        vector[output] = scalars[(tap * outputs + output) * inputs + input]
      }
      return vector
    }
  }
}
