import Glibc
import Upsample
import UpsampleBase
import UpsampleBatch
import UpsampleImages

/// The pictures `NAME.mask.png` beside golden pictures `NAME.png`, or of another extension: what
/// they show black does not count.
struct GoldenMasks: Sendable {
  private var files: Set<FilePath> = []

  /// Finds those in a folder. The memory taken grows with their number.
  init(in expected: FilePath) throws(UpsampleError) {
    try listFiles(in: expected) { file in
      let isMask = file.maskedNames.contains { golden in
        FileStatus(of: expected.appending(golden), in: AT_FDCWD) != nil
      }
      if isMask { files.insert(file) }
    }
  }

  /// Whether a file is the mask of a golden beside it.
  func contains(_ file: FilePath) -> Bool { files.contains(file) }

  /// The mask beside a golden, if there is one.
  func mask(of golden: FilePath) -> FilePath? {
    guard golden.lowercasedExtension != nil else { return nil }
    let mask = golden.replacingExtension(with: "mask.png")
    return files.contains(mask) ? mask : nil
  }
}

extension FilePath {
  /// The names of the goldens whose mask a file would be.
  fileprivate var maskedNames: [FilePath] {
    let ending = ".mask.png"
    guard bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { return [] }
    let name = FilePath(bytes: Array(bytes.dropLast(ending.utf8.count)) + Array(".png".utf8))
    let endings = ImageFormat.allCases.flatMap(\.usualExtensions)
    return (endings + endings.map { $0.uppercased() }).map(name.replacingExtension)
  }
}
