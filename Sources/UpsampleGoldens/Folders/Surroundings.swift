import Upsample
import UpsampleBatch
import UpsampleImages

/// What two folders hold beside the pictures that are compared.
package struct Surroundings: Sendable {
  /// Pictures of formats that are not read, of each name one.
  var foreign: [ForeignFormat: Int] = [:]
  /// Links to folders, as they are named in each.
  var links: (expected: [FilePath], actual: [FilePath]) = ([], [])
  /// Files of the folder compared whose names are those of masks.
  var masks: [FilePath] = []
  private let labelCount: Int
  private let maskCount: Int
  private let expected: FilePath
  private let actual: FilePath

  init(of job: ComparisonJob) {
    (expected, actual) = (job.expected, job.actual)
    labelCount = job.labelCount
    maskCount = job.maskCount
  }

  /// What else there is, as it is told behind the counts of pictures.
  var clauses: [String] {
    let beside = [
      labelCount == 0 ? nil : counted(labelCount, "labelled golden"),
      maskCount == 0 ? nil : counted(maskCount, "mask"),
    ].compactMap { $0 }
    return (beside.isEmpty ? [] : [beside.joined(separator: ", ")])
      + [foreign.text].compactMap { $0 }
  }

  /// Lines about what is not compared, though it might be meant to be, in the order of names.
  package var warnings: [String] {
    links.expected.filter { !$0.isNamedAsPicture }.inOrder
      .map { "\(expected.appending($0)) is a link to a folder, and not followed" }
      + links.actual.inOrder.map {
        "\(actual.appending($0)) is a link to a folder, in which new pictures are not looked for"
      }
      + masks.inOrder.map {
        "\(actual.appending($0)) is not compared: \(expected) has a mask of its name"
      }
  }

  func add(to object: inout JSONObject) {
    object.add("labels", labelCount)
    object.add("masks", maskCount)
    object.add("links", links.expected.count + links.actual.count)
    object.add(foreign)
  }
}

extension [FilePath] {
  fileprivate var inOrder: Self { sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } }
}

/// A number with what it counts, as `1 mask` or `2 masks`.
package func counted(_ count: Int, _ thing: String) -> String {
  "\(count) \(thing)\(count == 1 ? "" : "s")"
}
