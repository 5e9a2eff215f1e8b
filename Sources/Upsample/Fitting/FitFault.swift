import UpsampleBase
import UpsampleImages

/// Why no kernel can be fitted, as values.
enum FitFault: FaultValues {
  case scale(Int)
  case taps(Int)
  case weight(Int)
  case limit(Int)
  case ridge(Double)
  /// An image has an input where they are made of the outputs, or none where they are not.
  case inputs(of: FilePath, areMade: Bool)
  /// There are no samples.
  case nothingSummed
  /// An image has fewer pixels along a side than the scale.
  case tooSmall(scale: Int)
  /// An input's size and that of the output it should have are not as the scale says.
  case sizes(ImageLayout, FilePath, ImageLayout, scale: Int)
  /// The sums were made with other options.
  case otherOptions([OptionsRecord.Difference])
  /// The file of a summed image had another length then.
  case changed(FilePath, bytes: Int, are: Int)
  /// An image is in both of two states.
  case summedTwice(FilePath)
  /// An image is to be held back that is fitted to.
  case heldBackIsSummed(FilePath)
  /// The sums of so many images leave no room for more.
  case tooManySamples(Int)
}

/// Why a file is no state of a fit, as values.
enum FitStateFault: FaultValues {
  case notState
  case version(Int)
  case damaged
  /// The sums are those of no samples.
  case sums
  /// The list of images is none.
  case images
}

extension UpsampleError {
  /// A request that no kernel can be fitted for.
  static func fit(_ fault: FitFault) -> UpsampleError {
    .request(RequestFault(subject: "fit", fault))
  }
}

// MARK: Words

extension FitFault {
  var clause: String {
    switch self {
    case .scale(let scale): "kernels of scale \(scale) can't be fitted"
    case .taps(let taps): "kernels of \(taps) input pixels can't be fitted"
    case .weight(let weight): "a reduction can't count \(weight) times"
    case .limit(let limit): "\(limit) samples can't be taken of an image"
    case .ridge(let ridge): "a ridge of \(ridge) makes no equations"
    case .inputs(let name, let areMade):
      areMade
        ? "\(name) has an input, and inputs are made by reductions"
        : "\(name) has no input, and there is no reduction to make one"
    case .nothingSummed: "there is no image that could be fitted to"
    case .tooSmall(let scale): "has fewer pixels along a side than the scale, \(scale)"
    case .sizes(let small, let wanted, let large, let scale):
      "is \(small.width)x\(small.height), and \(wanted), \(large.width)x\(large.height), "
        + "is not \(scale) times as wide and high"
    case .otherOptions(let differences):
      "the sums were made with other options: \(differences.words)"
    case .changed(let path, let then, let now):
      "\(path) had \(then) bytes when it was summed, and has \(now)"
    case .summedTwice(let name): "\(name) is summed in both of two states"
    case .heldBackIsSummed(let name): "\(name) is to be held back, and is fitted to already"
    case .tooManySamples(let images): "the sums of \(images) images have no room for more"
    }
  }

  var remedy: String? {
    switch self {
    case .scale:
      "Scales are \(FitOptions.scales.lowerBound) to \(FitOptions.scales.upperBound)."
    case .taps:
      "They reach \(FitOptions.extents.lowerBound) to \(FitOptions.extents.upperBound)."
    case .weight:
      "Weights are \(FitOptions.weights.lowerBound) to \(FitOptions.weights.upperBound)."
    case .limit:
      "Limits are \(FitOptions.limits.lowerBound) to \(FitOptions.limits.upperBound)."
    case .ridge:
      "It is a share of the diagonal's mean, 0 to \(FitSolving.ridges.upperBound)."
    case .nothingSummed: "Give PNG or JPEG files of at least scale x scale pixels."
    case .otherOptions: "Give those, or begin a state of another name."
    case .changed: "Begin a state of another name."
    case .summedTwice: "Leave one of the states out, or sum the images of one folder in shards."
    case .heldBackIsSummed:
      "Hold back as many as when the state was begun, or begin one of another name."
    case .tooManySamples: "Take fewer of each by `limit`."
    case .inputs, .tooSmall, .sizes: nil
    }
  }
}

extension FitStateFault {
  var clause: String {
    switch self {
    case .notState: "is not the state of a fit"
    case .version(let version): "is the state of a fit of the unknown version \(version)"
    case .damaged: "is damaged: its bytes do not have the checksum at their end"
    case .sums: "holds sums that no samples have"
    case .images: "holds no list of images"
    }
  }

  var remedy: String? { "Give another name, or remove it to sum all images anew." }
}
