import CImageIO
import CKernels
import UpsampleBase

/// The instructions of the processor with which pictures and tensors are computed
/// and PNGs compressed.
///
/// Pixels, tensors and JPEGs are the same with all of them. The bytes of a PNG are not:
/// ISA-L finds other matches with each. Processes on machines of several kinds write
/// the same bytes when they share the narrowest.
package enum InstructionSet: String, CaseIterable, Comparable, Sendable {
  /// Those of every machine.
  case portable
  /// AVX2 with fused multiply-add.
  case avx2
  /// AVX-512 F; to compress, with CD, BW, DQ and VL.
  case avx512

  /// The widest that this machine has.
  package static var ofMachine: InstructionSet { InstructionSet(ck_machine_instructions()) }

  /// The widest that is used: at first ``ofMachine``.
  package static var inUse: InstructionSet { InstructionSet(ck_best_instructions()) }

  package static func < (one: InstructionSet, other: InstructionSet) -> Bool {
    one.kernels.rawValue < other.kernels.rawValue
  }

  /// Makes the whole process use this set. It is meant to be called before anything
  /// else: what is at work already may go on with another.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when the machine has it not, or when the
  ///   installed ISA-L does not let itself be told.
  package func use() throws(UpsampleError) {
    guard self <= .ofMachine else {
      throw .instructions(.noInstructions(self, widest: .ofMachine))
    }
    guard cio_deflate_limit(deflate) else {
      throw .instructions(.choosingCompressor)
    }
    ck_limit_instructions(kernels)
  }

  private init(_ kernels: ck_instructions) {
    self = Self.allCases.first { $0.kernels == kernels }!
  }

  private var kernels: ck_instructions {
    switch self {
    case .portable: CK_PORTABLE
    case .avx2: CK_AVX2
    case .avx512: CK_AVX512
    }
  }

  private var deflate: cio_deflate_code {
    switch self {
    case .portable: .portable
    case .avx2: .avx2
    case .avx512: .avx512
    }
  }
}

extension UpsampleError {
  fileprivate static func instructions(_ fault: ImageFault) -> UpsampleError {
    .request(RequestFault(subject: "`instructions`", fault))
  }
}
