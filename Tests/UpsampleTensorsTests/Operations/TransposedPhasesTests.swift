import Testing

@testable import UpsampleTensors

@Suite struct TransposedPhasesTests {
  @Test func phasesHoldExactlyTheTapsOfTheScatterForm() {
    for filter in 0...6 {
      for stride in 1...5 {
        for dilation in 1...4 {
          let phases = TransposedPhases(filter: filter, stride: stride, dilation: dilation)
          for position in 0..<40 {
            let reached = phases[position % stride].map {
              [$0.tap, position / stride + $0.inputOffset]
            }
            let scattered = (-40...40).flatMap { input in
              (0..<filter).filter { input * stride + $0 * dilation == position }
                .map { [$0, input] }
            }
            #expect(
              reached == scattered,
              "filter \(filter), stride \(stride), dilation \(dilation), position \(position)")
          }
        }
      }
    }
  }

  @Test func aFilterShorterThanTheStrideLeavesPhasesBlank() {
    let phases = TransposedPhases(filter: 2, stride: 4)
    #expect(phases.phases.map(\.phase) == [0, 1])
    #expect(phases[2].isEmpty)
  }

  @Test func aHugeStrideCostsNoMemory() {
    let phases = TransposedPhases(filter: 2, stride: 1 << 30)
    #expect(phases.phases.map(\.phase) == [0, 1])
  }
}
