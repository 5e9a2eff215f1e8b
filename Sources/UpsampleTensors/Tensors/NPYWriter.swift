import UpsampleBase

extension Tensor {
  /// Writes the tensor to an NPY file of version 1.0, in C order and little
  /// endian, byte for byte as NumPy writes it.
  ///
  /// The file appears under its name only when it is complete.
  ///
  /// - Parameters:
  ///   - output: The file, or standard output.
  ///   - existing: Whether a file that is there may be replaced.
  /// - Throws: ``UpsampleError/system(_:)`` when the file can't be written,
  ///   ``UpsampleError/request(_:)`` for more dimensions than NumPy has, 64.
  public func write(
    npy output: Endpoint, existing: ExistingPolicy = .replace
  ) throws(UpsampleError) {
    guard shape.rank <= 64 else {
      throw .request(
        RequestFault(
          subject: "npy", fault: "a tensor of shape \(shape) has \(shape.rank) dimensions",
          remedy: "NumPy reads at most 64."))
    }
    let file = try OutputFile(output, existing: existing)
    try file.write(npyHeader)
    let piece = 1 << 18
    for start in stride(from: 0, to: scalars.count, by: piece) {
      let part = scalars[start..<min(scalars.count, start + piece)]
      try file.write(part.withUnsafeBytes { Array($0) })
    }
    try file.commit()
  }

  /// Writes the tensor to a file of that name.
  public func write(
    npy path: FilePath, existing: ExistingPolicy = .replace
  ) throws(UpsampleError) {
    try write(npy: .file(path), existing: existing)
  }

  /// The header of an NPY file that holds the tensor.
  var npyHeader: [UInt8] {
    let extents = shape.extents.map(String.init)
    let tuple = extents.joined(separator: ", ") + (extents.count == 1 ? "," : "")
    var text = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(tuple)), }"
    // NumPy leaves room for the first extent to grow to 21 digits, and fills up
    // to a multiple of 64 bytes, the last of which ends the line.
    if let first = extents.first { text += String(repeating: " ", count: 21 - first.count) }
    let fixed = NPYHeader.magic.count + 4
    let fill = 63 - (fixed + text.utf8.count) % 64
    text += String(repeating: " ", count: fill) + "\n"
    let length = text.utf8.count
    return NPYHeader.magic + [1, 0, UInt8(length % 256), UInt8(length / 256)] + Array(text.utf8)
  }
}
