import Testing
import Upsample

extension PublicCall {
  static let ofTensors: [PublicCall] = making + reading + shapes

  private static let making: [PublicCall] = [
    PublicCall("Tensor.init(shape:scalars:)", "Tensor.shape", "Tensor.scalars") {
      let (shape, count) = ($0.shape([2, 3]), $0.pick([6], orHostile: [0, 1, 7]))
      let tensor = try Tensor(shape: shape, scalars: repeatElement($0.number(1), count: count))
      #expect(tensor.shape == shape && tensor.scalars.count == count)
      return tensor
    },
    PublicCall("Tensor.init(shape:scalarAt:)") {
      let (shape, number) = ($0.shape([2, 3]), $0.number(1))
      return try Tensor(shape: shape) { position in Float(position.count) + number }
    },
    PublicCall("Tensor.constant(_:shape:)") {
      try Tensor.constant($0.number(1), shape: $0.shape([2, 3]))
    },
    PublicCall("Tensor.range(shape:)") { try Tensor.range(shape: $0.shape([2, 3])) },
    PublicCall("Tensor.normal(seed:shape:)") {
      try Tensor.normal(
        seed: UInt64(bitPattern: Int64($0.integer(0, 1))), shape: $0.shape([2, 3]))
    },
    PublicCall("Tensor.bilinearFilter(scale:channels:)") {
      try Tensor.bilinearFilter(scale: $0.integer(1, 2, 3), channels: $0.integer(0, 1, 3))
    },
  ]

  private static let reading: [PublicCall] = [
    PublicCall("Tensor.subscript(_:)") {
      var tensor = try $0.tensor([2, 3])
      let (a, b, number) = ($0.integer(0, 1), $0.integer(0, 1, 2), $0.number(7))
      let isThere = tensor.shape.rank == 2 && (0..<tensor.shape[0]).contains(a)
      tensor[a, b] = number
      (tensor[], tensor[a], tensor[a, b, b], tensor[a, b, b, a, a]) = (1, 2, 3, 4)
      if !(isThere && (0..<tensor.shape[1]).contains(b)) {
        #expect(tensor.shape.rank != 2 || tensor[a, b].isNaN)
      } else {
        #expect(tensor[a, b].bitPattern == number.bitPattern)
      }
      _ = (tensor[], tensor[a], tensor[a, b, b], tensor[a, b, b, a, a])
      return tensor
    },
    PublicCall("Tensor.withMutableScalars(_:)", "Tensor.map(_:)") {
      var tensor = try $0.tensor([2, 3])
      let number = $0.number(1)
      tensor.withMutableScalars { scalars in scalars.update(repeating: number) }
      return tensor.map { $0 / number }
    },
    PublicCall("Tensor.reshaped(to:)") { try $0.tensor([2, 3]).reshaped(to: $0.shape([3, 2])) },
    PublicCall("Tensor.description") { try $0.tensor([2, 3]).description },
    PublicCall(
      "Tensor.isApproximatelyEqual(to:absoluteTolerance:relativeTolerance:)",
      "Tensor.isApproximatelyEqual(to:relativeTolerance:)"
    ) {
      let (one, other) = (try $0.tensor([2, 3]), try $0.tensor([2, 3]))
      let (a, b) = ($0.number(1), $0.number(0))
      let isEqual = one.isApproximatelyEqual(to: other, absoluteTolerance: a, relativeTolerance: b)
      #expect(one.shape == other.shape || !isEqual)
      return one.isApproximatelyEqual(to: other, relativeTolerance: b)
    },
    PublicCall("Tensor.requestedShape", "Shape.requestedShape", "OutputShape.requestedShape") {
      let tensor = try $0.tensor([4])
      return (
        tensor.requestedShape.hashValue, tensor.shape.requestedShape,
        try $0.outputShape([1, 2, 2, 1])?.requestedShape as Any
      )
    },
  ]

  private static let shapes: [PublicCall] = [
    PublicCall(
      "Shape.init(_:)", "Shape.init(arrayLiteral:)", "Shape.extents", "Shape.rank",
      "Shape.subscript(_:)", "Shape.scalarCount", "Shape.description"
    ) {
      let (a, b) = ($0.integer(0, 2), $0.integer(0, 2))
      for shape in [$0.shape([2, 3]), [a, b, a]] {
        #expect(shape.rank == shape.extents.count && !shape.description.isEmpty)
        #expect(shape.extents.indices.contains(a) || shape[a] == 0)
        #expect(shape.scalarCount ?? 0 >= 0)
      }
      return Shape([])
    },
    PublicCall(
      "PerAxis.init(_:)", "PerAxis.init(integerLiteral:)", "PerAxis.init(arrayLiteral:)",
      "PerAxis.values", "PerAxis.perAxis", "PerAxisConvertible.perAxis", "Int.perAxis",
      "Array.perAxis"
    ) {
      let numbers = $0.list(2, of: [1, 2])
      let all: [any PerAxisConvertible] = [
        PerAxis(numbers), numbers, $0.integer(1), PerAxis(integerLiteral: $0.integer(1)),
        PerAxis(arrayLiteral: $0.integer(1), 2),
      ]
      return all.map(\.perAxis.values)
    },
    PublicCall(
      "OutputShape.init(arrayLiteral:)", "OutputShapeConvertible.requestedShape",
      "Array.requestedShape"
    ) {
      let all: [any OutputShapeConvertible] = [
        OutputShape(arrayLiteral: $0.integer(1), 2), $0.list(4, of: [1]), $0.shape([1]),
      ]
      return all.map(\.requestedShape)
    },
  ]

  static let ofFiles: [PublicCall] = [
    PublicCall("Tensor.init(npy:)", "Tensor.init(npy:)") {
      _ = try Tensor(npy: $0.path())
      return try Tensor(npy: .file($0.path()))
    },
    PublicCall("Shape.init(ofNPY:)") { try Shape(ofNPY: .file($0.path())) },
    PublicCall("OutputShape.init(npy:)") { try OutputShape(npy: .file($0.path())) },
    PublicCall("Tensor.write(npy:existing:)", "Tensor.write(npy:existing:)") {
      let tensor = try $0.tensor([2, 3])
      let path = FilePath("\($0.folder)/\($0.pick(["out.npy"], orHostile: ["", ".", "\0", "a/b"]))")
      try tensor.write(npy: path, existing: $0.pick(ExistingPolicy.allCases))
      try tensor.write(npy: .file(path))
      return try Tensor(npy: path)
    },
  ]
}
