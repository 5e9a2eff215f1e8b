import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct ForeignFormatTests {
  /// A file's beginning as each format's specification has it. A character stands for the
  /// byte of its number.
  @Test(
    arguments: [
      (.webP, "RIFF\u{24}\0\0\0WEBPVP8 "), (.tiff, "II*\0\u{8}\0\0\0"), (.tiff, "MM\0*\0\0\0\u{8}"),
      (.tiff, "II+\0\u{8}\0\0\0"), (.gif, "GIF87a\u{5}\0"), (.gif, "GIF89a\u{5}\0"),
      (.heic, "\0\0\0\u{18}ftypheic\0\0\0\0mif1heic"),
      (.heic, "\0\0\0\u{18}ftypmif1\0\0\0\0mif1heic"),
      (.avif, "\0\0\0\u{18}ftypmif1\0\0\0\0mif1avif"), (.avif, "\0\0\0\u{14}ftypavif\0\0\0\0avif"),
      (.rawPhoto, "\0\0\0\u{18}ftypcrx \0\0\0\u{1}crx isom"),
      (.video, "\0\0\0\u{18}ftypisom\0\0\u{2}\0isomavc1"), (.video, "\u{1a}\u{45}\u{df}\u{a3}"),
      (.bmp, "BM\u{46}\0\0\0\0\0\0\0\u{36}\0\0\0\u{28}\0\0\0\u{5}\0\0\0"),
      (.jpegXL, "\u{ff}\n\u{fa}"), (.jpegXL, "\0\0\0\u{c}JXL \r\n\u{87}\n"),
      (.jpeg2000, "\0\0\0\u{c}jP  \r\n\u{87}\n"), (.jpeg2000, "\u{ff}\u{4f}\u{ff}\u{51}"),
      (.jpegXS, "\u{ff}\u{10}\u{ff}\u{50}"), (.jpegXR, "II\u{bc}\u{1}\u{20}"),
      (.svg, "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg xmlns="),
      (.svg, "\u{ef}\u{bb}\u{bf}<svg width=\"5\""), (.pdf, "%PDF-1.7"),
      (.postScript, "%!PS-Adobe-3.0 EPSF-3.0"), (.photoshop, "8BPS\0\u{1}"),
      (.gimp, "gimp xcf v011"), (.netpbm, "P6\n5 4\n255\n"), (.netpbm, "P5 # made\n5 4"),
      (.netpbm, "P7\nWIDTH 5"), (.netpbm, "Pf\n5 4\n-1.0\n"), (.openEXR, "v/1\u{1}\u{2}\0\0\0"),
      (.icon, "\0\0\u{1}\0\u{1}\0\u{10}\u{10}\0\0\u{1}\0\u{20}\0\u{68}\u{4}\0\0\u{16}\0\0\0"),
      (.radiance, "#?RADIANCE\n"), (.rawPhoto, "FUJIFILMCCD-RAW 0201"),
      (.rawPhoto, "II*\0\u{10}\0\0\0CR\u{2}\0"), (.qoi, "qoif\0\0\0\u{5}"), (.dds, "DDS \u{7c}"),
      (.djVu, "AT&TFORM"), (.mng, "\u{8a}MNG\r\n\u{1a}\n"), (.fits, "SIMPLE  =    T"),
      (.dicom, String(repeating: "\0", count: 128) + "DICM"),
      (.html, "\n<!DOCTYPE html>\n<html><svg>"), (.numpyArray, "\u{93}NUMPY\u{1}\0"),
      (.lfsPointer, "version https://git-lfs.github.com/spec/v1\noid"),
    ] as [(ForeignFormat, String)])
  func aFormatIsKnownByItsFirstBytes(format: ForeignFormat, start: String) {
    let bytes = start.unicodeScalars.map { UInt8($0.value) }
    #expect(ForeignFormat(bytes) == format)
  }

  @Test(arguments: [
    "", "B", "BM, a manufacturer of cars and motorcycles", "P6 is a processor", "P", "<", "<xml/>",
    "\0\0\u{1}\0", "\0\0\u{1}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "RIFF\0\0\0\0WAVEfmt ",
    "\0\0\0\u{18}ftyp", "some text about GIF89a and ftypheic",
  ])
  func othersAreNot(start: String) {
    #expect(ForeignFormat(start.unicodeScalars.map { UInt8($0.value) }) == nil)
  }

  /// Boxes whose stated length is a lie.
  @Test(arguments: ["\0\0\0\0", "\0\0\0\u{1}", "\u{ff}\u{ff}\u{ff}\u{ff}", "\0\0\0\u{d}"])
  func aBrandsLengthIsNotBelieved(length: String) {
    let bytes = "\(length)ftypheic".unicodeScalars.map { UInt8($0.value) }
    #expect(ForeignFormat(bytes) == .heic)
  }

  @Test func theErrorNamesTheFormatAndWhatConvertsIt() throws {
    let folder = try TestFolder()
    let path = try folder.write(Array("RIFF\0\0\0\0WEBP".utf8), to: "a.jpg")
    let error = #expect(throws: UpsampleError.self) {
      try openImageSource(.file(path), ReadingOptions())
    }
    #expect(
      error?.description == """
        \(path) is WebP, neither PNG nor JPEG.
          Convert it first, as in: dwebp in.webp -o in.png
        """)
  }

  @Test(arguments: ForeignFormat.allCases)
  func everyFormatHasARemedyOfOneLine(format: ForeignFormat) {
    #expect(!format.remedy.isEmpty && !format.remedy.contains("\n"))
  }
}
