import UpsampleBase

extension PictureMetadata {
  /// The most bytes of all texts of a PNG file, inflated.
  static let largestText = 8 << 20

  /// The chunks of a PNG file that an output keeps beside those that are known
  /// by their meaning.
  func chunksOfPNG(_ form: OutputForm, _ output: inout OutputMetadata) -> [PNGChunk] {
    var budget = InflationBudget()
    var room = Self.largestText
    var dropsText = false
    var kept: [PNGChunk] = []
    for chunk in chunks {
      switch chunk.type {
      case "tEXt", "zTXt", "iTXt":
        guard let data = PNGText.soundData(chunk),
          let count = PNGText(chunk)?.contentCount(&budget, limit: room)
        else {
          dropsText = true
          continue
        }
        room -= count
        kept.append(PNGChunk(type: chunk.type, data: data, followsPixels: chunk.followsPixels))
      default:
        if let data = keptData(chunk, form) {
          let followsPixels = chunk.followsPixels && !Self.leading.contains(chunk.type)
          kept.append(PNGChunk(type: chunk.type, data: data, followsPixels: followsPixels))
        }
      }
    }
    if dropsText { output.warnings.append(.droppedTexts(limit: Self.largestText)) }
    return kept
  }

  /// The data of a chunk as the output keeps it, or `nil` when it does not.
  private func keptData(_ chunk: PNGChunk, _ form: OutputForm) -> [UInt8]? {
    let data = chunk.data
    switch chunk.type {
    case "sBIT":
      // Interpolated samples have all of their bits.
      guard case .png(let header?, _) = origin, header.depth == form.layout.depth.rawValue,
        data.count == form.layout.channels
      else { return nil }
      return data.allSatisfy { $0 == header.depth } ? data : nil
    case "oFFs": return scaledOffset(data, form)
    case "sCAL": return scaledPhysicalSize(data, form)
    case "pCAL": return isSoundCalibration(data) ? data : nil
    case "gIFg": return data.count == 4 ? data : nil
    case "gIFx": return data.count >= 11 ? data : nil
    // Of a palette, a stereo pair, the last change, or in pixels of the input.
    case "hIST", "sPLT", "sTER", "tIME", "vpAg", "caNv", "npOl", "npLb", "npTc": return nil
    default: return chunk.type.isSafeToCopy && chunk.type.isPrivate ? data : nil
    }
  }

  /// An offset on a page: in pixels it grows with the picture.
  private func scaledOffset(_ data: [UInt8], _ form: OutputForm) -> [UInt8]? {
    guard data.count == 9, data[8] <= 1 else { return nil }
    if data[8] == 1 { return data }
    let factors = [form.widthRatio, form.heightRatio]
    let scaled = [data.bigEndian(4), data[4...].bigEndian(4)].enumerated().map { index, offset in
      (Double(Int32(truncatingIfNeeded: offset)) * factors[index].value).rounded()
    }
    guard scaled.allSatisfy({ abs($0) <= Double(Int32.max) }) else { return nil }
    return scaled.flatMap { bigEndianBytes(Int($0)) } + [0]
  }

  /// The size of a pixel in metres or radians: it shrinks as the picture grows.
  private func scaledPhysicalSize(_ data: [UInt8], _ form: OutputForm) -> [UInt8]? {
    guard let unit = data.first, unit == 1 || unit == 2 else { return nil }
    let texts = data.dropFirst().split(separator: 0, omittingEmptySubsequences: false)
    let sizes = texts.compactMap { Double(String(decoding: $0, as: UTF8.self)) }
    guard texts.count == 2, sizes.count == 2, sizes.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      return nil
    }
    let scaled = zip(sizes, [form.widthRatio, form.heightRatio]).map { $0 / $1.value }
    guard scaled.allSatisfy({ $0 > 0 }) else { return nil }
    return [unit] + Array("\(scaled[0])\0\(scaled[1])".utf8)
  }

  /// Whether a calibration has its parts: a name, two numbers, a type of
  /// equation, a number of parameters, a unit, and so many texts.
  private func isSoundCalibration(_ data: [UInt8]) -> Bool {
    guard let end = data.firstIndex(of: 0), data.count > end + 11,
      PNGText.keyword(String(latin1: data[..<end])) == Array(data[..<end])
    else { return false }
    let (type, count) = (data[end + 9], Int(data[end + 10]))
    let texts = data[(end + 11)...].split(separator: 0, omittingEmptySubsequences: false)
    return type <= 3 && count == [2, 3, 3, 4][Int(type)] && texts.count == count + 1
  }
}
