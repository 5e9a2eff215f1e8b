import UpsampleBase
import UpsampleImages

/// The names of outputs that go to a folder: those of their inputs, with the
/// extension of the format that is asked for.
package struct OutputNaming: Sendable {
  private let format: OutputFormat?

  /// - Parameter format: The format that is asked for, if one is.
  package init(_ format: OutputFormat?) { self.format = format }

  /// Whether an output may have another name than its input.
  package var mayDiffer: Bool { format == .png || format == .jpeg }

  /// The name of an input's output, in the folder that corresponds to the input's.
  package func name(for input: FilePath) -> FilePath {
    switch format {
    case .png where input.lowercasedExtension != "png":
      input.replacingExtension(with: "png")
    case .jpeg where !["jpg", "jpeg"].contains(input.lowercasedExtension):
      input.replacingExtension(with: "jpg")
    default:
      input
    }
  }
}
