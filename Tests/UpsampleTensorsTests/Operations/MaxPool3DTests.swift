import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct MaxPool3DTests {
  @Test func halvesTheExtentsAndKeepsTheLargest() throws {
    let value = Tensor(shape: [1, 2, 3, 2, 1], scalars: (0..<12).map(Float.init))
    let pooled = try maxPool3D(value, ksize: 2, padding: .same)
    #expect(pooled == Tensor(shape: [1, 1, 2, 1, 1], scalars: [9, 11]))
  }

  @Test func pairsOfPadsMakeRoomForWindows() throws {
    let value = Tensor(repeating: -3, shape: [1, 2, 2, 2, 1])
    let pooled = try maxPool3D(
      value, ksize: 2, padding: .explicit([[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]]))
    #expect(pooled == value)
  }
}
