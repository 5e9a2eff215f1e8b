import CImageIO
import UpsampleBase

/// A JPEG file that is being read: gray, YCbCr, RGB, CMYK and YCCK, sequential
/// or progressive.
///
/// YCbCr becomes RGB, and YCCK CMYK. Decoding is libjpeg's most accurate: the
/// integer transform and smooth chroma. A file that lacks data for some pixels is
/// refused, not made up, unless the options ask to recover it.
final class JPEGSource: ImageSource {
  let layout: ImageLayout
  let properties: ImageProperties
  let heldBytes: Int

  private let file: InputFile
  private let options: ReadingOptions
  private let reader: OpaquePointer

  init(_ file: InputFile, _ options: ReadingOptions) throws(UpsampleError) {
    var picture = cio_picture()
    var encoding = cio_jpeg_encoding()
    var failure = cio_failure()
    guard
      let reader = cio_jpeg_reader_create(
        file.bytes, cio_rules(options), &picture, &encoding, &failure)
    else {
      throw UpsampleError(failure, of: file, format: .jpeg, options)
    }
    do throws(UpsampleError) {
      layout = ImageLayout(picture)
      try options.limits.check(
        layout, heldBecauseIt: picture.held_whole ? "has several scans" : nil, name: file.name)
      try checkLength(
        of: file, for: layout, needed: Int(picture.least_bytes), options.damage)
      try options.limits.check(layout, against: file)
    } catch {
      cio_jpeg_reader_destroy(reader)
      throw error
    }
    properties = ImageProperties(
      format: .jpeg, jpegEncoding: JPEGEncoding(encoding),
      metadata: PictureMetadata(
        JPEGMarkers(file.window(), limit: options.limits.metadata)))
    heldBytes = Int(picture.held_bytes)
    self.file = file
    self.options = options
    self.reader = reader
  }

  deinit { cio_jpeg_reader_destroy(reader) }

  var lateWarnings: [DecodingNotice] {
    if let failure = cio_jpeg_reader_damage(reader) {
      return [
        .recovered(failure.pointee.survived(.jpeg, height: layout.height), missing: .guess)
      ]
    }
    return cio_jpeg_reader_complaint(reader).map { [.complaint(String(cString: $0))] } ?? []
  }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    precondition(rows.count == count * layout.rowBytes)
    guard count > 0 else { return }
    var failure = cio_failure()
    let bytes = rows.baseAddress!.assumingMemoryBound(to: UInt8.self)
    guard cio_jpeg_reader_rows(reader, bytes, count, &failure) else {
      throw UpsampleError(failure, of: file, format: .jpeg, height: layout.height, options)
    }
  }

  func finish() throws(UpsampleError) {
    var failure = cio_failure()
    guard cio_jpeg_reader_finish(reader, &failure) else {
      throw UpsampleError(failure, of: file, format: .jpeg, height: layout.height, options)
    }
  }
}
