import Glibc
import Upsample

// Doubles a picture by a transposed convolution: double IN OUT.
guard CommandLine.arguments.count == 3 else { fatalError("usage: double IN OUT") }

do {
  let picture = try Tensor(image: FilePath(CommandLine.arguments[1]))
  let channels = picture.shape[3]

  // The bilinear kernel, as TensorFlow's dense filter [height, width, out, in]
  // that leaves the channels unmixed.
  let taps: [Float] = [0.25, 0.75, 0.75, 0.25]
  var filter = try Tensor.constant(0, shape: [4, 4, channels, channels])
  for row in 0..<4 {
    for column in 0..<4 {
      for channel in 0..<channels {
        filter[row, column, channel, channel] = taps[row] * taps[column]
      }
    }
  }

  let doubled = try transposedConv2D(picture, filter: filter, strides: 2, padding: .same)
  try doubled.write(image: FilePath(CommandLine.arguments[2]))
  print("\(picture.shape) became \(doubled.shape)")
} catch {
  print("double: \(error)")
  exit(1)
}
