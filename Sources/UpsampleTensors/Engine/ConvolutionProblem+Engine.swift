import CKernels
import UpsampleBase

extension ConvolutionProblem {
  /// The engine that convolves with a filter, or `nil` where no input reaches any
  /// output.
  ///
  /// - Throws: A request fault when the weights, laid out, do not fit into memory.
  func engine(
    filter: Tensor, packing: PanelWeights.Packing, finish: Finish?,
    instructions: ck_instructions, subject: OperationSubject
  ) throws(UpsampleError) -> (any Engine)? {
    guard reachesOutputs else { return nil }
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
    if packing == .once {
      let count = PanelWeights.packedCount(
        of: filter.shape, channels: channels, instructions: instructions)
      guard let count, fitsIntoMemory(scalars: count) else {
        throw subject.fault(.memory(.weights(filter: filter.shape)))
      }
    }
    return DenseEngine(
      problem: self, filter: filter, packing: packing, finish: finish, instructions: instructions)
  }
}
