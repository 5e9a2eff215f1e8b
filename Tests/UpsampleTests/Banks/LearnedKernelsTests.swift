import CLearned
import Testing

@testable import Upsample

/// The kernels that come with the program.
@Suite struct LearnedKernelsTests {
  @Test(arguments: [(CL_SHARP, 64), (CL_DETAIL, 100), (CL_DETAIL_CLEAN, 130)], 2...4)
  func areBanksOfTheirScale(kernel: (name: cl_kernel, mostTaps: Int), scale: Int) throws {
    let file = cl_learned(kernel.name, Int32(scale))
    let bank = try BankFile.bank(
      Array(UnsafeBufferPointer(start: file.bytes, count: file.count)), name: "learned")
    #expect(bank.scale == scale)
    #expect(bank.taps * bank.taps <= kernel.mostTaps)
    #expect((bank.leafCount == 1) == (kernel.name == CL_SHARP))
  }

  @Test(arguments: [-1, 0, 1, 5]) func otherScalesHaveNone(scale: Int32) {
    #expect(cl_learned(CL_DETAIL, scale).count == 0)
  }
}
