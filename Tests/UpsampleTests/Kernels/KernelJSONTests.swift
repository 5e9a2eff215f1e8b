import Testing

@testable import Upsample

@Suite struct KernelJSONTests {
  @Test func readsNestedArrays() throws {
    let json = try KernelJSON(Array("[[0.25, 5e-1], [1, -2]]\n".utf8), name: "k.json")
    #expect(json.taps == Tensor(shape: [2, 2], scalars: [0.25, 0.5, 1, -2]))
    let mixing = try KernelJSON(Array("[[[[1,2,3],[4,5,6]]]]".utf8), name: "k.json")
    #expect(mixing.taps == Tensor(shape: [1, 1, 2, 3], scalars: [1, 2, 3, 4, 5, 6]))
  }

  static let deep = String(repeating: "[", count: 100_000)

  @Test(arguments: [
    ("", "is not JSON"), ("{\"a\": 1}", "is not JSON"), ("[[1, \"2\"]]", "is not JSON"),
    ("[[1, 2], [3", "is not JSON"), ("[[1, null]]", "is not JSON"), (deep, "is not JSON"),
    ("[[1, 2], [3]]", "holds arrays of different lengths"),
    ("[[1, 2], 3]", "holds arrays of different lengths"),
  ])
  func refusesEverythingElse(_ text: String, defect: String) throws {
    let error = #expect(throws: UpsampleError.self) {
      try KernelJSON(Array(text.utf8), name: "k.json")
    }
    #expect(
      error?.description.hasPrefix("k.json \(defect)") == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    (Tensor(shape: [1, 1, 1], scalars: [1]), "k.npy holds taps of shape [1, 1, 1]."),
    (
      Tensor(repeating: 1, shape: [1, 5000]), "k.npy has 5000 taps along a side; the limit is 4096."
    ),
    (
      Tensor(shape: [2], scalars: [3e38, 3e38]), "k.npy holds taps whose products overflow."
    ),
    (Tensor(repeating: 1, shape: [2000]), "k.npy has 4000000 taps; the limit is 1048576."),
    (Tensor(shape: [0, 4], scalars: []), "k.npy holds no taps: its shape is [0, 4]."),
    (Tensor(shape: [1, 2], scalars: [1, .nan]), "k.npy holds nan as tap 1."),
    (Tensor(shape: [1, 2], scalars: [.infinity, 1]), "k.npy holds inf as tap 0."),
    (
      Tensor(repeating: 1, shape: [2048, 1024]),
      "k.npy has 2097152 taps; the limit is 1048576."
    ),
  ])
  func refusesTapsThatAreNoFilter(_ taps: Tensor, message: String) throws {
    let error = #expect(throws: UpsampleError.self) { try UserFilter(taps, name: "k.npy") }
    #expect(error?.description.split(separator: "\n").first.map(String.init) == message)
  }

  @Test func takesFiltersForEveryChannelAndMixingOnes() throws {
    let plain = Tensor(shape: [1, 2], scalars: [1, 2])
    #expect(try UserFilter(plain, name: "k") == .depthwise(plain))
    let mixing = Tensor(shape: [1, 1, 1, 2], scalars: [1, 2])
    #expect(try UserFilter(mixing, name: "k") == .mixing(mixing))
    #expect(
      try UserFilter(Tensor(shape: [2], scalars: [2, 3]), name: "k")
        == .depthwise(Tensor(shape: [2, 2], scalars: [4, 6, 6, 9])))
  }
}
