extension PictureMetadata {
  /// Changes Photoshop's resources as the output's form asks for. In a JPEG those
  /// that a PNG file holds as text become segments.
  mutating func fitPhotoshop(_ form: OutputForm) {
    if form.format == .jpeg { takeResourcesOfTexts() }
    changeResources { resources in
      resources.removeThumbnails()
      if form.density == .multiply {
        resources.multiplyDensity(x: form.widthRatio, y: form.heightRatio)
      }
    }
  }

  /// Changes the resources of segments and of texts.
  mutating func changeResources(_ change: (inout PhotoshopResources) -> Void) {
    // A resource may reach over several segments.
    let before = PhotoshopResources(Array(photoshop.joined()))
    var after = before
    change(&after)
    if after != before { photoshop = after.bytes.isEmpty ? [] : [after.bytes] }
    var budget = InflationBudget()
    for index in chunks.indices {
      guard let (name, before) = resources(of: chunks[index], &budget) else { continue }
      var after = before
      change(&after)
      if after != before { chunks[index].data = PNGText.rawProfile(name, after.bytes).data }
    }
  }

  /// Makes segments of the resources that texts hold.
  mutating func takeResourcesOfTexts() {
    var budget = InflationBudget()
    var taken = PhotoshopResources([])
    var others: [PNGChunk] = []
    for chunk in chunks {
      if let (_, resources) = resources(of: chunk, &budget) {
        taken.append(resources)
      } else {
        others.append(chunk)
      }
    }
    chunks = others
    if !taken.bytes.isEmpty { photoshop.append(taken.bytes) }
  }

  /// The resources of a text and the name under which it holds them.
  private func resources(
    of chunk: PNGChunk, _ budget: inout InflationBudget
  ) -> (name: String, PhotoshopResources)? {
    guard let text = PNGText(chunk), let name = text.profileName, ["iptc", "8bim"].contains(name),
      let bytes = text.contents(&budget).flatMap({ rawProfile($0) })
    else { return nil }
    return (name, PhotoshopResources(text: bytes))
  }
}
