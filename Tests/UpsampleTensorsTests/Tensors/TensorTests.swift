import Testing
import UpsampleTensors

/// What a tensor is made of and how it is changed, by the functions of other packages.
@Suite struct TensorTests {
  @Test func scalarsAreOneForEachPosition() throws {
    let scalars = ContiguousArray<Float>([1, 2, 3, 4, 5, 6])
    let tensor = try Tensor(shape: [2, 3], scalars: scalars)
    #expect(tensor[1, 0] == 4)
    for shape: Shape in [[], [5], [2, -3], [.max, 2], [0]] {
      #expect(throws: UpsampleError.self) { try Tensor(shape: shape, scalars: scalars) }
      #expect(throws: UpsampleError.self) { try tensor.reshaped(to: shape) }
    }
    do {
      _ = try tensor.reshaped(to: [4])
    } catch {
      #expect(
        error.description == "Tensor: a tensor of shape [4] has not 6 scalars.\n  "
          + "Give 4, or another shape.")
    }
    #expect(try tensor.reshaped(to: [3, 2])[2, 1] == 6)
  }

  @Test func scalarsFollowFromTheirPositions() throws {
    let tensor = try Tensor(shape: [2, 1, 3]) { position in
      Float(position[0] * 100 + position[1] * 10 + position[2])
    }
    #expect(tensor.scalars == [0, 1, 2, 100, 101, 102])
    #expect(try Tensor(shape: []) { _ in 7 }.scalars == [7])
    #expect(try Tensor(shape: [0, .max]) { _ in 7 }.scalars.isEmpty)
    for shape: Shape in [[-1], [.max, .max], [1 << 60]] {
      #expect(throws: UpsampleError.self) { try Tensor(shape: shape) { _ in 7 } }
    }
  }

  @Test func noPositionHoldsNaN() throws {
    var tensor = try Tensor.range(shape: [2, 2])
    let before = tensor
    #expect(tensor[1].isNaN && tensor[2, 0].isNaN && tensor[0, -1].isNaN && tensor[0, 0, 0].isNaN)
    tensor[0, 2] = 9
    tensor[.min, .max] = 9
    #expect(tensor == before)
    tensor[0, 1] = 9
    #expect(tensor.scalars == [0, 9, 2, 3] && before.scalars == [0, 1, 2, 3])
    #expect(tensor.shape[2] == 0 && tensor.shape[-1] == 0)
  }

  @Test func scalarsAreChangedInPlace() throws {
    var tensor = try Tensor.range(shape: [3])
    let address = tensor.withMutableScalars { scalars in
      scalars[1] = -1
      return scalars.baseAddress
    }
    #expect(tensor.withMutableScalars { $0.baseAddress } == address)
    #expect(tensor.map { max(0, $0) }.scalars == [0, 0, 2] && tensor.scalars == [0, -1, 2])
  }

  @Test func differencesAreMeasuredByTheLargestScalar() throws {
    let one = try Tensor(shape: [3], scalars: ContiguousArray<Float>([0, 100, .infinity]))
    var other = one
    #expect(one.isApproximatelyEqual(to: other, absoluteTolerance: .nan))
    other[0] = 0.5
    #expect(one.isApproximatelyEqual(to: other, relativeTolerance: 0.005))
    #expect(!one.isApproximatelyEqual(to: other, relativeTolerance: 0.0049))
    #expect(one.isApproximatelyEqual(to: other, absoluteTolerance: 0.5))
    #expect(!one.isApproximatelyEqual(to: other))
    #expect(try !one.isApproximatelyEqual(to: one.reshaped(to: [1, 3])))
    other[2] = -.infinity
    #expect(!one.isApproximatelyEqual(to: other, absoluteTolerance: .infinity))
    other[2] = .nan
    #expect(!other.isApproximatelyEqual(to: other, absoluteTolerance: .infinity))
  }

  @Test func numbersAndShapesAreTakenAsTheyAre() throws {
    let image = try Tensor.range(shape: [1, 4, 6, 1])
    let filter = try Tensor.constant(1, shape: [2, 2, 1, 1])
    let scale = 2
    let small = try conv2D(image, filter: filter, strides: scale, padding: .same)
    let back = try transposedConv2D(
      small, filter: filter, outputShape: image.shape, strides: scale)
    #expect(back.shape == image.shape)
    #expect(
      try transposedConv2D(small, filter: filter, outputShape: [4, 6], strides: [scale, scale])
        == back)
    let pooled = try averagePool2D(image, ksize: scale, padding: .valid)
    #expect(
      try averagePool2D(image, ksize: scale, strides: scale, padding: .valid) == pooled)
    #expect(
      try Convolution(.conv2D, filter: filter, strides: scale, padding: .same)(image) == small)
  }
}
