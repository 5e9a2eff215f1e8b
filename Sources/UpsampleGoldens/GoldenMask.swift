import Glibc
import Upsample
import UpsampleBase
import UpsampleImages

/// A picture `NAME.mask.png` beside a golden picture `NAME.png` or of another extension: what it
/// shows black does not count.
enum GoldenMask {
  private static let ending = ".mask.png"

  /// The mask beside a golden picture, if there is one.
  static func beside(_ golden: FilePath) -> FilePath? {
    guard golden.lowercasedExtension != nil else { return nil }
    let mask = golden.replacingExtension(with: "mask.png")
    return FileStatus(of: mask, in: AT_FDCWD) == nil ? nil : mask
  }

  /// The name of the mask of a golden picture of a folder, if there is one.
  static func beside(_ name: FilePath, in folder: FilePath) -> FilePath? {
    beside(folder.appending(name)).map { _ in name.replacingExtension(with: "mask.png") }
  }

  /// Whether a file is the mask of a picture beside it.
  static func isOne(_ path: FilePath) -> Bool {
    let text = path.bytes
    guard text.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { return false }
    let name = FilePath(bytes: Array(text.dropLast(ending.utf8.count)) + Array(".png".utf8))
    let endings = ImageFormat.allCases.flatMap(\.usualExtensions)
    return (endings + endings.map { $0.uppercased() }).contains { ending in
      FileStatus(of: name.replacingExtension(with: ending), in: AT_FDCWD) != nil
    }
  }
}
