/// One element for each spatial axis of a convolution in its three-dimensional
/// form, outermost first.
struct SpatialAxes<Element> {
  var depth: Element
  var height: Element
  var width: Element

  init(_ depth: Element, _ height: Element, _ width: Element) {
    (self.depth, self.height, self.width) = (depth, height, width)
  }

  /// One to three elements, of the innermost axes; those of the others are `flat`.
  init(_ elements: [Element], flat: @autoclosure () -> Element) {
    let count = elements.count
    self.init(
      count == 3 ? elements[0] : flat(), count > 1 ? elements[count - 2] : flat(),
      elements[count - 1])
  }

  /// The element of an axis: 0 for the depth, 1 for the height, 2 for the width.
  subscript(axis: Int) -> Element {
    get { axis == 0 ? depth : axis == 1 ? height : width }
    set {
      switch axis {
      case 0: depth = newValue
      case 1: height = newValue
      default: width = newValue
      }
    }
  }

  /// The elements of the innermost axes.
  func innermost(_ count: Int) -> [Element] {
    Array([depth, height, width].suffix(count))
  }
}

extension SpatialAxes: Sendable where Element: Sendable {}

extension SpatialAxes<Int> {
  /// The product of the three extents.
  var product: Int { depth * height * width }
}
