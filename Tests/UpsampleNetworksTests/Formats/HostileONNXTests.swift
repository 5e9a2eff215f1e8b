import Testing
import UpsampleBase

@testable import UpsampleNetworks

/// Files that are broken, or mean it: each ends in one line that tells why, or runs.
@Suite struct HostileONNXTests {
  /// What becomes of a file: the line that it is refused with, or `nil`.
  private func line(_ bytes: [UInt8], height: Int = 6, width: Int = 5) throws -> String? {
    do {
      let graph = try ONNXModel(bytes, name: "net.onnx").graph(height: height, width: width).folded
      // Of what is left the cost is bounded, and so it can be run.
      try #require(graph.multiplyAdds < 1e8)
      _ = try GraphWalkTests.run(
        graph, of: Array(repeating: 0.5, count: graph.input.rowCount * height), step: height)
      return nil
    } catch let error as UpsampleError {
      guard case .file(let defect) = error else {
        Issue.record("\(error) is no fault of the file")
        return nil
      }
      #expect(!defect.defect.contains("\n") && defect.defect.utf8.count < 1000)
      return defect.defect
    }
  }

  private func golden(_ name: String) throws -> [UInt8] {
    let file = GoldenNetworksTests.folder.appending(FilePath("\(name).onnx"))
    return try InputFile(.file(file)).contents(limit: 1 << 20)
  }

  @Test func anyTruncationIsRefusedOrRuns() throws {
    let bytes = try golden("fsrcnn_shuffle_s9")
    for count in 0..<bytes.count {
      let line = try line(Array(bytes[..<count]))
      // Behind the graph only the version of operators and the metadata follow.
      #expect(line != nil || count > bytes.count - 40)
    }
  }

  @Test(arguments: ["multiples_s11", "shapes", "cunet_s9", "branches", "slices_13"])
  func bitsThatFlipAreRefusedOrRun(name: String) throws {
    let bytes = try golden(name)
    var random = SplitMix64(seed: 5)
    for _ in 0..<600 {
      var broken = bytes
      let place = Int(random.next() % UInt64(bytes.count))
      broken[place] ^= 1 << UInt8(random.next() % 8)
      _ = try line(broken)
    }
  }

  @Test(arguments: MeanONNXFiles.all.indices) func isRefusedInOneLine(index: Int) throws {
    let (name, bytes, expected) = MeanONNXFiles.all[index]
    let clock = ContinuousClock()
    let start = clock.now
    let line = try line(bytes)
    #expect(clock.now - start < .seconds(5))
    #expect(line?.contains(expected) == true, "\(name): \(line ?? "ran")")
  }

  // MARK: Operators that there are not

  @Test(arguments: [
    ("GlobalMaxPool", "statistics"), ("Softmax", "attention"),
    ("QLinearConv", "quantised"), ("Loop", "without loops"), ("GridSample", "place"),
    ("LSTM", "one picture"), ("InstanceNormalization", "statistics"), ("ReduceMax", "statistics"),
    ("SequenceConstruct", "sequences"),
  ]) func refusesByName(operation: String, remedy: String) throws {
    let bytes = ONNXWriter.model([ONNXWriter.node(operation, ["x"], ["y"], name: "seven")])
    do {
      _ = try ONNXModel(bytes, name: "net.onnx").graph(height: 4, width: 4)
      Issue.record("\(operation) ran")
    } catch .file(let defect) {
      #expect(
        defect.values as? NetworkFault
          == .operation(operation, node: "seven", remedy: defect.remedy))
      #expect(defect.remedy?.contains(remedy) == true)
    }
  }

  @Test func whatNobodyNeedsIsNotRefused() throws {
    let bytes = ONNXWriter.model([
      ONNXWriter.node("GlobalMaxPool", ["x"], ["a"]), ONNXWriter.node("Relu", ["x"], ["y"]),
    ])
    #expect(try ONNXModel(bytes, name: "net.onnx").graph(height: 4, width: 4).nodes.count == 1)
  }
}
