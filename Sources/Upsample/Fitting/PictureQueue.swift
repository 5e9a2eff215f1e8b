import UpsampleBase

/// Works on pictures, several at once.
///
/// - Parameter done: Called with the number of a picture and what came of it, one at a time,
///   as they are done.
func workOn<Product>(
  _ pictures: [(name: FilePath, path: FilePath)], jobs: Int,
  work: @escaping ((name: FilePath, path: FilePath)) throws(UpsampleError) -> Product,
  done: @escaping (Int, Result<Product, UpsampleError>) -> Void
) {
  var next = 0
  PipelinedWork<Int, (Int, Result<Product, UpsampleError>), Never>(
    delivery: .asDone,
    take: {
      guard next < pictures.count else { return nil }
      defer { next += 1 }
      return next
    },
    work: { number in
      (number, Result { () throws(UpsampleError) in try work(pictures[number]) })
    },
    deliver: { done($0.0, $0.1) }
  ).run(jobs: jobs)
}
