import Upsample
import UpsampleBase
import UpsampleTensors

/// A convolution or a pool that is to be explained, of which some arguments may be
/// missing.
///
/// What is missing follows from the rest where it must, and is chosen where it
/// may be: an output from a value, a value from an output, a filter or strides
/// from both. With neither a value nor an output, an example of both is chosen,
/// and the explanation tells how the one follows from the other.
public struct ExplanationRequest: Hashable, Sendable {
  /// The operation and its arguments. Absent padding is SAME.
  public var call: OperationRequest
  /// The value's shape: the extents of all dimensions, of the spatial axes alone, or one
  /// for all of these. As text, whole numbers between commas.
  public var value: Argument<Shape>?
  /// The filter's shape in the same manner. A pool has none, but a window:
  /// ``OperationRequest/ksize``.
  public var filter: Argument<Shape>?
  /// The filter itself, instead of its shape: all dimensions, or the spatial
  /// ones alone.
  public var taps: Tensor?
  /// The function whose filter for the strides is to be used, instead of a
  /// shape or taps.
  public var function: InterpolationFunction?

  /// Creates a request to explain a call, whose shapes are still to be given.
  public init(_ call: OperationRequest) {
    self.call = call
  }

  /// Explains the operation.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, in
  ///   the words of the operation, or when too much is missing.
  public func explanation() throws(UpsampleError) -> Explanation {
    try ConvolutionInference(self).explanation()
  }

  /// Explains the forward, the transposed and the dilated convolution of the
  /// same value by the same filter, in this order.
  ///
  /// Those that are not the request's own operation have their natural outputs.
  /// The dilated one has the request's rate or dilations, or else its strides
  /// for dilations. One that is not legal is the error that says why.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` as ``explanation()`` does, and for a pool.
  public func comparison() throws(UpsampleError) -> [Result<Explanation, UpsampleError>] {
    guard !call.operation.isPool else {
      throw call.subject.fault(ExplanationFault.comparedPool)
    }
    let own = Result { () throws(UpsampleError) in try explanation() }
    let basis = if let transposed = transposedIfNotLegal() { transposed } else { try own.get() }
    let value = basis.axes.count == 1 ? basis.axes.map(\.value) : basis.valueShape.extents
    let forward = [OperationName.conv1D, .conv2D, .conv3D][call.operation.spatialRank - 1]
    var requests = [forward, forward.transposed, forward].map { name in
      var request = ExplanationRequest(OperationRequest(name))
      request.call.name = call.name
      request.call.padding = call.padding
      request.call.dataFormat = call.dataFormat
      request.call.strides = .value(PerAxis(basis.axes.map(\.geometry.stride)))
      request.value = .value(Shape(value))
      request.filter = .value(Shape(basis.axes.map(\.geometry.filter)))
      return request
    }
    let dilations = basis.axes.map(\.geometry.dilation)
    let isDilated = dilations.contains { $0 > 1 }
    requests[2].call.dilations = isDilated ? .value(PerAxis(dilations)) : requests[2].call.strides
    requests[2].call.strides = nil
    return requests.map { request in
      let isOwn = request.call.operation == call.operation && !isDilated
      if isOwn && request.call.strides != nil { return own }
      return Result { () throws(UpsampleError) in try request.explanation() }
    }
  }

  /// The transpose of a forward convolution whose window its value has no room
  /// for: the transpose needs none.
  private func transposedIfNotLegal() -> Explanation? {
    guard call.outputShape == nil, (try? explanation()) == nil else { return nil }
    var transposed = self
    transposed.call.operation = call.operation.transposed
    return try? transposed.explanation()
  }
}
