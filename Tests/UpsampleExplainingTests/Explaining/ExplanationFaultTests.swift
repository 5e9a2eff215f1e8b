import Testing
import Upsample
import UpsampleBase
import UpsampleTensors

@testable import UpsampleExplaining

@Suite struct ExplanationFaultTests {
  static let axis = AxisInference(
    name: .width, smaller: 3, larger: 9, filter: 4, dilation: 2, rule: .valid, kind: .forward)

  @Test(
    arguments: [
      (
        .nothingGiven(.maxPool2D),
        "a: none of value, output_shape, ksize and strides is given.\n"
          + "  Give at least one of them, as `value` 1,3,3,1."
      ),
      (
        .twoFilters(.shape("3,3"), .function(.bicubic)),
        "a: filter 3,3 and kernel bicubic are both given.\n  Give one of them."
      ),
      (
        .count(.filter, [1, 2, 3], spatial: [.height, .width], dimensions: [.height, .channels]),
        "a: filter [1, 2, 3] has 3 numbers.\n  Give 1, 2 or 2 numbers: one for every spatial "
          + "axis, height, width, or height, channels."
      ),
      (
        .axis(axis, .noWindow(filter: 5)),
        "a: no window fits: filter width 5 with dilation 2 spans 9, more than width 9 with its "
          + "padding.\n  Give SAME padding, or a smaller filter."
      ),
      (
        .axis(axis, .noStride),
        "a: no stride leads from width 9 to width 3 with VALID padding and filter width 4."
      ),
      (
        .notDrawn(.depth, window: 2000, stride: 1),
        "a: depth is too large to draw, with a window of 2000 and a stride of 1.\n"
          + "  Windows and strides of up to 1024 are drawn."
      ),
    ] as [(ExplanationFault, String)])
  func valuesBecomeWords(fault: ExplanationFault, words: String) {
    #expect(UpsampleError.request(RequestFault(subject: "a", fault)).description == words)
  }

  @Test(
    arguments: [
      (.belowOne(horizontal: 1, vertical: 0), "a: 1x0 is below 1.\n  Scales begin at 1."),
      (
        .diagonal(channels: 9, rows: 2, columns: 3),
        "a: 9 channels of 3x2 taps are too many.\n  A filter holds at most 67108864 numbers."
      ),
    ] as [(AnalysisFault, String)])
  func analysesHaveFaultsToo(fault: AnalysisFault, words: String) {
    #expect(UpsampleError.request(RequestFault(subject: "a", fault)).description == words)
  }
}
