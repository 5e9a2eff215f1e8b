import Glibc
import UpsampleTensors

// Finds where the rows of an array change: edges IN.npy OUT.npy.
guard CommandLine.arguments.count == 3 else { fatalError("usage: edges IN.npy OUT.npy") }

do {
  let value = try Tensor(npy: FilePath(CommandLine.arguments[1]))
  // Sobel's filter, as TensorFlow's [height, width, in, out].
  let sobel = try Tensor(shape: [3, 3, 1, 1], scalars: [-1, 0, 1, -2, 0, 2, -1, 0, 1])
  let edges = try conv2D(value, filter: sobel, padding: .same)
  try edges.write(npy: FilePath(CommandLine.arguments[2]))
  print("\(value.shape): the steepest edge is \(edges.scalars.map(abs).max() ?? 0)")
} catch {
  print("edges: \(error)")
  exit(1)
}
