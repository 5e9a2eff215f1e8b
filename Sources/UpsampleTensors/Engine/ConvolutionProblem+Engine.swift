import CKernels
import UpsampleBase

extension ConvolutionProblem {
  /// The engine that convolves with a filter, or `nil` where no input reaches any
  /// output.
  ///
  /// - Parameter firstColumn: The place of the outputs' first column in the picture of which
  ///   the value is a part.
  /// - Throws: A request fault when the weights, laid out, do not fit into memory.
  func engine(
    for call: ConvolutionCall, filter: Tensor, packing: PanelWeights.Packing, finish: Finish?,
    firstColumn: Int, instructions: ck_instructions
  ) throws(UpsampleError) -> (any Engine)? {
    guard reachesOutputs else { return nil }
    if call.takesTiles,
      let tiles = WinogradEngine(
        problem: self, filter: filter, finish: finish, firstRow: call.firstRow,
        firstColumn: firstColumn, instructions: instructions)
    {
      return tiles
    }
    if channels.areSeparate {
      return filter.scalars.withUnsafeBufferPointer {
        DepthwiseEngine(
          problem: self, filter: $0.baseAddress!, finish: finish, instructions: instructions)
      }
    }
    let planes = filter.scalars.withUnsafeBufferPointer {
      PlaneEngine(
        problem: self, filter: $0.baseAddress!, finish: finish, instructions: instructions)
    }
    if let planes { return planes }
    return try denseEngine(
      for: call, filter: filter, packing: packing, finish: finish, instructions: instructions)
  }

  private func denseEngine(
    for call: ConvolutionCall, filter: Tensor, packing: PanelWeights.Packing, finish: Finish?,
    instructions: ck_instructions
  ) throws(UpsampleError) -> DenseEngine {
    if packing == .once {
      let count = PanelWeights.packedCount(
        of: filter.shape, channels: channels, instructions: instructions)
      guard let count, fitsIntoMemory(scalars: count) else {
        throw call.subject.fault(.memory(.weights(filter: filter.shape)))
      }
    }
    return DenseEngine(
      problem: self, filter: filter, packing: packing, finish: finish, instructions: instructions)
  }
}
