import UpsampleBase

/// What came of fitting a bank.
package struct BankFit: Sendable {
  package let bank: KernelBank
  /// The pictures that were fitted to.
  package let images: Int
  /// The inputs that were fitted to, each as often as it counts.
  package let samples: Int
  /// The figures of the pictures that were held back, if there were any.
  package let quality: [FitQuality]
}

/// How far the fit of a bank is.
package enum BankFitProgress: Hashable, Sendable {
  /// So many pictures have given samples to grow a tree on.
  case drawing(images: Int)
  /// The tree has so many leaves.
  case growing(leaves: Int)
  /// So many pictures have been summed for the kernels of the leaves.
  case summing(images: Int)
}

/// Fits a bank of kernels: grows a tree on samples of the pictures, and solves the least
/// squares of each leaf on all of them.
///
/// Each picture is the wanted output of its own reductions. The result depends on the
/// pictures and the options alone: neither on their order nor on the number of threads.
///
/// - Parameters:
///   - pictures: The images to fit to.
///   - heldBack: The images by which the result is measured.
///   - leaves: The most kernels, 1 to 1024; fewer where no more samples are.
///   - failed: Called for each picture that is left out, one at a time.
///   - progress: Called one at a time.
/// - Throws: ``UpsampleError/request(_:)`` for options beyond their ranges, and where no
///   picture can be fitted to.
package func fitBank(
  to pictures: [FitImage], heldBack: [FitImage], leaves: Int, options: FitOptions,
  effort: GrowthEffort = GrowthEffort(),
  failed: @escaping (UpsampleError) -> Void = { _ in },
  progress: @escaping (BankFitProgress) -> Void = { _ in }
) throws(UpsampleError) -> BankFit {
  try options.check(leaves: leaves)
  try options.check(pictures + heldBack)
  let sorted = pictures.sorted { $0.name.description < $1.name.description }
  let (samples, sound) = drawn(
    sorted, options, effort, failed: failed, progress: { progress(.drawing(images: $0)) })
  guard !sound.isEmpty else { throw .fit(.nothingSummed) }
  var growth = TreeGrowth(samples, effort, on: ThreadBudget(shared: options.jobs))
  let nodes = growth.grow(leaves: leaves) { progress(.growing(leaves: $0)) }
  let sums = summed(
    sound, nodes, options, failed: failed, progress: { progress(.summing(images: $0)) })
  guard sums.samples > 0 else { throw .fit(.nothingSummed) }
  let (kernel, bank) = try kernels(sums, of: sound.count, nodes, options)
  return BankFit(
    bank: bank, images: sound.count, samples: sums.samples,
    quality: heldBack.isEmpty
      ? []
      : measure(
        [PlaneKernel(phases: kernel, options.window), PlaneBank(bank)], heldBack, options,
        failed: failed))
}

/// Pictures on their way into samples to grow a tree on.
private func drawn(
  _ pictures: [FitImage], _ options: FitOptions, _ effort: GrowthEffort,
  failed: @escaping (UpsampleError) -> Void, progress: @escaping (Int) -> Void
) -> (samples: GrowthSamples, sound: [FitImage]) {
  let weights = max(1, options.degradations.reduce(0) { $0 + $1.weight })
  let share = effort.samples / max(1, pictures.count)
  var parts = [GrowthSamples?](repeating: nil, count: pictures.count)
  var done = 0
  workOn(
    pictures, jobs: options.jobs,
    work: { (picture) throws(UpsampleError) in
      let (large, small) = try picture.pair(options)
      let target = large.luma
      var samples = GrowthSamples(phases: options.window.phases)
      let seed = options.seed(of: picture.name)
      for (number, small) in small.enumerated() {
        samples.draw(
          (share * Int(options.weight(of: number)) + weights - 1) / weights, of: small.luma,
          target, border: options.border, seed: seed &+ UInt64(number))
      }
      return samples
    },
    done: { number, result in
      done += 1
      switch result {
      case .success(let samples): parts[number] = samples
      case .failure(let error): failed(error)
      }
      progress(done)
    })
  var samples = GrowthSamples(phases: options.window.phases)
  for case let part? in parts { samples += part }
  return (samples, zip(pictures, parts).filter { $0.1 != nil }.map(\.0))
}

/// The sums of each leaf of a tree on all samples of pictures.
private func summed(
  _ pictures: [FitImage], _ nodes: [BankNode], _ options: FitOptions,
  failed: @escaping (UpsampleError) -> Void, progress: @escaping (Int) -> Void
) -> LeafSums {
  let sums = LeafSums(nodes, options.window, options.border)
  var done = 0
  workOn(
    pictures, jobs: options.jobs,
    work: { (picture) throws(UpsampleError) in
      let (large, small) = try picture.pair(options)
      let target = large.luma
      let first = Int(stableHash(picture.name.bytes) % UInt64(nodes.count + 1))
      for (number, picture) in small.enumerated() {
        sums.add(picture.luma, target, weight: options.weight(of: number), first: first)
      }
    },
    done: { _, result in
      done += 1
      if case .failure(let error) = result { failed(error) }
      progress(done)
    })
  return sums
}

/// The kernel of all samples, whatever their neighbourhoods, and the bank.
private func kernels(
  _ sums: LeafSums, of images: Int, _ nodes: [BankNode], _ options: FitOptions
) throws(UpsampleError) -> (kernel: [Double], bank: KernelBank) {
  let window = options.window
  var total = NormalSums(columns: window.columns)
  for leaf in 0...nodes.count { total += sums[leaf] }
  let guide = total.symmetric(window.symmetries)
  let solver = LeafKernels(window, ridge: options.solving.ridge)
  let kernel = solver.taps(WeighedSums(guide))
  var taps = kernel
  if !nodes.isEmpty {
    let count = picturesGuiding * Double(sums.samples) / Double(images)
    taps = guided(sums, nodes, by: WeighedSums(guide), count).flatMap { solver.taps($0) }
  }
  return (
    kernel,
    try KernelBank(
      scale: options.scale, taps: options.taps, nodes: nodes, leaves: taps.map { Float($0) })
  )
}

/// The sums of each leaf, to which some samples of what leads to it are added: the fewer
/// samples a leaf has, the closer is its kernel to that of the node above, whose kernel is
/// close to that of the one above it, and in the end to the kernel of all samples.
private func guided(
  _ sums: LeafSums, _ nodes: [BankNode], by guide: WeighedSums, _ count: Double
) -> [WeighedSums] {
  var totals: [NormalSums] = []
  func total(_ branch: BankNode.Branch) -> NormalSums {
    switch branch {
    case .node(let node): totals[nodes.count - 1 - node]
    case .leaf(let leaf): sums[leaf]
    }
  }
  for node in nodes.reversed() {
    var sum = total(node.lower)
    sum += total(node.higher)
    totals.append(sum)
  }
  var guides = [WeighedSums](repeating: guide, count: nodes.count)
  var leaves = [WeighedSums](repeating: guide, count: nodes.count + 1)
  for (number, node) in nodes.enumerated() {
    for branch in [node.lower, node.higher] {
      let guided = WeighedSums(total(branch)).adding(count, of: guides[number])
      switch branch {
      case .node(let node): guides[node] = guided
      case .leaf(let leaf): leaves[leaf] = guided
      }
    }
  }
  return leaves
}

/// How many samples of what leads to a leaf are added to its own, in shares of a picture:
/// samples of a picture are alike, and those of a leaf may come from few of them.
private let picturesGuiding = 0.25
