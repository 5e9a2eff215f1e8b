/// Numbers of a network that don't depend on the picture's: weights, and what the arithmetic
/// on shapes is about.
struct ONNXConstant: Sendable {
  /// The numbers in row-major order. Booleans are the integers 0 and 1, and 16-bit
  /// floating-point numbers those of 32 bits.
  enum Numbers: Sendable {
    case floats([Float])
    case doubles([Double])
    case integers([Int])
  }

  let shape: [Int]
  let numbers: Numbers

  /// - Precondition: The shape has so many numbers.
  init(shape: [Int], _ numbers: Numbers) {
    (self.shape, self.numbers) = (shape, numbers)
    precondition(count == shape.reduce(1, *), "a constant has a number for each position")
  }

  /// A list of integers.
  init(_ integers: [Int]) { self.init(shape: [integers.count], .integers(integers)) }

  /// The number of numbers.
  var count: Int {
    switch numbers {
    case .floats(let numbers): numbers.count
    case .doubles(let numbers): numbers.count
    case .integers(let numbers): numbers.count
    }
  }

  /// The integers; `nil` of numbers with a fraction.
  var integers: [Int]? {
    if case .integers(let numbers) = numbers { numbers } else { nil }
  }

  /// The numbers as 32-bit floating-point ones.
  var floats: [Float] {
    switch numbers {
    case .floats(let numbers): numbers
    case .doubles(let numbers): numbers.map { Float($0) }
    case .integers(let numbers): numbers.map { Float($0) }
    }
  }

  /// The numbers as 64-bit floating-point ones.
  var doubles: [Double] {
    switch numbers {
    case .floats(let numbers): numbers.map { Double($0) }
    case .doubles(let numbers): numbers
    case .integers(let numbers): numbers.map { Double($0) }
    }
  }

  /// The same numbers in another shape of as many.
  func reshaped(_ shape: [Int]) -> ONNXConstant { ONNXConstant(shape: shape, numbers) }

  /// The numbers at places in row-major order.
  func picking(_ places: [Int], shape: [Int]) -> ONNXConstant {
    switch numbers {
    case .floats(let numbers): ONNXConstant(shape: shape, .floats(places.map { numbers[$0] }))
    case .doubles(let numbers): ONNXConstant(shape: shape, .doubles(places.map { numbers[$0] }))
    case .integers(let numbers):
      ONNXConstant(shape: shape, .integers(places.map { numbers[$0] }))
    }
  }

  /// The distance between neighbours along each dimension.
  var strides: [Int] {
    var strides: [Int] = []
    var distance = 1
    for extent in shape.reversed() {
      strides.append(distance)
      distance *= extent
    }
    return strides.reversed()
  }

  /// The places of the positions of a shape whose neighbours lie so far from each other.
  static func places(shape: [Int], strides: [Int], from start: Int = 0) -> [Int] {
    var places = [start]
    for (extent, stride) in zip(shape, strides) {
      places = places.flatMap { place in (0..<extent).map { place + $0 * stride } }
    }
    return places
  }

  /// The numbers repeated along dimensions of extent 1, and along those that are missing in
  /// front.
  ///
  /// - Precondition: The shape is one that this one broadcasts to.
  func broadcast(to target: [Int]) -> ONNXConstant {
    if shape == target { return self }
    let missing = Array(repeating: 0, count: target.count - shape.count)
    let steps = missing + zip(shape, strides).map { $0 == 1 ? 0 : $1 }
    return picking(Self.places(shape: target, strides: steps), shape: target)
  }

  /// The shape that both broadcast to; `nil` for none.
  static func broadcast(_ one: [Int], _ other: [Int]) -> [Int]? {
    let rank = max(one.count, other.count)
    var shape: [Int] = []
    for index in 0..<rank {
      let a = index < rank - one.count ? 1 : one[index - rank + one.count]
      let b = index < rank - other.count ? 1 : other[index - rank + other.count]
      guard a == b || a == 1 || b == 1 else { return nil }
      shape.append(a == 1 ? b : a)
    }
    return shape
  }
}
