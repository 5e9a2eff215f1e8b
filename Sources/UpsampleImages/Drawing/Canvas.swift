/// A colour of 8 bits a channel.
package struct Colour: Hashable, Sendable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  package static let white = Colour(255, 255, 255)
  package static let black = Colour(0, 0, 0)
}

/// A rectangle of pixels, which may be empty.
package struct Rectangle: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The rectangle with `margin` pixels less on each side, or more if that is
  /// negative.
  package func inset(by margin: Int) -> Rectangle {
    Rectangle(
      x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }
}

/// An RGB picture that is drawn.
///
/// Whatever lies outside of the picture is left out.
package struct Canvas: Sendable {
  package let width: Int
  package let height: Int
  /// The samples, rows from the top, red, green and blue of a pixel side by
  /// side.
  package private(set) var samples: [UInt8]

  /// Creates a picture of one colour, at least one pixel wide and high.
  package init(width: Int, height: Int, background: Colour = .white) {
    precondition(width > 0 && height > 0, "a picture has pixels")
    self.width = width
    self.height = height
    samples = []
    samples.reserveCapacity(width * height * 3)
    for _ in 0..<width * height {
      samples += [background.red, background.green, background.blue]
    }
  }

  /// The colour of a pixel within the picture.
  subscript(x: Int, y: Int) -> Colour {
    let start = (y * width + x) * 3
    return Colour(samples[start], samples[start + 1], samples[start + 2])
  }

  /// Fills a rectangle.
  package mutating func fill(_ rectangle: Rectangle, _ colour: Colour) {
    let columns = max(0, rectangle.x)..<max(0, rectangle.x, min(width, rectangle.maximumX))
    for y in max(0, rectangle.y)..<max(0, rectangle.y, min(height, rectangle.maximumY)) {
      for x in columns {
        let start = (y * width + x) * 3
        (samples[start], samples[start + 1], samples[start + 2]) =
          (colour.red, colour.green, colour.blue)
      }
    }
  }

  /// Draws the border of a rectangle, within it.
  ///
  /// - Parameter part: What is drawn of it: the border stays open where the
  ///   rectangle goes on beyond.
  package mutating func outline(
    _ rectangle: Rectangle, _ colour: Colour, thickness: Int = 1, part: Rectangle? = nil
  ) {
    let part = part ?? rectangle
    var (horizontal, vertical) = (rectangle, rectangle)
    horizontal.height = thickness
    vertical.width = thickness
    fill(horizontal.intersection(part), colour)
    fill(vertical.intersection(part), colour)
    horizontal.y = rectangle.maximumY - thickness
    vertical.x = rectangle.maximumX - thickness
    fill(horizontal.intersection(part), colour)
    fill(vertical.intersection(part), colour)
  }

  /// Draws a straight line between two points, as squares of `thickness`.
  package mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ colour: Colour, thickness: Int = 1
  ) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y))
    let margin = thickness / 2
    for step in 0...steps {
      let share = Double(step) / Double(max(1, steps))
      let x = start.x + Int((Double(end.x - start.x) * share).rounded())
      let y = start.y + Int((Double(end.y - start.y) * share).rounded())
      fill(Rectangle(x: x - margin, y: y - margin, width: thickness, height: thickness), colour)
    }
  }

  /// Writes text with its top left corner at a point.
  ///
  /// - Parameter scale: The pixels that a dot of the font is wide and high.
  package mutating func text(_ text: String, x: Int, y: Int, _ colour: Colour, scale: Int = 1) {
    for (index, character) in text.enumerated() {
      let left = x + index * Font.advance * scale
      for dot in Font.dots(of: character) {
        fill(
          Rectangle(
            x: left + dot.column * scale, y: y + dot.row * scale, width: scale, height: scale),
          colour)
      }
    }
  }

  /// Writes text in the middle of a rectangle.
  package mutating func text(
    _ text: String, centredIn rectangle: Rectangle, _ colour: Colour, scale: Int = 1
  ) {
    // Neither the gap after the last character nor the row of descenders counts.
    let textWidth = Canvas.width(of: text, scale: scale) - scale
    let textHeight = (Font.height - 1) * scale
    self.text(
      text, x: rectangle.x + (rectangle.width - textWidth) / 2,
      y: rectangle.y + (rectangle.height - textHeight) / 2, colour, scale: scale)
  }

  /// Copies another picture, its top left corner at a point.
  package mutating func draw(_ picture: Canvas, x: Int, y: Int) {
    let columns = max(0, -x)..<max(0, -x, min(picture.width, width - x))
    for row in max(0, -y)..<max(0, -y, min(picture.height, height - y)) {
      let source = (row * picture.width + columns.lowerBound) * 3
      let target = ((y + row) * width + x + columns.lowerBound) * 3
      samples.replaceSubrange(
        target..<target + columns.count * 3,
        with: picture.samples[source..<source + columns.count * 3])
    }
  }

  /// The pixels that a line of text is wide.
  package static func width(of text: String, scale: Int = 1) -> Int {
    text.count * Font.advance * scale
  }
}

extension Rectangle {
  /// What two rectangles have in common; of those that do not meet, a rectangle
  /// of no pixels.
  func intersection(_ other: Rectangle) -> Rectangle {
    let (left, top) = (max(x, other.x), max(y, other.y))
    return Rectangle(
      x: left, y: top, width: min(maximumX, other.maximumX) - left,
      height: min(maximumY, other.maximumY) - top)
  }

  /// The column right of the rectangle.
  package var maximumX: Int { x + width }
  /// The row below the rectangle.
  package var maximumY: Int { y + height }
}
