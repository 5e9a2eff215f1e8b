import UpsampleBase
import UpsampleImages

/// A fit on its way: the sums of the images so far, and which these are.
///
/// Sums are exact, so those of parts add to those of the whole, in any order and by any
/// number of threads.
public struct FitState: Hashable, Sendable {
  let record: OptionsRecord
  let window: FittedWindow
  private(set) var sums: NormalSums
  /// The length in bytes of each image's file that is summed, by its name.
  private(set) var lengths: [FilePath: Int]

  /// Begins a fit.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for options beyond their ranges.
  public init(_ options: FitOptions) throws(UpsampleError) {
    try options.check()
    let window = options.window
    self.init(options.record, window, NormalSums(columns: window.columns), [:])
  }

  init(
    _ record: OptionsRecord, _ window: FittedWindow, _ sums: NormalSums,
    _ lengths: [FilePath: Int]
  ) {
    precondition(sums.columns == window.columns)
    (self.record, self.window, self.sums, self.lengths) = (record, window, sums, lengths)
  }

  /// How much larger the kernel makes pictures.
  public var scale: Int { window.scale }

  /// The number of images that are summed.
  public var images: Int { lengths.count }

  /// The number of inputs that are summed, each as often as it counts.
  public var samples: Int { Int(sums.samples) }

  /// Whether an image is summed already.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when its file has another length than then.
  public func holds(_ image: FitImage) throws(UpsampleError) -> Bool {
    guard let length = lengths[image.name] else { return false }
    guard image.byteCount == length else {
      throw .fit(.changed(image.wanted, bytes: length, are: image.byteCount))
    }
    return true
  }

  /// Refuses to go on with other options than those of the sums.
  public func check(_ options: FitOptions) throws(UpsampleError) {
    let differences = options.record.differences(from: record)
    guard differences.isEmpty else { throw .fit(.otherOptions(differences)) }
  }

  /// Refuses images to be held back that are summed.
  public func check(heldBack images: [FitImage]) throws(UpsampleError) {
    for image in images where lengths[image.name] != nil {
      throw .fit(.heldBackIsSummed(image.name))
    }
  }

  /// Adds the sums of images of which none is in both.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when an image is in both, when the options
  ///   differ, or when the sums grow too large.
  public mutating func add(_ other: FitState) throws(UpsampleError) {
    let differences = record.differences(from: other.record)
    guard differences.isEmpty else { throw .fit(.otherOptions(differences)) }
    if let name = other.lengths.keys.filter({ lengths[$0] != nil })
      .min(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) })
    {
      throw .fit(.summedTwice(name))
    }
    try add(other.sums)
    lengths.merge(other.lengths) { own, _ in own }
  }

  private mutating func add(_ part: NormalSums) throws(UpsampleError) {
    guard sums.hasRoom(for: part) else { throw .fit(.tooManySamples(images)) }
    sums += part
  }

  /// Adds images that are not summed yet, as many at a time as there are threads.
  ///
  /// - Parameters:
  ///   - images: Those that are summed already are passed over.
  ///   - options: Those of the sums.
  ///   - isStopped: Whether no more images are to be begun.
  ///   - failed: Called for each image that is left out, one at a time.
  ///   - progress: Called after each image, one at a time. An error ends the work.
  /// - Throws: ``UpsampleError/request(_:)`` when the options are others, when the file of a
  ///   summed image has changed, and what `progress` throws. What is summed by then stays.
  public mutating func add(
    _ images: [FitImage], _ options: FitOptions, isStopped: @escaping () -> Bool = { false },
    failed: @escaping (UpsampleError) -> Void = { _ in },
    progress: @escaping (FitProgress) throws(UpsampleError) -> Void = { _ in }
  ) throws(UpsampleError) {
    try check(options)
    try options.check(images)
    var rest: [FitImage] = []
    for image in images where try !holds(image) { rest.append(image) }
    var state = self
    defer { self = state }
    var done = 0
    try workOn(
      rest, jobs: options.jobs, isStopped: isStopped,
      work: { (image) throws(UpsampleError) in try image.sums(options) },
      done: { [rest] (number, result) throws(UpsampleError) in
        done += 1
        switch result {
        case .success(let part):
          try state.add(part)
          state.lengths[rest[number].name] = rest[number].byteCount
        case .failure(let error): failed(error)
        }
        try progress(FitProgress(done: done, total: rest.count, state: state))
      })
  }

  /// Solves the equations.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` where no image is summed, or for a ridge beyond
  ///   its range.
  public func fit(_ solving: FitSolving = FitSolving()) throws(UpsampleError) -> KernelFit {
    try solving.check()
    guard sums.samples > 0 else { throw .fit(.nothingSummed) }
    return KernelFit(taps: fitted(solving).tensor, images: images, samples: samples)
  }

  /// The PSNR of Y in decibels that the kernel of these sums has on the images of others,
  /// in the studio range and without rounding; `nil` where there are none.
  ///
  /// It follows from the sums alone, and the equations are solved for it.
  public func psnr(on heldBack: FitState, _ solving: FitSolving = FitSolving()) -> Double? {
    guard sums.samples > 0, heldBack.sums.samples > 0, window == heldBack.window else {
      return nil
    }
    let share = PlaneQuality.studio * PlaneQuality.studio
    return PlaneQuality.decibels(meanSquare: fitted(solving).meanSquare(heldBack.sums) * share)
  }

  private func fitted(_ solving: FitSolving) -> FittedKernel {
    let isSymmetric =
      switch solving.symmetry {
      case .auto: record.values["symmetries"] == "kept"
      case .always: true
      case .never: false
      }
    return FittedKernel(
      isSymmetric ? sums.symmetric(window.symmetries) : sums, window, ridge: solving.ridge)
  }
}

/// How far the summing of images is.
public struct FitProgress: Sendable {
  /// The images that are done, those that were left out among them.
  public let done: Int
  /// The images that there are to sum.
  public let total: Int
  /// The sums so far.
  public let state: FitState
}
