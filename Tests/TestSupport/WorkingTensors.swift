import UpsampleImages
import UpsampleTensors

extension Tensor {
  /// What is convolved in place of a picture of the layout.
  package func premultiplied(where layout: ImageLayout) throws -> Tensor {
    layout.hasAlpha ? try premultiplied(depth: layout.depth) : self
  }

  /// The picture of the layout that a convolution has made.
  package func unpremultiplied(where layout: ImageLayout) throws -> Tensor {
    layout.hasAlpha ? try unpremultiplied(depth: layout.depth) : self
  }
}
