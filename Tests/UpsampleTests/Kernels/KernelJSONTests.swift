import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct KernelJSONTests {
  @Test func readsNestedArrays() throws {
    let json = try KernelJSON(Array("[[0.25, 5e-1], [1, -2]]\n".utf8), name: "k.json")
    #expect(json.taps == Tensor(shape: [2, 2], scalars: [0.25, 0.5, 1, -2]))
    let mixing = try KernelJSON(Array("[[[[1,2,3],[4,5,6]]]]".utf8), name: "k.json")
    #expect(mixing.taps == Tensor(shape: [1, 1, 2, 3], scalars: [1, 2, 3, 4, 5, 6]))
  }

  @Test(
    arguments: [
      ("[1]", [1]), ("\u{FEFF}[0.5, -0, 1E+2, 1e-999]", [0.5, -0.0, 100, 0]),
      (
        "[16777217, 0.1, 3.4028235e38, 1e-45]",
        [16_777_216, 0.1, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
      ),
      ("\t[\r\n1 ,2\n] \n", [1, 2]), ("[1.\(String(repeating: "0", count: 5000))1]", [1]),
    ] as [(String, [Float])])
  func numbersAreThe32BitOnesNearest(_ text: String, scalars: [Float]) throws {
    let json = try KernelJSON(Array(text.utf8), name: "k.json")
    #expect(json.taps == Tensor(shape: [scalars.count], scalars: scalars))
  }

  /// What is wrong, without the file's name, and the remedy.
  @Test(arguments: [
    ("", "ends where a number or an array is expected"),
    (" \n", "ends where a number or an array is expected"),
    ("[[1, 2], [3", "ends before its arrays do"),
    ("[[1, 2], [", "ends where a number or an array is expected"),
    ("{\"a\": 1}", "has {\"a\": in line 1, column 1, where a number or an array is expected"),
    ("[[1, \"2\"]]", "has \"2\" in line 1, column 6, where a number or an array is expected"),
    ("[1,\n null]", "has null in line 2, column 2, where a number or an array is expected"),
    ("[1,]", "has ] in line 1, column 4, where a number or an array is expected"),
    ("[,1]", "has , in line 1, column 2, where a number or an array is expected"),
    ("[1 2]", "has 2 in line 1, column 4, where , or ] is expected"),
    ("[1}", "has 1} in line 1, column 2, where a number is expected"),
    ("[1]]", "has ] in line 1, column 4, where the end is expected"),
    ("[1] [2]", "has [ in line 1, column 5, where the end is expected"),
    ("[1]\0", "has \\x00 in line 1, column 4, where the end is expected"),
    ("[1,\u{A0}2]", "has \u{A0}2 in line 1, column 4, where a number or an array is expected"),
    ("[NaN]", "has NaN in line 1, column 2, where a number or an array is expected"),
    ("[-Infinity]", "has -Infinity in line 1, column 2, where a number is expected"),
    ("[01]", "has 01 in line 1, column 2, where a number is expected"),
    ("[.5]", "has .5 in line 1, column 2, where a number or an array is expected"),
    ("[-.5]", "has -.5 in line 1, column 2, where a number is expected"),
    ("[1., 2]", "has 1. in line 1, column 2, where a number is expected"),
    ("[0x10]", "has 0x10 in line 1, column 2, where a number is expected"),
    ("[1e]", "has 1e in line 1, column 2, where a number is expected"),
    ("[--1]", "has --1 in line 1, column 2, where a number is expected"),
    ("[2, 1e999]", "holds 1e999 as tap 1"),
    ("[-3.5e38]", "holds -3.5e38 as tap 0"),
    ("[\(String(repeating: "9", count: 400))]", "holds 99999999999999999999... as tap 0"),
    ("[[1, 2], [3]]", "holds arrays of different lengths or depths"),
    ("[[1, 2], 3]", "holds arrays of different lengths or depths"),
    ("[3, [1]]", "holds arrays of different lengths or depths"),
    ("[[[]], [1]]", "holds arrays of different lengths or depths"),
    ("[[], [1]]", "holds arrays of different lengths or depths"),
    ("[[[[[1]]]]]", "nests arrays more than 4 deep"),
    (String(repeating: "[", count: 100_000), "nests arrays more than 4 deep"),
    (
      String(repeating: "{\"a\":", count: 9),
      "has {\"a\":{\"a\":{\"a\":{\"a\":... in line 1, "
        + "column 1, where a number or an array is expected"
    ),
  ])
  func refusesEverythingElse(_ text: String, defect: String) throws {
    let error = #expect(throws: UpsampleError.self) {
      try KernelJSON(Array(text.utf8), name: "k.json")
    }
    #expect(error?.firstLine == "k.json \(defect).")
  }

  @Test func otherEncodingsAreNamed() throws {
    for bytes in [[0xFF, 0xFE, 0x5B, 0x00], [0xFE, 0xFF, 0x00, 0x5B]] as [[UInt8]] {
      let error = #expect(throws: UpsampleError.self) { try KernelJSON(bytes, name: "k.json") }
      #expect(
        error?.description
          == "k.json is UTF-16 text.\n  JSON is UTF-8: save it as that.")
    }
  }

  @Test func readingStopsAtTheLimit() throws {
    let text = Array("[[1, 2, 3], [4, 5, NaN".utf8)
    let error = #expect(throws: UpsampleError.self) {
      try KernelJSON(text, name: "k.json", limit: 4)
    }
    #expect(error?.description == "k.json has 5 taps or more; the limit is 4.")
  }

  @Test(arguments: [
    (Tensor(shape: [1, 1, 1], scalars: [1]), "k.npy holds taps of shape [1, 1, 1]."),
    (
      Tensor(shape: [2], scalars: [3e38, 3e38]), "k.npy holds taps whose products overflow."
    ),
    (Tensor(shape: [0, 4], scalars: []), "k.npy holds no taps: its shape is [0, 4]."),
    (Tensor(shape: [1, 2], scalars: [1, .nan]), "k.npy holds nan as tap 1."),
    (Tensor(shape: [1, 2], scalars: [.infinity, 1]), "k.npy holds inf as tap 0."),
  ])
  func refusesTapsThatAreNoFilter(_ taps: Tensor, message: String) throws {
    let error = #expect(throws: UpsampleError.self) { try UserFilter(taps, name: "k.npy") }
    #expect(error?.firstLine == message)
  }

  @Test(arguments: [
    ([1, 5000], "k.npy has 5000 taps along a side; the limit is 4096."),
    ([2000], "k.npy has 4000000 taps; the limit is 1048576."),
    ([2048, 1024], "k.npy has 2097152 taps; the limit is 1048576."),
  ])
  func refusesMoreTapsThanTheLimit(shape: [Int], message: String) throws {
    let taps = Tensor(repeating: 1, shape: Shape(shape))
    let error = #expect(throws: UpsampleError.self) { try UserFilter(taps, name: "k.npy") }
    #expect(error?.firstLine == message)
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

extension UpsampleError {
  fileprivate var firstLine: String? {
    description.split(separator: "\n").first.map(String.init)
  }
}
