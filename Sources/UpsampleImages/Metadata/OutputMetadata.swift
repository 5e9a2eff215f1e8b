import UpsampleBase

/// What is written beside the pixels of a picture.
package struct OutputMetadata: Sendable {
  /// The ancillary chunks of a PNG file.
  var chunks: [PNGChunk] = []
  /// The segments of a JPEG file.
  var segments: [JPEGSegment] = []
  /// The density of a JPEG file's JFIF header, `nil` for none.
  var jfif: JFIFDensity? = .unknown
  /// What was lost that one might miss.
  package var warnings: [MetadataNotice] = []
  /// What was left out as usual.
  package var notes: [MetadataNotice] = []
}

/// The picture beside whose pixels metadata is written.
package struct OutputForm: Sendable {
  /// The output.
  var layout: ImageLayout
  /// The input as it is decoded, upright if it is turned.
  var input: ImageLayout
  var format: ImageFormat
  var policy: MetadataPolicy
  var density: DensityPolicy
  var animation: AnimationPolicy

  package init(
    _ layout: ImageLayout, of input: ImageLayout, _ format: ImageFormat,
    _ options: WritingOptions, animation: AnimationPolicy
  ) {
    self.layout = layout
    self.input = input
    self.format = format
    policy = options.metadata
    density = options.density
    self.animation = animation
  }

  /// How much wider the output is than the input.
  var widthRatio: Ratio { Ratio(layout.width, input.width) }
  /// How much higher the output is than the input.
  var heightRatio: Ratio { Ratio(layout.height, input.height) }

  /// The colour space of the output's samples.
  var colourSpace: ICCProfile.ColourSpace { ICCProfile.ColourSpace(layout.colorModel) }
}

extension PictureMetadata {
  /// What of it is written beside the pixels of an output, with sizes and density
  /// as they are there.
  package func written(as form: OutputForm) -> OutputMetadata {
    var metadata = self
    var output = OutputMetadata()
    if form.policy == .strip {
      metadata = PictureMetadata()
      (metadata.profile, metadata.colour) = (profile, colour)
      // Nothing but the profile would have been kept.
      output.warnings = warnings.filter { $0 == .broken(.profile) }
      if orientation != .topLeft {
        output.warnings.append(.strippedOrientation)
      }
    } else {
      output.warnings = warnings
    }
    if case .png(_, isAnimated: true) = origin, form.animation == .refuse {
      output.warnings.append(.firstOfAnimation)
    }
    metadata.fit(form, &output)
    if form.policy == .private { metadata.removePrivateData(&output) }
    switch form.format {
    case .png: metadata.writePNG(form, &output)
    case .jpeg: metadata.writeJPEG(form, &output)
    }
    return output
  }

  /// Changes what the output's form changes.
  private mutating func fit(_ form: OutputForm, _ output: inout OutputMetadata) {
    if let profile, profile.colourSpace != form.colourSpace {
      output.warnings.append(.misfitProfile(profile.colourSpace, output: form.colourSpace))
      self.profile = nil
    }
    let hadPictures = fitXMP(form)
    dropStaleSegments(hadPictures: hadPictures, &output)
    exif?.removeThumbnail()
    exif?.setSize(width: form.layout.width, height: form.layout.height)
    if form.density == .multiply {
      exif?.multiplyDensity(x: form.widthRatio, y: form.heightRatio)
      density?.multiply(x: form.widthRatio, y: form.heightRatio)
    }
    fitPhotoshop(form)
  }

  /// Drops the segments of a JPEG file that do not hold for an output: those that
  /// lead to other pictures behind the first, signatures, of a PNG file too, and what
  /// the encoder writes itself.
  private mutating func dropStaleSegments(
    hadPictures: Bool, _ output: inout OutputMetadata
  ) {
    var dropsPictures = hadPictures
    var dropsSignature = false
    segments.removeAll { segment in
      let isPicture = Self.furtherPictures.contains { segment.isMarked($0.0, $0.1) }
      let isSignature = segment.isMarked(0xeb, Array("JP".utf8))
      dropsPictures = dropsPictures || isPicture
      dropsSignature = dropsSignature || isSignature
      return isPicture || isSignature
        || Self.encoderSegments.contains { segment.isMarked($0.0, $0.1) }
    }
    let isSignature = { (chunk: PNGChunk) in ["caBX", "dSIG"].contains(chunk.type) }
    dropsSignature = dropsSignature || chunks.contains(where: isSignature)
    chunks.removeAll(where: isSignature)
    if dropsPictures { output.warnings.append(.furtherPictures) }
    if dropsSignature { output.warnings.append(.signature) }
  }

  /// What segments begin with that tell of further pictures in the file: CIPA's
  /// multi-picture format, ISO 21496 gain maps, JPEG-HDR's ratio image.
  private static let furtherPictures: [(UInt8, [UInt8])] = [
    (0xe2, Array("MPF\0".utf8)), (0xe2, Array("urn:iso:std:iso:ts:21496:".utf8)),
    (0xeb, Array("HDR_RI".utf8)),
  ]

  /// What segments begin with that are the encoder's own, or a thumbnail.
  private static let encoderSegments: [(UInt8, [UInt8])] = [
    (0xe0, Array("JFIF\0".utf8)), (0xe0, Array("JFXX\0".utf8)), (0xee, Array("Adobe".utf8)),
  ]

  /// What the picture says once its pixels are stored upright.
  var upright: PictureMetadata {
    if orientation == .topLeft { return self }
    var metadata = self
    metadata.orientation = .topLeft
    metadata.exif?.setOrientation(.topLeft)
    metadata.changeXMP { $0.setOrientation(.topLeft) }
    if orientation.transposes {
      metadata.exif?.swapDensities()
      metadata.changeResources { $0.swapDensities() }
      metadata.density = density.map { PixelDensity(x: $0.y, y: $0.x, unit: $0.unit) }
      metadata.chunks = chunks.map { $0.type == "sCAL" ? $0.transposedScale : $0 }
    }
    // An offset on a page is one of the stored picture's corner.
    metadata.chunks.removeAll { $0.type == "oFFs" }
    return metadata
  }
}

extension PNGChunk {
  /// The physical size of a pixel, width and height exchanged.
  fileprivate var transposedScale: PNGChunk {
    let sizes = data.dropFirst().split(separator: 0, omittingEmptySubsequences: false)
    let exchanged = data.prefix(1) + sizes.reversed().joined(separator: [0])
    return PNGChunk(type: type, data: Array(exchanged), followsPixels: followsPixels)
  }
}
