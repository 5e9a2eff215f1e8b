import UpsampleBase
import UpsampleImages

/// An image that a kernel is fitted to.
public struct FitImage: Hashable, Sendable {
  /// By which noise and samples are drawn, and an image is known that is summed already.
  public let name: FilePath
  /// The file of the wanted output.
  public let wanted: FilePath
  /// The file of the input; `nil` where ``FitOptions/degradations`` make inputs of the output.
  public let input: FilePath?

  /// Creates an image.
  ///
  /// - Parameters:
  ///   - name: No other image of a fit has it.
  ///   - wanted: The file of the wanted output.
  ///   - input: The file of the input, of which the output is ``FitOptions/scale`` times as
  ///     wide and high; `nil` where inputs are made of the output.
  public init(_ name: FilePath, wanted: FilePath, input: FilePath? = nil) {
    (self.name, self.wanted, self.input) = (name, wanted, input)
  }

  /// The bytes of the wanted output's file, or 0 where there is none.
  var byteCount: Int { FileStatus(at: wanted)?.byteCount ?? 0 }

  /// The inputs of the image and the output that they are to become.
  func pair(
    _ options: FitOptions
  ) throws(UpsampleError) -> (large: FittingPicture, small: [FittingPicture]) {
    let large = try FittingPicture(wanted, options.reading)
    if let input {
      let small = try FittingPicture(input, options.reading)
      guard small.width * options.scale == large.width,
        small.height * options.scale == large.height
      else {
        throw .file(
          FileDefect(
            name: "\(input)",
            FitFault.sizes(small.layout, wanted, large.layout, scale: options.scale)))
      }
      return (large, [small])
    }
    guard let large = large.cropped(toMultiplesOf: options.scale) else {
      throw .file(FileDefect(name: "\(wanted)", FitFault.tooSmall(scale: options.scale)))
    }
    var small: [FittingPicture] = []
    for degradation in options.degradations {
      small.append(
        try degradation.apply(to: large, scale: options.scale, seed: options.seed(of: name)))
    }
    return (large, small)
  }

  /// The sums of the samples of the image.
  func sums(_ options: FitOptions) throws(UpsampleError) -> NormalSums {
    let (large, small) = try pair(options)
    let wanted = large.luma
    var sums = NormalSums(columns: options.window.columns)
    for (index, picture) in small.enumerated() {
      let samples = picture.width * picture.height
      var choice = SampleChoice(
        options.limit ?? samples, of: samples, seed: ~options.seed(of: name) &+ UInt64(index))
      sums.add(
        picture.luma, wanted, options.window, options.border, weight: options.weight(of: index),
        choosing: &choice)
    }
    return sums
  }
}

extension FitOptions {
  /// What the draws of an image begin with.
  func seed(of name: FilePath) -> UInt64 {
    var bytes = name.bytes
    bytes.append(littleEndian: seed)
    return stableHash(bytes)
  }

  /// How often a sample of an image's input counts. One that is no degradation counts once.
  func weight(of input: Int) -> Int64 {
    degradations.isEmpty ? 1 : Int64(degradations[input].weight)
  }
}
