import Testing

@testable import UpsampleExplaining
@testable import UpsampleImages

@Suite struct KernelPlotTests {
  private let plot = KernelPlot(
    in: Rectangle(x: 10, y: 20, width: 157, height: 129), x: -1...1, y: 0...2)

  @Test func rangesFillTheArea() {
    #expect(plot.area == Rectangle(x: 66, y: 20, width: 101, height: 101))
    #expect([-1, 0, 1].map(plot.column) == [66, 116, 166])
    #expect([0, 1, 2].map(plot.row) == [120, 70, 20])
  }

  @Test func whatLiesOutsideStaysAtTheFrame() {
    #expect([-9, 9].map(plot.column) == [66, 166])
    #expect([-9, 9].map(plot.row) == [120, 20])
  }
}
