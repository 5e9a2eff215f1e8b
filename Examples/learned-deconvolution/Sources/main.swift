import Glibc
import Upsample

// Learns to undo a reduction by areas: learn IMAGE STEPS.
guard CommandLine.arguments.count == 3, let steps = Int(CommandLine.arguments[2]), steps >= 0
else { fatalError("usage: learn IMAGE STEPS") }

/// The layer: a transposed convolution whose filter is learned.
func layer(_ filter: Tensor) throws -> Convolution {
  try Convolution(.transposedConv2D, filter: filter, strides: 2, padding: .same)
}

/// Decibels of numbers in a range of 1, six pixels of border left out.
func psnr(_ error: Tensor) throws -> Double {
  let inner = try crop(error, crops: [[0, 0], [6, 6], [6, 6], [0, 0]])
  let squares = inner.scalars.reduce(0) { $0 + Double($1 * $1) }
  return (-1000 * log10(squares / Double(inner.scalars.count))).rounded() / 100
}

do {
  let image = try Tensor(image: FilePath(CommandLine.arguments[1])).map { $0 / 255 - 0.5 }
  let small = try averagePool2D(image, ksize: 2, padding: .valid)
  var filter = try Tensor.bilinearFilter(scale: 2, channels: image.shape[3])
  var velocity = try Tensor.constant(0, shape: filter.shape)
  let rate = 0.5 / Float(small.scalars.count)

  for step in 0...steps {
    let convolution = try layer(filter)
    let error = try subtract(convolution(small), image)
    if step == 0 || step == steps { print("step \(step): \(try psnr(error)) dB") }
    // The gradient of half the squared error, and a step down with momentum.
    let gradient = try convolution.filterGradient(value: small, outputGradient: error)
    velocity = try subtract(velocity.map { $0 * 0.9 }, gradient.map { $0 * rate })
    filter = try add(filter, velocity)
  }
} catch {
  print("learn: \(error)")
  exit(1)
}
