import TestSupport
import UpsampleBase

@testable import Upsample

/// The samples of the picture that `make_goldens.py` fits to.
func fittedLevel(_ x: Int, _ y: Int) -> UInt8 {
  UInt8((x * x * 7 + y * y * 5 + x * y * 3) / 11 % 97 + (x * 5 + y * 9) % 61)
    + UInt8((x / 6 + y / 5) % 2 * 80)
}

/// Pictures that are no turned, mirrored or moved parts of one another, with their names.
func fittedPictures(
  _ folder: TestFolder, _ count: Int
) throws -> [(name: FilePath, path: FilePath)] {
  try (0..<count).map { number in
    let path = try folder.file(
      "\(number).png",
      grayPNG(width: 48 + number, height: 48) { x, y in fittedLevel(x + 5 * number, y) })
    return (FilePath("\(number).png"), path)
  }
}

extension TestFolder {
  func file(_ name: String, _ bytes: [UInt8]) throws -> FilePath {
    let output = try OutputFile(.file(path.appending(FilePath(name))))
    try output.write(bytes)
    try output.commit()
    return path.appending(FilePath(name))
  }
}
