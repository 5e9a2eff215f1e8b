import UpsampleBase

/// Works on images, several at once.
///
/// - Parameters:
///   - isStopped: Whether no more images are to be begun.
///   - done: Called with the number of an image and what came of it, one at a time, as they
///     are done. An error ends the work.
func workOn<Product, Failure: Error>(
  _ images: [FitImage], jobs: Int, isStopped: @escaping () -> Bool = { false },
  work: @escaping (FitImage) throws(UpsampleError) -> Product,
  done: @escaping (Int, Result<Product, UpsampleError>) throws(Failure) -> Void
) throws(Failure) {
  var next = 0
  try PipelinedWork<Int, (Int, Result<Product, UpsampleError>), Failure>(
    delivery: .asDone,
    take: {
      guard next < images.count, !isStopped() else { return nil }
      defer { next += 1 }
      return next
    },
    work: { number in
      (number, Result { () throws(UpsampleError) in try work(images[number]) })
    },
    deliver: { (product) throws(Failure) in try done(product.0, product.1) }
  ).run(jobs: jobs)
}
