import Synchronization
import Testing
import UpsampleBase
import UpsampleNetworks

@testable import Upsample

@Suite struct NetworkGeometryTests {
  /// A network that is refused whatever the size, and counts how often it is tried.
  private final class RefusedModel: NetworkModel {
    let format = "a model of tests"
    let metadata: [String: String] = [:]
    let inputChannels = 3
    let trials = Mutex(0)

    func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph {
      trials.withLock { $0 += 1 }
      throw .file(
        FileDefect(
          name: "test", NetworkFault.operation("GlobalMaxPool", node: "a", remedy: nil)))
    }
  }

  @Test func whatIsRefusedInTheSameWordsAtTwoSizesIsNotTriedAtMore() {
    let model = RefusedModel()
    #expect(throws: UpsampleError.self) { try NetworkGeometry(model, name: "test") }
    #expect(model.trials.withLock { $0 } == 2)
  }
}
