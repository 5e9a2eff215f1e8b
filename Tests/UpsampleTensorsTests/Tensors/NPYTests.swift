import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct NPYTests {
  /// A file that goes when the test ends.
  private final class File {
    let path: FilePath

    init(_ bytes: [UInt8], folder: String = "/tmp") {
      var template = Array("\(folder)/npy-test-XXXXXX\0".utf8CString)
      let descriptor = mkstemp(&template)
      path = FilePath(cString: template)
      #expect(write(descriptor, bytes, bytes.count) == bytes.count)
      close(descriptor)
    }

    deinit { _ = path.withCString { unlink($0) } }
  }

  private static func npy(
    _ dictionary: String, data: [UInt8] = [], version: UInt8 = 1, length: Int? = nil
  ) -> [UInt8] {
    let text = Array(dictionary.utf8) + [0x0a]
    let length = length ?? text.count
    let lengthBytes = (0..<(version == 1 ? 2 : 4)).map {
      UInt8(truncatingIfNeeded: length >> ($0 * 8))
    }
    return NPYHeader.magic + [version, 0] + lengthBytes + text + data
  }

  private static func dictionary(
    _ type: String, order: String = "False", shape: String
  ) -> String {
    "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
  }

  /// A 32-bit floating-point number would be a neighbour of some of these.
  @Test(
    arguments: [
      ("<i8", [1, -1, 20_000_001, Int.min], [1, -1, 20_000_001, Int.min]),
      (">u8", [7, -1], [7, Int.max]),
      ("<i4", [3, 1 << 32 - 2], [3, -2]),
      ("|u1", [3, 255], [3, 255]),
    ] as [(String, [Int], [Int])])
  func integersOfShapesAreExact(type: String, bits: [Int], extents: [Int]) throws {
    let size = type.last!.wholeNumberValue!
    let data = bits.flatMap { number in
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      return type.first == ">" ? bytes.reversed() : bytes
    }
    let file = File(Self.npy(Self.dictionary(type, shape: "(\(bits.count),)"), data: data))
    #expect(try OutputShape(npy: .file(file.path)) == .extents(extents))
  }

  @Test func aShapeIsReadWithoutTheNumbers() throws {
    let file = File(Self.npy(Self.dictionary("<f4", shape: "(7, 1000000000000)")))
    #expect(try Shape(ofNPY: .file(file.path)) == [7, 1_000_000_000_000])
    #expect(throws: UpsampleError.self) { try OutputShape(npy: .file(file.path)) }
  }

  private func read(_ bytes: [UInt8]) throws(UpsampleError) -> Tensor {
    let file = File(bytes)
    return try Tensor(npy: file.path)
  }

  @Test func writesTheBytesThatNumPyWrites() throws {
    // numpy.save of numpy.ones((1, 5), '<f4'), NumPy 2.
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 5), }"
    let header = Array((text + String(repeating: " ", count: 117 - text.utf8.count) + "\n").utf8)
    let ones = Array(repeating: [0, 0, 0x80, 0x3f] as [UInt8], count: 5).flatMap { $0 }
    let file = File([])
    try Tensor(repeating: 1, shape: [1, 5]).write(npy: file.path)
    let path = file.path.withCString { String(cString: $0) }
    let written = try #require(fopen(path, "r"))
    defer { fclose(written) }
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = fread(&bytes, 1, bytes.count, written)
    #expect(Array(bytes[..<count]) == NPYHeader.magic + [1, 0, 118, 0] + header + ones)
  }

  @Test func readsWhatItWrites() throws {
    var numbers = SeededGenerator(seed: 3)
    for shape: Shape in [[], [7], [2, 0, 3], [3, 4, 5], Shape(Array(repeating: 1, count: 64))] {
      let tensor = numbers.realTensor(shape)
      let file = File([])
      try tensor.write(npy: file.path)
      #expect(try Tensor(npy: file.path) == tensor)
    }
  }

  @Test(
    arguments: [
      ("|b1", [0, 1, 2], [0, 1, 1]),
      ("|i1", [0xff, 0x80, 0x7f], [-1, -128, 127]),
      ("|u1", [0xff, 0, 1], [255, 0, 1]),
      ("<i2", [0xfe, 0xff, 0, 1, 2, 0], [-2, 256, 2]),
      (">i2", [0xff, 0xfe, 1, 0, 0, 2], [-2, 256, 2]),
      ("<u2", [0xfe, 0xff, 0, 1, 2, 0], [65534, 256, 2]),
      ("<i4", [0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0, 0, 1], [-1, 1, 16_777_216]),
      (">u4", [0xff, 0xff, 0xff, 0, 0, 0, 0, 1, 0, 0, 1, 0], [4_294_967_040, 1, 256]),
      (
        ">i8",
        [UInt8](repeating: 0xff, count: 8) + [0, 0, 0, 0, 0, 0, 0, 7] + [0, 0, 0, 0, 0, 0, 1, 0],
        [-1, 7, 256]
      ),
      (
        "<u8", [1, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0x80] + [0, 1, 0, 0, 0, 0, 0, 0],
        [1, 9.223372e18, 256]
      ),
      ("<f2", [0, 0x3c, 0, 0xc0, 0, 0x7c], [1, -2, .infinity]),
      (">f4", [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1, -2, 0]),
      (
        "<f8",
        [0, 0, 0, 0, 0, 0, 0xf0, 0x3f] + [0, 0, 0, 0, 0, 0, 0, 0xc0] + [0, 0, 0, 0, 0, 0, 0, 0],
        [1, -2, 0]
      ),
    ] as [(String, [UInt8], [Float])])
  func readsEveryTypeOfNumber(type: String, data: [UInt8], expected: [Float]) throws {
    let tensor = try read(Self.npy(Self.dictionary(type, shape: "(3,)"), data: data))
    #expect(tensor == Tensor(shape: [3], scalars: expected))
  }

  @Test func fortranOrderVariesTheFirstDimensionFastest() throws {
    let header = Self.dictionary("|u1", order: "True", shape: "(2, 3, 2)")
    let tensor = try read(Self.npy(header, data: Array(0..<12)))
    #expect(tensor == Tensor(shape: [2, 3, 2], scalars: [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]))
  }

  @Test func anEmptyTensorInFortranOrderMayHaveAnyExtents() throws {
    let header = Self.dictionary("<f4", order: "True", shape: "(3, 4611686018427387904, 0, 3)")
    #expect(try read(Self.npy(header)).shape == [3, 1 << 62, 0, 3])
  }

  @Test(arguments: [1, 2, 3] as [UInt8]) func readsEveryVersion(version: UInt8) throws {
    let header = #"{ "shape":(2L,), "descr":"|u1","fortran_order":False}   "#
    #expect(try read(Self.npy(header, data: [4, 5], version: version)).scalars == [4, 5])
  }

  @Test(
    arguments: [
      ([], "is not an NPY file"),
      (Array("not numpy at all".utf8), "is not an NPY file"),
      (NPYHeader.magic + [1, 0], "is truncated within its header"),
      (NPYHeader.magic + [4, 0, 0, 0], "is an NPY file of unknown version 4.0"),
      (npy("{}", length: 60000), "is truncated within its header"),
      (npy("{}", version: 2, length: 0xffff_ffff), "has a header of 4294967295 bytes"),
      (npy("{}"), "lacks descr, fortran_order or shape in its header"),
      (npy("[1, 2]"), "has a malformed header"),
      (npy(dictionary("<f4", shape: "(3)")), "has a malformed header"),
      (npy(dictionary("<f4", shape: "(-3,)")), "has a malformed header"),
      (npy(dictionary("<f4", shape: "((((((3,),),),),),)")), "has a malformed header"),
      (
        npy(dictionary("<f4", shape: "(3,), 'shape': (3,)")),
        "has the unexpected header entry 'shape'"
      ),
      (
        npy(dictionary("<f4", shape: "(3,), 'extra': 1")), "has the unexpected header entry 'extra'"
      ),
      (npy(dictionary("<f4", shape: "(99999999999999999999,)")), "has an extent beyond 64 bits"),
      (
        npy(dictionary("<f4", shape: "(" + String(repeating: "1,", count: 65) + ")")),
        "has more than 64 dimensions"
      ),
      (npy(dictionary("|O", shape: "(3,)")), "holds Python objects, not numbers"),
      (npy(dictionary("|S5", shape: "(3,)")), "holds elements of type '|S5'"),
      (npy(dictionary("<c8", shape: "(3,)")), "holds elements of type '<c8'"),
      (npy(dictionary("<f16", shape: "(3,)")), "holds elements of type '<f16'"),
      (
        npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}"),
        "holds records, not numbers"
      ),
      (npy(dictionary("<f4", shape: "(3,)"), data: [0, 0, 0, 0]), "is truncated: shape [3]"),
      (npy(dictionary("<f8", shape: "(4000000000, 4000000000)")), "is truncated: shape"),
      (npy(dictionary("<f8", shape: "(2305843009213693951,)")), "is truncated: shape"),
    ] as [([UInt8], String)])
  func defectsAreNamed(bytes: [UInt8], defect: String) throws {
    let file = File(bytes)
    do throws(UpsampleError) {
      _ = try Tensor(npy: file.path)
      Issue.record("a file that \(defect) was accepted")
    } catch {
      guard case .file(let found) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found.defect.hasPrefix(defect), "\(found.defect)")
    }
  }

  @Test func aShapeWithoutPositionsNeedsNoData() throws {
    let header = Self.dictionary("<f4", shape: "(9223372036854775807, 0, 9223372036854775807)")
    #expect(try read(Self.npy(header)).scalars.isEmpty)
  }

  /// Twice so many numbers have more bytes than 64 bits count.
  @Test func aSparseFileMayClaimMoreThanAllAddresses() throws {
    let header = Self.npy(Self.dictionary("|i1", shape: "(\(1 << 61),)"))
    let file = File(header, folder: "/dev/shm")
    #expect(file.path.withCString { truncate($0, 1 << 62) } == 0)
    let clause = "is too large: shape [\(1 << 61)] does not fit into memory"
    let error = #expect(throws: UpsampleError.self) { _ = try Tensor(npy: file.path) }
    #expect("\(try #require(error))".contains(clause))
  }

  @Test func whatIsNotARegularFileIsRefused() {
    #expect(
      throws: UpsampleError.file(
        FileDefect(name: "/tmp", NPYDefect.notRegular))
    ) { try Tensor(npy: FilePath("/tmp")) }
  }
}
