import Testing

@testable import Upsample
@testable import UpsampleBatch
@testable import UpsampleTensors

@Suite struct OptionsRecordTests {
  /// Options that each differ from the plain ones in one property, by its name.
  private static let changed: [String: UpsampleOptions] = {
    var all: [String: UpsampleOptions] = [:]
    func change(_ name: String, _ body: (inout UpsampleOptions) -> Void) {
      var options = UpsampleOptions()
      body(&options)
      all[name] = options
    }
    change("magnification") { $0.magnification = .scale(width: 3, height: 2) }
    change("kernel") { $0.kernel = .interpolation(.lanczos3) }
    change("gain") { $0.gain = .normalized }
    change("border") { $0.border = .wrap }
    change("light") { $0.light = .linear }
    change("background") { $0.background = .own }
    change("color") { $0.color = .keep }
    change("quality") { $0.quality = .percent(90) }
    change("progression") { $0.progression = .progressive }
    change("compression") { $0.compression = .small }
    change("format") { $0.format = .png }
    change("metadata") { $0.metadata = .strip }
    change("attributes") { $0.attributes = .copied }
    change("density") { $0.density = .multiply }
    change("network") { $0.network = ImageNetwork(.photo) }
    change("orientation") { $0.reading.orientation = .keep }
    change("damage") { $0.reading.damage = .recover }
    change("animation") { $0.reading.animation = .firstFrame }
    return all
  }()

  /// Options by which no output's bytes change.
  private static let harmless: Set = ["existing", "jobs", "limits"]

  /// The parts that options are made of.
  private static let parts: Set = ["reading", "resampling", "colors", "writing"]

  /// A new option belongs into `OptionsRecord`, and here, unless it leaves the
  /// bytes of every output as they are.
  @Test func everyOptionIsAccountedFor() {
    let options = UpsampleOptions()
    let all: [Any] = [
      options, options.reading, options.resampling, options.colors, options.writing,
    ]
    let names = all.flatMap { Mirror(reflecting: $0).children.compactMap(\.label) }
    #expect(Set(names) == Self.harmless.union(Self.parts).union(Self.changed.keys))
  }

  @Test func everyChangeShows() {
    let plain = OptionsRecord(UpsampleOptions())
    let records = Self.changed.mapValues { OptionsRecord($0) }
    for (name, record) in records {
      #expect(record.differences(from: plain).count == 1, "\(name)")
      #expect(record.digest != plain.digest, "\(name)")
    }
    #expect(Set(records.values.map(\.digest)).count == records.count)
  }

  @Test func harmlessOptionsDoNotShow() {
    var options = UpsampleOptions()
    options.existing = .skip
    options.jobs = 7
    options.reading.limits.pixels = 5
    #expect(OptionsRecord(options) == OptionsRecord(UpsampleOptions()))
  }

  @Test func kernelsOfTheUserDifferByTheirTapsAndShape() {
    let taps: [Tensor] = [
      Tensor(shape: [2, 2], scalars: [1, 2, 3, 4]), Tensor(shape: [2, 2], scalars: [1, 2, 3, 5]),
      Tensor(shape: [1, 4], scalars: [1, 2, 3, 4]),
    ]
    let records = taps.map { taps in
      var options = UpsampleOptions()
      options.kernel = .filter(.depthwise(taps))
      return OptionsRecord(options)
    }
    #expect(Set(records).count == 3)
  }

  @Test func differencesNameTheOption() throws {
    var options = UpsampleOptions()
    options.magnification = .size(width: 640, height: nil)
    let hostile = OptionsRecord.Difference(name: "a\n", own: "\u{1b}[31m", other: "2")
    #expect(!["\n", "\u{1b}"].contains { [hostile].words.contains($0) })
    let differences = OptionsRecord(options).differences(from: OptionsRecord(UpsampleOptions()))
    let only = try #require(differences.first)
    #expect(differences.count == 1)
    #expect(
      only
        == OptionsRecord.Difference(name: "magnification", own: "size 640x", other: "scale 2x2"))
  }
}
