import Testing
import UpsampleBase

@testable import UpsampleNetworks

/// The numbers of a tensor, as bytes and in fields of their own.
@Suite struct ONNXTensorTests {
  /// What a `Constant` of a tensor's message holds.
  private func constant(_ tensor: [UInt8]) throws -> ONNXConstant {
    let node = ONNXWriter.node("Constant", [], ["y"], ["value": .message(field: 5, tensor)])
    let file = try ONNXFile(ONNXWriter.model([node]), name: "net.onnx")
    guard case .tensor(let tensor)? = file.graph.nodes[0].attributes["value"] else {
      throw ONNXFaultOfTests.noTensor
    }
    return try file.constant(tensor)
  }

  private enum ONNXFaultOfTests: Error { case noTensor }

  /// A tensor of three numbers in packed fields, or in one each.
  private func typed(_ type: Int, field: Int, _ numbers: [Int], packed: Bool) -> [UInt8] {
    var tensor = ProtobufWriter()
    tensor.append(1, numbers.count)
    tensor.append(2, type)
    if packed {
      let bytes = numbers.flatMap { ProtobufWriter.varint(UInt64(bitPattern: Int64($0))) }
      tensor.append(field, bytes)
    } else {
      for number in numbers { tensor.append(field, number) }
    }
    return tensor.bytes
  }

  @Test(
    arguments: [
      (1, [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0], [1, -2.5]),
      (10, [0, 0x3c, 0, 0xc1], [1, -2.5]),
      (16, [0x80, 0x3f, 0x20, 0xc0], [1, -2.5]),
      (11, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 4, 0xc0], [1, -2.5]),
      (2, [1, 255], [1, 255]), (3, [1, 255], [1, -1]), (9, [0, 1], [0, 1]),
      (4, [1, 0, 255, 255], [1, 65535]), (5, [1, 0, 255, 255], [1, -1]),
      (6, [1, 0, 0, 0, 255, 255, 255, 255], [1, -1]),
      (12, [1, 0, 0, 0, 255, 255, 255, 255], [1, 4_294_967_295]),
      (7, [1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255], [1, -1]),
    ] as [(Int, [UInt8], [Double])])
  func bytesAreNumbers(type: Int, raw: [UInt8], numbers: [Double]) throws {
    let constant = try constant(ONNXWriter.tensor("t", [2], type: type, raw: raw))
    #expect(constant.doubles == numbers)
    #expect((constant.integers == nil) == [1, 10, 11, 16].contains(type))
  }

  @Test(arguments: [true, false]) func fieldsAreNumbers(packed: Bool) throws {
    let halves = typed(10, field: 5, [0x3c00, 0xc100], packed: packed)
    #expect(try constant(halves).floats == [1, -2.5])
    let integers = typed(7, field: 7, [3, -1, Int.max], packed: packed)
    #expect(try constant(integers).integers == [3, -1, .max])
    let small = typed(6, field: 5, [-7, 9], packed: packed)
    #expect(try constant(small).integers == [-7, 9])
    // Numbers in the field of another type are none of the tensor's.
    #expect(throws: UpsampleError.self) {
      try constant(typed(7, field: 5, [3, 4], packed: packed))
    }
  }

  @Test(arguments: [true, false]) func floatingFieldsAreNumbers(packed: Bool) throws {
    var tensor = ProtobufWriter()
    tensor.append(1, 2)
    tensor.append(2, 1)
    if packed {
      tensor.append(4, [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0])
    } else {
      tensor.append(4, Float(1))
      tensor.append(4, Float(-2.5))
    }
    #expect(try constant(tensor.bytes).floats == [1, -2.5])
  }

  @Test func shapesHaveAsManyNumbers() throws {
    #expect(try constant(ONNXWriter.tensor("t", [], [7])).floats == [7])
    #expect(try constant(ONNXWriter.tensor("t", [0, 5], [])).count == 0)
    #expect(throws: UpsampleError.self) { try constant(ONNXWriter.tensor("t", [3], [1, 2])) }
    #expect(throws: UpsampleError.self) {
      try constant(typed(7, field: 7, [1, 2, 3, 4], packed: true) + [0x08, 9])
    }
  }
}
