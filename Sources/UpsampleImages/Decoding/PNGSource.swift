import CImageIO
import UpsampleBase

/// A PNG file that is being read: every colour type, depth and interlacing.
///
/// Palettes become RGB, depths below 8 become 8, transparent colours become
/// alpha; samples are otherwise as they are in the file, without regard to
/// gamma or colour profiles. Every checksum of the file is verified, and none
/// may be wrong unless the options ask to recover what can be read.
final class PNGSource: ImageSource {
  let layout: ImageLayout
  let properties: ImageProperties
  let heldBytes: Int

  private let file: InputFile
  private let options: ReadingOptions
  private let reader: OpaquePointer

  init(_ file: InputFile, _ options: ReadingOptions) throws(UpsampleError) {
    var picture = cio_picture()
    var failure = cio_failure()
    guard let reader = cio_png_reader_create(file.bytes, cio_rules(options), &picture, &failure)
    else {
      throw UpsampleError(failure, of: file, format: .png, options)
    }
    do throws(UpsampleError) {
      layout = ImageLayout(picture)
      try options.limits.check(
        layout, heldBecauseIt: picture.held_whole ? "is interlaced" : nil, name: file.name)
      try checkLength(
        of: file, for: layout, needed: Int(picture.least_bytes), options.damage)
      try options.limits.check(layout, against: file)
    } catch {
      cio_png_reader_destroy(reader)
      throw error
    }
    let chunks = PNGChunks(file.window(), limit: options.limits.metadata)
    guard !chunks.isAnimated || options.animation == .firstFrame else {
      cio_png_reader_destroy(reader)
      throw .file(FileDefect(name: file.name, ImageFault.animation(.firstFrameOrJPEG)))
    }
    properties = ImageProperties(
      format: .png, metadata: PictureMetadata(chunks, limit: options.limits.metadata))
    heldBytes = Int(picture.held_bytes)
    self.file = file
    self.options = options
    self.reader = reader
  }

  deinit { cio_png_reader_destroy(reader) }

  var lateWarnings: [DecodingNotice] {
    let damage = cio_png_reader_damage(reader).map { failure in
      let damage = failure.pointee.survived(.png, height: layout.height)
      let rest: DecodingNotice.Missing = layout.hasAlpha ? .transparent : .black
      return DecodingNotice.recovered(damage, missing: damage.pass == nil ? rest : .neighbours)
    }
    // Files were looked at as a whole before.
    let isLate = !file.isRewindable && cio_png_reader_has_late_chunks(reader)
    return [damage, isLate ? .lateMetadata : nil].compactMap { $0 }
  }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    precondition(rows.count == count * layout.rowBytes)
    guard count > 0 else { return }
    var failure = cio_failure()
    let bytes = rows.baseAddress!.assumingMemoryBound(to: UInt8.self)
    guard cio_png_reader_rows(reader, bytes, count, &failure) else {
      throw UpsampleError(failure, of: file, format: .png, height: layout.height, options)
    }
  }

  func finish() throws(UpsampleError) {
    var failure = cio_failure()
    guard cio_png_reader_finish(reader, &failure) else {
      throw UpsampleError(failure, of: file, format: .png, height: layout.height, options)
    }
  }
}
