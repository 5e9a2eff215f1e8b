import Upsample
import UpsampleBatch

/// The folders whose pictures are fitted to.
struct FitFolders {
  /// The wanted outputs.
  let wanted: FilePath
  /// The inputs; `nil` where they are made of the outputs.
  private let inputs: FilePath?
  /// How many pictures are held back.
  private let held: Int
  /// The part of the pictures that is fitted to.
  private let shard: Shard?

  init(_ arguments: Arguments) throws(UpsampleError) {
    held = try arguments.number(.holdBack, in: 0...1_000_000) ?? 0
    shard = try ShardOption(arguments).shard(in: nil)
    guard arguments.has(.pairs) else {
      try arguments.checkOperandCount(1...1)
      (wanted, inputs) = (arguments.operands[0], nil)
      return
    }
    for name in [OptionName.reduce, .reduceJPEG, .noise] where arguments.has(name) {
      throw .usage(
        name.spelling, "contradicts --pairs, whose small images are the inputs",
        arguments.command)
    }
    guard arguments.operands.count == 2 else {
      throw .usage(
        "--pairs", "takes two folders, SMALL and LARGE, not \(arguments.operands.count)",
        arguments.command)
    }
    (inputs, wanted) = (arguments.operands[0], arguments.operands[1])
  }

  /// The pictures to hold back and those to fit to.
  ///
  /// - Parameter failed: Called for each that can't be looked at or has no pair.
  func listed(
    _ failed: (UpsampleError) -> Void
  ) throws(UpsampleError) -> (heldBack: [FitImage], images: [FitImage]) {
    let images = try images(failed).sorted { Self.order($0) < Self.order($1) }
    guard held < max(1, images.count) else {
      throw .usage(
        "--hold-back", "\(held) of \(images.count) pictures leaves none to fit to",
        Command.named(.fit))
    }
    return (
      Array(images.prefix(held)),
      images.dropFirst(held).filter { image in shard.map { $0.owns(image.name) } ?? true }
    )
  }

  /// By which pictures are held back: the same ones whatever the order of a folder.
  private static func order(_ image: FitImage) -> (UInt64, String) {
    (stableHash(image.name.bytes), image.name.description)
  }

  /// All pictures in no particular order.
  private func images(_ failed: (UpsampleError) -> Void) throws(UpsampleError) -> [FitImage] {
    let names = try Self.names(in: wanted, failed)
    guard let inputs else { return names.map { FitImage($0, wanted: wanted.appending($0)) } }
    let large = Set(names)
    for name in try Self.names(in: inputs, failed) where !large.contains(name) {
      failed(.unpaired(inputs.appending(name), in: wanted, "large"))
    }
    return names.compactMap { name in
      let input = inputs.appending(name)
      guard FileStatus(at: input) != nil else {
        failed(.unpaired(wanted.appending(name), in: inputs, "small"))
        return nil
      }
      return FitImage(name, wanted: wanted.appending(name), input: input)
    }
  }

  private static func names(
    in folder: FilePath, _ failed: (UpsampleError) -> Void
  ) throws(UpsampleError) -> [FilePath] {
    var names: [FilePath] = []
    try listInputs(BatchRequest(folder, to: nil, UpsampleJob(UpsampleOptions()))) { entry in
      switch entry {
      case .input(let name): names.append(name)
      case .failed(_, let error): failed(error)
      case .foreign, .link, .special: break
      }
    }
    return names
  }
}

extension UpsampleError {
  fileprivate static func unpaired(
    _ image: FilePath, in folder: FilePath, _ size: String
  ) -> UpsampleError {
    .file(FileDefect(name: "\(image)", defect: "has no \(size) image of its name in \(folder)"))
  }
}
