import CLearned
import Synchronization
import UpsampleBase
import UpsampleTensors

/// The kernels that were fitted to photographs and come with the library, for the scales 2, 3
/// and 4.
///
/// What lies between is made by the next larger of them, what lies beyond by the largest, and
/// bicubic interpolation leads from there to the exact size.
public enum LearnedKernel: String, Hashable, Sendable, CaseIterable {
  /// One filter for all pixels: sharper than ``InterpolationFunction/lanczos3``, with less
  /// ringing.
  case sharp
  /// A bank of filters, of which each pixel takes the one for its neighbourhood: edges are
  /// drawn along their direction. Fitted to what pictures go through: reductions of several
  /// kinds, noise, JPEG.
  case detail
  /// The like, fitted to clean bicubic reductions alone: sharpest for those, and of all others
  /// it sharpens the defects too.
  case detailClean = "detail-clean"

  /// The scales that there are kernels for.
  public static let scales = 2...4

  /// The kernels for a scale.
  ///
  /// - Precondition: It is one of ``scales``.
  package func bank(scale: Int) -> KernelBank {
    precondition(Self.scales.contains(scale))
    return Self.read.withLock { read in
      let place = Place(kernel: self, scale: scale)
      if let bank = read[place] { return bank }
      let bank = KernelBank(place)
      read[place] = bank
      return bank
    }
  }

  /// Those that reach both of two scales, or come nearest.
  func bank(reaching vertical: Ratio, _ horizontal: Ratio) -> KernelBank {
    let scale = Self.scales.first { max(vertical.value, horizontal.value) <= Double($0) }
    return bank(scale: scale ?? Self.scales.upperBound)
  }

  fileprivate struct Place: Hashable {
    let kernel: LearnedKernel
    let scale: Int
  }

  private static let read = Mutex<[Place: KernelBank]>([:])
}

extension KernelBank {
  /// Reads a bank that comes with the library.
  fileprivate init(_ place: LearnedKernel.Place) {
    let file = cl_learned(place.kernel.number, Int32(place.scale))
    let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    do throws(UpsampleError) {
      self = try BankFile.bank(bytes, name: "\(place.kernel.rawValue) for scale \(place.scale)")
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension LearnedKernel {
  fileprivate var number: cl_kernel {
    switch self {
    case .sharp: CL_SHARP
    case .detail: CL_DETAIL
    case .detailClean: CL_DETAIL_CLEAN
    }
  }
}
