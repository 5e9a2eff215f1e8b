import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

@Suite struct TensorImageTests {
  @Test(arguments: 1...4, [ImageLayout.Depth.eight, .sixteen])
  func picturesAreTensorsInTheirOwnUnits(channels: Int, depth: ImageLayout.Depth) throws {
    let layout = ImageLayout(width: 5, height: 3, channels: channels, depth: depth)
    let image = MemoryImage(noise: layout, seed: 31)
    let tensor = Tensor(shape: [1, 3, 5, channels], scalars: image.samples.map(Float.init))
    let folder = try TestFolder()
    try tensor.write(image: folder["a.png"], depth: depth)
    #expect(try Tensor(image: folder["a.png"]) == tensor)
  }

  @Test func numbersAreRoundedHalfToEvenAndClamped() throws {
    let folder = try TestFolder()
    let tensor = Tensor(shape: [1, 1, 6, 1], scalars: [-3, 0.5, 1.5, 254.6, 300, .nan])
    try tensor.write(image: folder["a.png"])
    #expect(try Tensor(image: folder["a.png"]).scalars == [0, 0, 2, 255, 255, 0])
  }

  @Test(arguments: [[2, 2], [2, 3, 3, 1], [1, 3, 3, 5], [1, 0, 3, 1]])
  func whatIsNoPictureIsRefused(extents: [Int]) throws {
    let folder = try TestFolder()
    let error = #expect(throws: UpsampleError.self) {
      try Tensor(repeating: 0, shape: Shape(extents)).write(image: folder["a.png"])
    }
    #expect(error?.description.contains("a tensor of shape \(extents) is no picture") == true)
    #expect(folder.names.isEmpty)
  }
}
