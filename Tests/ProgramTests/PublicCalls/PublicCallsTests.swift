import Testing
import Upsample

/// Whatever the public functions of the tensor library are given, they return or throw: a trap
/// ends the tests.
@Suite struct PublicCallsTests {
  @Test(arguments: PublicCall.all) func anythingIsTakenOrRefused(call: PublicCall) throws {
    let folder = try temporaryDirectory()
    defer { removeTree(FilePath(folder)) }
    try Tensor.range(shape: [4]).write(npy: FilePath("\(folder)/in.npy"))
    try writeFile("\(folder)/text", Array("no tensor".utf8))
    let taken = (0..<200).filter { call.isTaken(seed: UInt64($0), folder: folder) }.count
    #expect(taken > 9, "\(call.names) is refused too often to say anything")
  }

  /// What a reader would write for an argument that is left out.
  @Test func absentArgumentsMayBeGiven() throws {
    let value = try Tensor.range(shape: [1, 4, 4, 1])
    let pooled = try maxPool2D(value, ksize: 2, strides: nil, padding: .valid)
    #expect(pooled.scalars == [5, 7, 13, 15])
    let filter = try Tensor.constant(1, shape: [2, 2, 1, 1])
    let larger = try transposedConv2D(pooled, filter: filter, outputShape: nil, strides: 2)
    #expect(larger.shape == [1, 4, 4, 1])
  }

  /// A function that no call above names fails this.
  @Test func everyPublicNameIsCalled() throws {
    let kinds = ["func", "init", "method", "property", "subscript", "func.op"]
    let symbols = try publicSymbols(of: "UpsampleTensors").filter { symbol in
      kinds.contains { symbol.kind.identifier.hasSuffix(".\($0)") }
    }
    let called = PublicCall.all.flatMap(\.names).sorted()
    let named = symbols.map(\.name).sorted()
    #expect(named.filter { !called.contains($0) } == [], "not called")
    #expect(called == named)
  }
}
