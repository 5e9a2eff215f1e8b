import TestSupport
import UpsampleBase

@testable import Upsample

/// The samples of the picture that `make_goldens.py` fits to.
func fittedLevel(_ x: Int, _ y: Int) -> UInt8 {
  UInt8((x * x * 7 + y * y * 5 + x * y * 3) / 11 % 97 + (x * 5 + y * 9) % 61)
    + UInt8((x / 6 + y / 5) % 2 * 80)
}

/// Pictures that are no turned, mirrored or moved parts of one another.
func fittedPictures(_ folder: TestFolder, _ count: Int) throws -> [FitImage] {
  try (0..<count).map { number in
    let name = "\(number).png"
    let path = try folder.write(
      grayPNG(width: 48 + number, height: 48) { x, y in fittedLevel(x + 5 * number, y) }, to: name)
    return FitImage(FilePath(name), wanted: path)
  }
}
