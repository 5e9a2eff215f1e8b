import Upsample
import UpsampleBase
import UpsampleBatch
import UpsampleImages

/// The pictures `NAME.mask.png` beside golden pictures `NAME.png`, or of another extension: what
/// they show black does not count.
struct GoldenMasks: Sendable {
  private var goldens: [FilePath: [FilePath]] = [:]

  /// Finds those in a folder. The memory taken grows with their number.
  init(in expected: FilePath) throws(UpsampleError) {
    var masks: Set<FilePath> = []
    try listFiles(in: expected) { file in
      if file.isMask { masks.insert(file) }
    }
    if masks.isEmpty { return }
    try listFiles(in: expected) { file in
      guard let mask = file.mask, masks.contains(mask) else { return }
      goldens[mask, default: []].append(file)
    }
  }

  var count: Int { goldens.count }

  /// Whether a file is the mask of a golden beside it.
  func contains(_ file: FilePath) -> Bool { goldens[file] != nil }

  /// The mask beside a golden, if there is one.
  func mask(of golden: FilePath) -> FilePath? {
    golden.mask.flatMap { goldens[$0] == nil ? nil : $0 }
  }

  /// The goldens beside which a mask lies.
  func goldens(of mask: FilePath) -> [FilePath] { goldens[mask] ?? [] }
}

extension FilePath {
  /// Whether the name is that of a mask, whatever lies beside it.
  var isMask: Bool {
    let ending = ".mask.png"
    return bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }

  /// The name of a picture's mask; `nil` of what is not named as a picture.
  fileprivate var mask: FilePath? {
    isNamedAsPicture ? replacingExtension(with: "mask.png") : nil
  }
}
