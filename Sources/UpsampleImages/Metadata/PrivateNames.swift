/// The names of properties, of XMP and of text in PNG files, that may tell where a
/// picture was taken, whom it shows, whose camera took it and which one, and which
/// copy of which picture it is.
enum PrivateNames {
  /// Whether a name is one of them, whatever its namespace and the case of its
  /// letters.
  static func contains(_ name: some Sequence<UInt8>) -> Bool {
    let local = String(decoding: Array(name).split(separator: colon).last ?? [], as: UTF8.self)
      .lowercased()
    return names.contains(local) || parts.contains { local.contains($0) }
  }

  /// What is in such names whatever program gives them; one of them can't spell.
  private static let parts = [
    "gps", "latitude", "longitude", "longtitude", "location", "serial", "person", "identifier",
    "uuid", "imageid",
  ]

  private static let names: Set = [
    "city", "country", "countrycode", "countryname", "coverage", "provincestate", "state",
    "worldregion",
    // Those who are shown.
    "imageregion", "people", "regioninfo", "regions",
    // Owners, where to find them, and their files.
    "base-uri", "cameraownername", "creatorcontactinfo", "hostcomputer", "ownername", "uri",
    // Which picture it is.
    "burstid", "digimageguid", "documentancestors", "documentid", "history", "imageuniqueid",
    "instanceid", "originaldocumentid", "preservedfilename", "rawdatauniqueid", "rawfilename",
    "registryid", "transmissionreference",
    // What only a maker's programs can read.
    "hdrplusmakernote", "makernote", "shot_log_data",
  ]

  private static let colon = UInt8(ascii: ":")
}
