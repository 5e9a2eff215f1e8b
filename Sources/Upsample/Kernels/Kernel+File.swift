import UpsampleBase
import UpsampleTensors

extension Kernel {
  /// The most taps that a filter of the user's own may have.
  public static let largestFilter = 1 << 20

  /// The most taps that it may have along one side.
  public static let largestSide = 4096

  /// A kernel by its name, or from a file.
  ///
  /// The names are those of ``InterpolationFunction`` and ``LearnedKernel``, in any case. A file is a NumPy
  /// `.npy` or a `.json` file with taps of shape `[height, width]`, for every
  /// channel; `[taps]`, of which the filter is the product of a column and a
  /// row; or `[height, width, outChannels, inChannels]`, as a TensorFlow
  /// transposed convolution has them; or a `.bank` file, as ``KernelBank`` writes it.
  public init(nameOrFile argument: FilePath) throws(UpsampleError) {
    let name = String(decoding: argument.bytes, as: UTF8.self).lowercased()
    let kind =
      Self.kinds.first { $0.names.contains(name) }
      ?? Self.kinds.first { $0.fileExtensions.contains { $0 == argument.lowercasedExtension } }
    guard let kind else {
      throw .request(RequestFault(subject: "`kernel`", KernelFault.unknown(argument)))
    }
    self = try kind.kernel(named: argument)
  }
}

extension UserFilter {
  /// Checks the taps of a file.
  ///
  /// - Parameter name: The file's name, for messages.
  init(_ taps: Tensor, name: String) throws(UpsampleError) {
    try Self.check(taps.shape, name: name)
    if let index = taps.scalars.firstIndex(where: { !$0.isFinite }) {
      throw .file(
        FileDefect(
          name: name, KernelFault.notFinite(taps.scalars[index], tap: index, of: .file)))
    }
    switch taps.shape.rank {
    case 1:
      let product = taps.scalars.flatMap { row in taps.scalars.map { row * $0 } }
      guard product.allSatisfy(\.isFinite) else {
        throw .file(FileDefect(name: name, KernelFault.overflow))
      }
      self = .depthwise(Tensor(shape: [taps.shape[0], taps.shape[0]], scalars: product))
    case 2: self = .depthwise(taps)
    default: self = .mixing(taps)
    }
  }

  /// Checks that taps of a shape make a filter that is not too large.
  ///
  /// - Parameter name: The file's name, for messages.
  static func check(_ shape: Shape, name: String) throws(UpsampleError) {
    guard [1, 2, 4].contains(shape.rank) else {
      throw .file(FileDefect(name: name, KernelFault.shape(shape, of: .file)))
    }
    guard !shape.extents.contains(0) else {
      throw .file(FileDefect(name: name, KernelFault.noTaps(shape, of: .file)))
    }
    try checkSize(of: shape, subject: name)
  }

  /// Checks that taps of a shape, of which there are some, are not too many.
  private static func checkSize(of shape: Shape, subject: String) throws(UpsampleError) {
    let side = shape.extents.prefix(2).max()!
    guard side <= Kernel.largestSide else {
      throw .limit(
        LimitExcess(
          subject: subject, quantity: "taps along a side", value: side,
          limit: Kernel.largestSide))
    }
    let filter = shape.rank == 1 ? [side, side] : shape
    let count = filter.scalarCount ?? Int.max
    guard count <= Kernel.largestFilter else {
      throw .limit(
        LimitExcess(
          subject: subject, quantity: "taps", value: count, limit: Kernel.largestFilter))
    }
  }

  /// Checks a filter that may be none of a file's: whatever is convolved with it comes
  /// through here.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for taps of another rank, without any, or
  ///   not finite; ``UpsampleError/limit(_:)`` for too many.
  package func check() throws(UpsampleError) {
    let shape = taps.shape
    let layout =
      switch self {
      case .depthwise: ["height", "width"]
      case .mixing: ["height", "width", "outChannels", "inChannels"]
      }
    func fault(_ fault: KernelFault) -> UpsampleError {
      .request(RequestFault(subject: "`kernel`", fault))
    }
    guard shape.rank == layout.count else { throw fault(.shape(shape, of: .filter(layout))) }
    guard !shape.extents.contains(0) else { throw fault(.noTaps(shape, of: .filter(layout))) }
    try Self.checkSize(of: shape, subject: "the filter")
    if let index = taps.scalars.firstIndex(where: { !$0.isFinite }) {
      throw fault(.notFinite(taps.scalars[index], tap: index, of: .filter(layout)))
    }
  }
}
