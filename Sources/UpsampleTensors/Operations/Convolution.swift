import UpsampleBase

/// A convolution with its filter and its arguments, for values of any shape.
///
/// What no value bears on is checked when it is made.
///
/// ```swift
/// let double = try Convolution(.transposedConv2D, filter: filter, strides: 2, padding: .same)
/// let larger = try double(picture)
/// ```
public struct Convolution: Sendable {
  let call: ConvolutionCall
  let filter: Tensor

  /// A convolution whose arguments are checked as it is used.
  init(call: ConvolutionCall, filter: Tensor) {
    (self.call, self.filter) = (call, filter)
  }

  /// Creates a convolution.
  ///
  /// - Parameters:
  ///   - operation: Any operation but the pools.
  ///   - filter: A tensor of the operation's filter layout.
  ///   - strides: The distance between neighbouring windows, or between the
  ///     outputs of neighbouring inputs, in pixels. Atrous operations have 1.
  ///   - padding: How the forward convolution treats edges.
  ///   - dataFormat: The order of the value's and the output's dimensions;
  ///     absent, channels come last.
  ///   - dilations: The distance between neighbouring taps, in pixels: the rate of
  ///     an atrous operation, which has one for both axes.
  ///   - outputShape: The shape of a transposed convolution's output, or absent.
  ///   - bias: A number for each channel of the output, a tensor `[channels]`, or
  ///     absent.
  ///   - activation: What becomes of the biased sums, or absent.
  ///   - algorithm: How it is computed, which bears on the rounding of the results.
  ///   - name: The caller's name for the convolution, which appears in errors.
  /// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule that
  ///   does not depend on the value.
  public init(
    _ operation: OperationName, filter: Tensor, strides: some PerAxisConvertible = 1,
    padding: Padding,
    dataFormat: DataFormat? = nil, dilations: some PerAxisConvertible = 1,
    outputShape: (any OutputShapeConvertible)? = nil,
    bias: Tensor? = nil, activation: Activation? = nil,
    algorithm: ConvolutionAlgorithm = .direct, name: String? = nil
  ) throws(UpsampleError) {
    let subject = OperationSubject(name: operation, label: name)
    guard operation.isConvolution else {
      throw subject.fault(.argument(operation.isPool ? .pool : .noConvolution))
    }
    let (strides, dilations) = (strides.perAxis, dilations.perAxis)
    self.filter = filter
    var call = ConvolutionCall(
      subject: subject, strides: strides, padding: padding,
      dataFormat: dataFormat ?? DataFormat.formats(spatialRank: operation.spatialRank)[0],
      dilations: dilations, outputShape: outputShape?.requestedShape,
      end: LayerEnd(bias: bias, activation: activation))
    call.algorithm = algorithm
    self.call = call
    if operation.isAtrous {
      guard strides.values.allSatisfy({ $0 == 1 }) else {
        throw subject.fault(.argument(.notTaken(.strides, given: .numbers(strides.values))))
      }
      guard dilations.values.count == 1 else {
        throw subject.fault(.numbers(.dilations, .notOne(dilations.values)))
      }
    }
    try call.check(filter: filter.shape)
  }

  /// Prepares the convolution for values of one shape.
  ///
  /// - Parameter value: The shape of the values, of at least one image. Values of
  ///   any other batch may be convolved too.
  /// - Throws: ``UpsampleError/request(_:)`` when the arguments do not fit the
  ///   shape, or output or weights do not fit into memory.
  public func prepared(for value: Shape) throws(UpsampleError) -> PreparedConvolution {
    try prepared(for: value, firstColumn: 0)
  }

  /// The same for values that are cut out of a wider picture: where tiles are computed, outputs
  /// have the bits that they have there if all inputs of their tile are in the cut.
  ///
  /// - Parameter firstColumn: The place of the outputs' first column in the picture's output.
  package func prepared(
    for value: Shape, firstColumn: Int
  ) throws(UpsampleError) -> PreparedConvolution {
    guard value.rank == 0 || call.folded(value)[0] > 0 else {
      throw call.subject.fault(.shape(.noImage(value: value)))
    }
    return try PreparedConvolution(
      call, filter: filter, value: value, packing: .once, firstColumn: firstColumn)
  }

  /// Computes the convolution of one value.
  ///
  /// - Parameters:
  ///   - value: A tensor that the arguments fit.
  ///   - threads: The threads that share the work. The output's bits do not
  ///     depend on them.
  /// - Throws: ``UpsampleError/request(_:)`` when the arguments do not fit the
  ///   value, or the output does not fit into memory.
  public func callAsFunction(
    _ value: Tensor, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    try PreparedConvolution(call, filter: filter, value: value.shape, packing: .asUsed)
      .solve(value, threads: threads)
  }
}
