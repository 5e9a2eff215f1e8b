import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleExplaining
@testable import UpsampleTensors

@Suite struct KernelExportTests {
  @Test func theDiagonalLeavesChannelsUnmixed() throws {
    let diagonal = try analysis([[1, 2]]).diagonal(channels: 2)
    #expect(diagonal == Tensor(shape: [1, 2, 2, 2], scalars: [1, 0, 0, 1, 2, 0, 0, 2]))
  }

  /// A depthwise transposed convolution and one by the diagonal filter are the
  /// same.
  @Test func theDiagonalFilterDoesWhatTheKernelDoes() throws {
    let kernel = try analysis([[1, 2, 1], [0, 3, -1]])
    let value = Tensor(shape: [1, 2, 2, 2], scalars: [1, 2, 3, 4, 5, 6, 7, 8])
    let dense = try transposedConv2D(
      value, filter: try kernel.diagonal(channels: 2), strides: 2)
    let taps = kernel.taps.scalars.flatMap { [$0, $0] }
    let depthwise = try depthwiseTransposedConv2D(
      value, filter: Tensor(shape: [2, 3, 2, 1], scalars: taps), strides: 2)
    #expect(dense == depthwise)
  }

  @Test func onlyTapsForEveryChannelGoOnADiagonal() throws {
    let mixing = try KernelAnalysis(
      .filter(.mixing(Tensor(repeating: 1, shape: [1, 1, 2, 2]))), name: "k.npy",
      horizontal: 1, vertical: 1)
    #expect(throws: UpsampleError.self) { try mixing.diagonal(channels: 2) }
    #expect(throws: UpsampleError.self) { try analysis([[1]]).diagonal(channels: .max) }
    #expect(throws: UpsampleError.self) { try analysis([[1]]).diagonal(channels: 0) }
  }

  @Test(arguments: InterpolationFunction.allCases)
  func tapsAreTheSameAfterJSON(_ function: InterpolationFunction) throws {
    let folder = try TestFolder()
    let path = folder["k.json"]
    let kernel = try KernelAnalysis(
      .interpolation(function), name: "", horizontal: 3, vertical: 2)
    try kernel.taps.write(json: path)
    #expect(try Kernel(nameOrFile: path) == .filter(.depthwise(kernel.taps)))
  }
}
