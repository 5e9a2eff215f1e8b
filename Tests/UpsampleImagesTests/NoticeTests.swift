import Testing
import UpsampleBase

@testable import UpsampleImages

/// Every family of notices and of damage: a value of it, and its words.
@Suite struct NoticeTests {
  @Test(
    arguments: [
      (.broken(.xmp), "its XMP packet is broken, dropped"),
      (
        .late(["gAMA", "pHYs"]),
        "what has to stand before its pixels stands behind them: gAMA, pHYs"
      ),
      (
        .misfitProfile(.cmyk, output: .rgb),
        "its CMYK colour profile does not fit the RGB output, dropped"
      ),
      (.droppedTexts(limit: 5), "its text is broken or beyond 5 bytes, dropped in part"),
      (.notSearched(.iptc), "its IPTC data can't be searched for private data, dropped"),
      (
        .exifBeyondJPEG(dropped: .makerNotes),
        "its EXIF data is too long for a JPEG, the maker's notes dropped"
      ),
      (
        .textsInJPEG((1...10).map { "k\($0)" }),
        "its text has no place in a JPEG, dropped: k1, k2, k3, k4, k5, k6, k7, k8 and 2 more"
      ),
    ] as [(MetadataNotice, String)])
  func metadataIsToldOf(notice: MetadataNotice, words: String) {
    #expect(notice.description == words)
  }

  @Test(
    arguments: [
      (
        .untoldInJPEG(.transferFunction(3, isFullRange: false), besides: .profile),
        "the transfer function 3 in narrow range of its cICP is not known; a JPEG does not tell "
          + "of them but by its colour profile, so they may look different"
      ),
      (
        .unknownLight(.gamma(1)),
        "its gamma of 1e-05 is none of a picture; light was interpolated by sRGB's tone curve"
      ),
      (.inksToSRGB(.formula), "its inks became sRGB by the plain formula"),
      (.misfitProfile(.gray), "its gray colour profile does not fit its inks, dropped"),
    ] as [(ColourNotice, String)])
  func coloursAreToldOf(notice: ColourNotice, words: String) {
    #expect(notice.description == words)
  }

  @Test(
    arguments: [
      (
        .tooShort(bytes: 60, width: 9, height: 8, partOfPixels: 16),
        "a: is truncated: 60 bytes can't hold 1/16 of the 9x8 pixels."
      ),
      (
        .foreign(.gif),
        "a: is GIF, neither PNG nor JPEG.\n  \(ForeignFormat.gif.remedy)"
      ),
      (
        .extensionOfOutput(nil, formatCanBeGiven: .byNameAlone),
        "a: a name without an extension is neither PNG's nor JPEG's, and nothing else is "
          + "written.\n  Name it .png or .jpg."
      ),
      (
        .channels(input: 3, output: 1),
        "a: the input has 3 components and the output 1, so its tables can't be kept.\n"
          + "  Give a number from 1 to 100."
      ),
      (
        .noInstructions(.avx512, widest: .avx2),
        "a: this machine has no avx512.\n  The widest that it has is avx2."
      ),
    ] as [(ImageFault, String)])
  func faultsAreToldOf(fault: ImageFault, words: String) {
    #expect(UpsampleError.request(RequestFault(subject: "a", fault)).description == words)
  }

  static let damage = DecodingDamage(
    format: .png, kind: .damaged, height: 40, row: 2, pass: nil, position: 1207, chunk: "IDAT",
    text: "IDAT: CRC error", recovery: .offered)

  @Test func damageIsToldOf() {
    let error = UpsampleError.file(FileDefect(name: "b.png", Self.damage))
    let found = "is a damaged PNG at row 3 of 40, byte 1207: IDAT: CRC error"
    #expect(error.description == "b.png \(found); `recover` makes do with what can be read.")
    #expect(error.withoutRecoveryHint.description == "b.png \(found).")
    #expect(
      DecodingNotice.recovered(Self.damage, missing: .black).description
        == "recovered 2 of 40 rows: it \(found); the rest is black")
  }

  /// No words of a file's own name are taken for the hint.
  @Test func theHintIsNoPartOfWords() {
    let name = "a; `recover` makes do with what can be read"
    let error = UpsampleError.file(FileDefect(name: "b", defect: name))
    #expect(error.withoutRecoveryHint == error)
  }

  @Test(
    arguments: [
      ("IDAT", "recovered, but maybe with wrong pixels: it "),
      ("tEXt", "recovered, but without what a damaged chunk says: it "),
    ] as [(PNGChunkType, String)])
  func damageWithoutARowIsOfPixelsOrNot(chunk: PNGChunkType, beginning: String) {
    let damage = DecodingDamage(
      format: .png, kind: .damaged, height: 40, row: nil, pass: nil, position: 9, chunk: chunk,
      text: "CRC error", recovery: .none)
    let words = DecodingNotice.recovered(damage, missing: .transparent).description
    #expect(words == beginning + "is a damaged PNG, byte 9: CRC error")
  }
}
