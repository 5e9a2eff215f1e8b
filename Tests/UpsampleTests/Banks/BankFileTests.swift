import TestSupport
import Testing
import UpsampleBase

@testable import Upsample

/// What is read of a bank is what was written, and what is no bank is refused in one line.
@Suite struct BankFileTests {
  @Test(arguments: [(2, 9, 256), (3, 7, 40), (4, 3, 1), (2, 15, 2)])
  func isReadAsItWasWritten(scale: Int, taps: Int, leaves: Int) throws {
    var random = SeededGenerator(seed: UInt64(leaves))
    let bank = try KernelBank(scale: scale, taps: taps, leaves: leaves, using: &random)
    let folder = try TestFolder()
    try bank.write(to: .file(folder["a.bank"]))
    let read = try KernelBank(file: folder["a.bank"])
    #expect(read == bank)
    try read.write(to: .file(folder["b.bank"]))
    #expect(folder.read("a.bank") == folder.read("b.bank"))
  }

  @Test func phasesSumToOne() throws {
    var random = SeededGenerator(seed: 7)
    let bank = try KernelBank(scale: 3, taps: 5, leaves: 9, using: &random)
    for phase in stride(from: 0, to: bank.leaves.count, by: 25) {
      let sum = bank.leaves[phase..<phase + 25].reduce(0.0) { $0 + Double($1) }
      #expect(abs(sum - 1) < 1e-7)
    }
  }

  @Test func damagedFilesAreRefused() throws {
    var random = SeededGenerator(seed: 5)
    let bytes = BankFile.bytes(
      of: try KernelBank(scale: 2, taps: 3, leaves: 6, using: &random))
    mutate(bytes, times: 2000, seed: 3) { mutant in
      guard mutant != bytes else { return }
      #expect(refusal(of: mutant)?.contains("\n\n") == false)
    }
    for end in 0..<bytes.count { #expect(refusal(of: Array(bytes[..<end])) != nil) }
  }

  /// Files with a right checksum may hold anything.
  @Test func hostileFilesAreRefusedOrBanks() throws {
    var random = SeededGenerator(seed: 6)
    let bytes = BankFile.bytes(
      of: try KernelBank(scale: 2, taps: 3, leaves: 6, using: &random))
    var refused = 0
    mutate(Array(bytes.dropLast(8)), times: 5000, seed: 4) { mutant in
      do throws(UpsampleError) {
        let bank = try BankFile.bank(mutant.withChecksum, name: "k.bank")
        #expect(BankFile.bytes(of: bank) == mutant.withChecksum)
        #expect((0..<6).contains(bank.leaf(Array(repeating: 1, count: BankFeature.valueCount))))
      } catch {
        refused += 1
      }
    }
    #expect(refused > 1000)
  }

  @Test(arguments: [
    (0, [0], "k.bank is not a bank of kernels."),
    (8, [2], "k.bank is a bank of the unknown version 2."),
    (10, [1], "k.bank holds kernels of scale 1."),
    (11, [4], "k.bank holds kernels of 4 taps along a side."),
    (12, [0], "k.bank holds 0 kernels."),
    (12, [255, 255, 255, 255], "k.bank holds 4294967295 kernels."),
    (12, [3], "k.bank has 165 bytes, and its header tells of 242."),
    (16, [3], "k.bank asks in node 0 for what no neighbourhood has."),
    (17, [49], "k.bank asks in node 0 for what no neighbourhood has."),
    (20, [4], "k.bank asks in node 0 for what no neighbourhood has."),
    (21, [0, 0, 192, 127], "k.bank asks in node 0 for what no neighbourhood has."),
    (25, [0, 0], "k.bank is no tree: node 0 does not lead to a node or leaf of its own."),
    (25, [1, 128], "k.bank is no tree: node 0 does not lead to a node or leaf of its own."),
    (25, [2, 128], "k.bank is no tree: node 0 does not lead to a node or leaf of its own."),
    (29, [0, 124], "k.bank holds a tap in kernel 0 that is not finite."),
  ])
  func tellsWhatIsWrong(offset: Int, values: [UInt8], message: String) throws {
    let node = BankNode(
      .difference(1, 2, over: 1), above: 0.5, lower: .leaf(0), higher: .leaf(1))
    let bank = try KernelBank(
      scale: 2, taps: 3, nodes: [node], leaves: Array(repeating: 0.125, count: 72))
    var bytes = Array(BankFile.bytes(of: bank).dropLast(8))
    bytes.replaceSubrange(offset..<offset + values.count, with: values)
    let seen = refusal(of: bytes.withChecksum) ?? ""
    #expect(seen.split(separator: "\n").first.map(String.init) == message)
  }

  private func refusal(of bytes: [UInt8]) -> String? {
    do throws(UpsampleError) {
      _ = try BankFile.bank(bytes, name: "k.bank")
      return nil
    } catch {
      return error.description
    }
  }
}

extension [UInt8] {
  fileprivate var withChecksum: [UInt8] {
    self + Swift.withUnsafeBytes(of: stableHash(self).littleEndian) { Array($0) }
  }
}
