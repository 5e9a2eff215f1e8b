/// An NPY file of 32-bit floating-point numbers in row-major order.
package func npyFile(_ shape: [Int], _ scalars: [Float]) -> [UInt8] {
  let tuple = shape.map { "\($0), " }.joined()
  let dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(tuple)), }"
  let header = dictionary + String(repeating: " ", count: 117 - dictionary.count) + "\n"
  let data = scalars.flatMap { number in
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number.bitPattern >> $0) }
  }
  return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8) + data
}
