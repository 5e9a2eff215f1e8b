import TestSupport
import Testing
import UpsampleBase

@testable import Upsample

@Suite struct FitStateTests {
  private let folder = try! TestFolder()
  private var options = FitOptions()

  init() { (options.taps, options.degradations) = (3, Degradation.mixture) }

  private func images(_ count: Int) throws -> [FitImage] {
    try fittedPictures(folder, count)
  }

  private func state(_ images: some Sequence<FitImage>) throws -> FitState {
    var state = try FitState(options)
    try state.add(Array(images), options)
    return state
  }

  /// The file's bytes with others in the place of some, and the checksum that fits.
  private func changed(_ bytes: [UInt8], _ body: (inout [UInt8]) -> Void) -> [UInt8] {
    var changed = Array(bytes.dropLast(8))
    body(&changed)
    changed.append(littleEndian: stableHash(changed))
    return changed
  }

  @Test(arguments: [1, 2, 3]) func statesOfPartsAreThatOfTheWhole(jobs: Int) throws {
    let images = try images(5)
    let whole = try state(images)
    var options = options
    options.jobs = jobs
    var parts = try state(images.prefix(2))
    try parts.add(images, options)
    #expect(parts == whole)
    var merged = try state(images[3...])
    try merged.add(state(images[..<3]))
    #expect(merged == whole)
    #expect(FitStateFile.bytes(of: merged) == FitStateFile.bytes(of: whole))
    #expect(try merged.fit().taps == whole.fit().taps)
  }

  @Test func goesOnFromAFile() throws {
    let images = try images(3)
    let path = folder["k.state"]
    try state(images.prefix(2)).write(to: path)
    var state = try FitState(file: path)
    #expect(try state == self.state(images.prefix(2)))
    var done: [Int] = []
    // What is summed is not read again.
    let length = try #require(folder.read("0.png")).count
    try folder.write(Array(repeating: 0, count: length), to: "0.png")
    try state.add(
      images, options, failed: { Issue.record($0) }, progress: { done.append($0.total) })
    #expect(done == [1])
    #expect(state.images == 3)
  }

  @Test func stopsWhenAsked() throws {
    let images = try images(5)
    var options = options
    options.jobs = 1
    var state = try FitState(options)
    var isStopped = false
    try state.add(images, options, isStopped: { isStopped }, progress: { isStopped = $0.done == 2 })
    #expect(state.images == 2)
    try state.add(images, options)
    #expect(try state == self.state(images))
  }

  /// What is summed when an error ends the work stays.
  @Test func keepsTheSumsBeforeAnError() throws {
    let images = try images(3)
    var options = options
    options.jobs = 1
    var state = try FitState(options)
    #expect(throws: UpsampleError.fit(.nothingSummed)) {
      try state.add(
        images, options,
        progress: { (progress) throws(UpsampleError) in
          if progress.done == 2 { throw .fit(.nothingSummed) }
        })
    }
    #expect(state.images == 2)
  }

  @Test func refusesWhatDoesNotBelongTogether() throws {
    let images = try images(3)
    var state = try state(images.prefix(2))
    let other = try self.state(images.suffix(2))
    #expect(throws: UpsampleError.fit(.summedTwice(images[1].name))) { try state.add(other) }
    #expect(throws: UpsampleError.fit(.heldBackIsSummed(images[1].name))) {
      try state.check(heldBack: [images[2], images[1]])
    }
    var options = options
    options.seed = 1
    #expect(throws: UpsampleError.self) { try state.check(options) }
    #expect(throws: UpsampleError.self) { try state.add(images, options) }
    #expect(throws: UpsampleError.self) { try state.add(FitState(options)) }
    try folder.write([1, 2, 3], to: "0.png")
    #expect(throws: UpsampleError.self) { try state.add(images, self.options) }
  }

  /// Every option but those that only solve, or do not change sums, is in the record.
  @Test func optionsThatChangeSumsAreRecorded() throws {
    var all: [FitOptions] = [options]
    func change(_ body: (inout FitOptions) -> Void) {
      var changed = options
      body(&changed)
      all.append(changed)
    }
    change { $0.scale = 3 }
    change { $0.taps = 4 }
    change { $0.degradations = [] }
    change { $0.degradations[0].weight = 3 }
    change { $0.border = .wrap }
    change { $0.limit = 5 }
    change { $0.seed = 5 }
    change { $0.reading.orientation = .keep }
    change { $0.reading.animation = .firstFrame }
    #expect(Set(all.map(\.record)).count == all.count)
    change { $0.jobs = 7 }
    change { $0.solving.ridge = 0.5 }
    #expect(all.suffix(2).allSatisfy { $0.record == options.record })
  }

  @Test func refusesCutAndDamagedFiles() throws {
    let bytes = FitStateFile.bytes(of: try state(images(2)))
    func read(_ bytes: [UInt8]) throws { _ = try FitStateFile.state(bytes, name: "k.state") }
    try read(bytes)
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: UpsampleError.self) { try read(Array(bytes.prefix(count))) }
    }
    #expect(throws: UpsampleError.self) { try read(bytes + [0]) }
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var damaged = bytes
      damaged[place] ^= 0x40
      #expect(throws: UpsampleError.self) { try read(damaged) }
    }
  }

  /// With a checksum that fits, any bytes are read or refused, and what is read can be used.
  @Test func hostileFilesAreRefusedOrUsed() throws {
    let bytes = FitStateFile.bytes(of: try state(images(2)))
    var random = SplitMix64(seed: 3)
    var refused = 0
    for place in stride(from: 0, to: bytes.count - 8, by: 3) {
      let hostile = changed(bytes) { $0[place] = UInt8(truncatingIfNeeded: random.next()) }
      do {
        var state = try FitStateFile.state(hostile, name: "k.state")
        var other = try FitState(options)
        _ = try? other.add(state)
        _ = try? state.add(other)
        if place.isMultiple(of: 32) { _ = try? state.fit() }
      } catch { refused += 1 }
    }
    #expect(refused > bytes.count / 12)
    let short = changed(bytes) { $0.removeLast(20) }
    #expect(throws: UpsampleError.self) { try FitStateFile.state(short, name: "k.state") }
    let long = changed(bytes) { $0.append(7) }
    #expect(throws: UpsampleError.self) { try FitStateFile.state(long, name: "k.state") }
  }

  @Test func sumsThatGrowTooLargeAreRefused() throws {
    let state = try state(images(1))
    var sums = state.sums
    for index in sums.products.indices { sums.products[index] = 0 }
    sums.samples = NormalSums.most
    var full = FitState(state.record, state.window, sums, [FilePath("a.png"): 1])
    #expect(throws: UpsampleError.fit(.tooManySamples(1))) { try full.add(state) }
    sums.samples = 0
    sums.products[0] = NormalSums.most
    full = FitState(state.record, state.window, sums, [FilePath("a.png"): 1])
    #expect(throws: UpsampleError.fit(.tooManySamples(1))) { try full.add(state) }
    #expect(sums.isPossible)
    sums.products[1] = 1
    #expect(!sums.isPossible)
  }
}
