import UpsampleBase
import UpsampleTensors

/// Why a picture is not read, written or worked on as was asked for, as values.
enum ImageFault: FaultValues {
  // MARK: Of a file

  case empty
  /// The file ends within its signature.
  case truncatedSignature
  /// The file's format is not known.
  case unknownFormat
  case foreign(ForeignFormat)
  /// The file has fewer bytes than its pixels need, or the part of them that would do.
  case tooShort(bytes: Int, width: Int, height: Int, partOfPixels: Int)
  /// An animation is no single picture.
  case animation(AnimationRemedy)
  /// A JPEG has a feature that is not read, in the library's words.
  case unsupportedJPEG(String)

  // MARK: Of a request

  /// The extension of an output's name is that of no format that is written.
  case extensionOfOutput(String?, formatCanBeGiven: FormatChoice)
  /// A PNG can't hold a picture of inks.
  case inksInPNG
  /// A JPEG can't hold a picture with transparency.
  case transparencyInJPEG
  /// The quality is not in 1 to 100.
  case quality(Int)
  /// Tables can't be kept of an input that is no JPEG.
  case nothingToKeep
  /// Tables can't be kept of an input that no encoder could have made.
  case unrepeatable
  /// Tables can't be kept for another number of channels.
  case channels(input: Int, output: Int)
  case noPicture(Shape)
  case noAlpha(Shape)
  /// The machine lacks a set of instructions.
  case noInstructions(InstructionSet, widest: InstructionSet)
  /// The library that compresses does not let its instructions be chosen.
  case choosingCompressor

  /// Whether a format can be chosen whatever the name.
  enum FormatChoice: Hashable, Sendable { case byOption, byNameAlone }

  /// What makes a picture of an animation.
  enum AnimationRemedy: Hashable, Sendable { case firstFrame, firstFrameOrJPEG }
}

// MARK: Words

extension ImageFault {
  var clause: String {
    switch self {
    case .empty: "is empty"
    case .truncatedSignature: "is truncated"
    case .unknownFormat: "is neither a PNG nor a JPEG file"
    case .foreign(let format): "is \(format.rawValue), neither PNG nor JPEG"
    case .tooShort(let bytes, let width, let height, let part):
      "is truncated: \(bytes) bytes can't hold \(part == 1 ? "" : "1/\(part) of the ")"
        + "\(width)x\(height) pixels"
    case .animation: "is an animation, of which one frame is not the picture"
    case .unsupportedJPEG(let feature): "is a JPEG with \(feature), which can't be read"
    case .extensionOfOutput(let found, _):
      (found.map { "the extension \"\($0)\" is" } ?? "a name without an extension is")
        + " neither PNG's nor JPEG's, and nothing else is written"
    case .inksInPNG: "a PNG holds no inks, and the picture is CMYK"
    case .transparencyInJPEG: "a JPEG holds no transparency, and the picture has it"
    case .quality(let percent): "\(percent) is not a quality of 1 to 100"
    case .nothingToKeep: "the input is no JPEG, so there is nothing to keep"
    case .unrepeatable: "the input was compressed in a way that no encoder repeats"
    case .channels(let input, let output):
      "the input has \(input) components and the output \(output), "
        + "so its tables can't be kept"
    case .noPicture(let shape): "a tensor of shape \(shape) is no picture"
    case .noAlpha(let shape): "a tensor of shape \(shape) has no alpha"
    case .noInstructions(let set, _): "this machine has no \(set.rawValue)"
    case .choosingCompressor: "the installed ISA-L chooses for itself"
    }
  }

  var remedy: String? {
    switch self {
    case .empty, .truncatedSignature, .unknownFormat, .tooShort: nil
    case .foreign(let format): format.remedy
    case .animation(.firstFrame): "Give `first-frame` to take its first picture."
    case .animation(.firstFrameOrJPEG):
      "Give `first-frame` to take its first picture, or write a JPEG."
    case .unsupportedJPEG: "Convert it to an 8-bit baseline JPEG or to a PNG first."
    case .extensionOfOutput(_, .byOption):
      "Name the output .png or .jpg, or give `format` png or `format` jpeg."
    case .extensionOfOutput(_, .byNameAlone): "Name it .png or .jpg."
    case .inksInPNG: "Write a JPEG."
    case .transparencyInJPEG: "Write a PNG."
    case .quality: "Give a number from 1 to 100, or keep."
    case .nothingToKeep, .unrepeatable, .channels: "Give a number from 1 to 100."
    case .noPicture:
      "A picture has the shape [1, height, width, channels], of 1 to 4 channels."
    case .noAlpha:
      "Give a tensor of shape [batch, height, width, channels], of 2 or 4 channels."
    case .noInstructions(_, let widest): "The widest that it has is \(widest.rawValue)."
    case .choosingCompressor: "Without the choice all else is the same."
    }
  }
}
