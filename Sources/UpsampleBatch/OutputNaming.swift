import UpsampleBase
import UpsampleImages

/// The names of outputs that go to a folder: those of their inputs, with the
/// extension of the format that is asked for.
package struct OutputNaming: Sendable {
  /// The format that every output has, unless it is its input's.
  private let format: ImageFormat?

  /// - Parameter format: The format that is asked for, if one is.
  package init(_ format: OutputFormat?) {
    switch format {
    case .png: self.format = .png
    case .jpeg: self.format = .jpeg
    case .same, nil: self.format = nil
    }
  }

  /// Whether an output may have another name than its input.
  var mayDiffer: Bool { format != nil }

  /// The name of an input's output, in the folder that corresponds to the input's.
  package func name(for input: FilePath) -> FilePath {
    guard let format, !format.isUsual(for: input) else { return input }
    return input.replacingExtension(with: format.usualExtensions[0])
  }
}
