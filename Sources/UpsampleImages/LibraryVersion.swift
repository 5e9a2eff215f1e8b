import CColour
import CImageIO

/// A library that the process uses, and its version.
package struct LibraryVersion {
  package let name: String
  /// As the library tells it, or else that of the headers by which this was built.
  package let version: String

  /// All of them but the C library.
  package static var all: [LibraryVersion] {
    let colour = cco_version()
    return [
      LibraryVersion(name: "libpng", version: String(cString: cio_png_version())),
      builtWith("libjpeg-turbo", cio_jpeg_version_built_with()),
      LibraryVersion(name: "Little CMS", version: "\(colour / 1000).\(colour % 1000 / 10)"),
      builtWith("ISA-L", cio_isal_version_built_with()),
      LibraryVersion(name: "zlib", version: String(cString: cio_zlib_version())),
    ]
  }

  private static func builtWith(_ name: String, _ version: UnsafePointer<CChar>) -> LibraryVersion {
    LibraryVersion(name: name, version: "\(String(cString: version)) when built")
  }
}
