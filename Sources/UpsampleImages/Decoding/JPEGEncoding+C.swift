import CImageIO

extension JPEGEncoding {
  /// The encoding of a file that was read, or `nil` when no encoder could
  /// repeat it.
  init?(_ encoding: cio_jpeg_encoding) {
    let count = Int(encoding.component_count)
    let all = withUnsafeBytes(of: encoding.components) { bytes in
      Array(bytes.bindMemory(to: cio_jpeg_component.self).prefix(count))
    }
    let numbers = Set(all.map { Int($0.table) }).sorted()
    guard numbers.allSatisfy({ (0..<4).contains($0) && encoding.defined_tables >> $0 & 1 == 1 })
    else { return nil }
    tables = withUnsafeBytes(of: encoding.tables) { bytes in
      let entries = bytes.bindMemory(to: UInt16.self)
      return numbers.map { Array(entries[($0 * 64)..<($0 * 64 + 64)]) }
    }
    components = all.map { component in
      Component(
        horizontalSampling: Int(component.horizontal),
        verticalSampling: Int(component.vertical),
        table: numbers.firstIndex(of: Int(component.table))!)
    }
    transform = encoding.is_rgb ? .none : .lumaAndChroma
    switch (Int(encoding.restart_rows), Int(encoding.restart_blocks)) {
    case (1..., _): restarts = .rows(Int(encoding.restart_rows))
    case (_, 1...): restarts = .blocks(Int(encoding.restart_blocks))
    default: restarts = .none
    }
    inkTransform = encoding.is_ycck ? .ycck : .plain
    guard isRepeatable else { return nil }
  }

  /// Whether libjpeg can compress in this way.
  ///
  /// It divides by table entries, each times eight in 16 bits, and averages whole
  /// pixels for the components that have fewer samples.
  var isRepeatable: Bool {
    let entriesFit = tables.allSatisfy { table in
      table.count == 64 && table.allSatisfy { (1...8191).contains($0) }
    }
    let tablesExist = components.allSatisfy { tables.indices.contains($0.table) }
    let factors = components.flatMap { [$0.horizontalSampling, $0.verticalSampling] }
    guard entriesFit, tablesExist, tables.count <= 4, factors.allSatisfy((1...4).contains) else {
      return false
    }
    let horizontal = components.map(\.horizontalSampling)
    let vertical = components.map(\.verticalSampling)
    return dividesEach(horizontal) && dividesEach(vertical)
  }

  /// Whether all components can stand in one scan, which takes at most ten blocks.
  var isInterleaved: Bool {
    let blocks = components.reduce(0) { $0 + $1.horizontalSampling * $1.verticalSampling }
    return components.count == 1 || blocks <= 10
  }

  /// The encoding as the encoder takes it.
  ///
  /// - Precondition: The encoding is repeatable and has at most 4 components.
  var cEncoding: cio_jpeg_encoding {
    var encoding = cio_jpeg_encoding()
    encoding.component_count = Int32(components.count)
    encoding.is_ycck = inkTransform == .ycck
    encoding.defined_tables = (1 << UInt32(tables.count)) - 1
    encoding.is_rgb = transform == .none
    switch restarts {
    case .none: break
    case .rows(let rows): encoding.restart_rows = Int32(rows)
    case .blocks(let blocks): encoding.restart_blocks = Int32(blocks)
    }
    withUnsafeMutableBytes(of: &encoding.components) { bytes in
      let target = bytes.bindMemory(to: cio_jpeg_component.self)
      for (index, component) in components.enumerated() {
        target[index] = cio_jpeg_component(
          horizontal: Int32(component.horizontalSampling),
          vertical: Int32(component.verticalSampling), table: Int32(component.table))
      }
    }
    withUnsafeMutableBytes(of: &encoding.tables) { bytes in
      let target = bytes.bindMemory(to: UInt16.self)
      for (index, entry) in tables.joined().enumerated() { target[index] = entry }
    }
    return encoding
  }
}

/// Whether every factor divides the largest one.
private func dividesEach(_ factors: [Int]) -> Bool {
  let largest = factors.max() ?? 1
  return factors.allSatisfy { largest.isMultiple(of: $0) }
}
