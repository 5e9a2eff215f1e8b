import Testing
import UpsampleBase

@testable import UpsampleTensors

@Suite struct LegalOutputShapesTests {
  /// A transposed convolution whose output shape is asked for.
  struct Call: Sendable {
    var operation = OperationName.transposedConv2D
    let value: Shape
    let filter: Shape
    var strides: PerAxis = 1
    var padding = Padding.same
    var dataFormat = DataFormat.nhwc

    func fault(_ asked: Shape) -> UpsampleError? {
      do throws(UpsampleError) {
        _ = try ConvolutionCall(
          subject: OperationSubject(name: operation, label: nil), strides: strides,
          padding: padding, dataFormat: dataFormat, outputShape: .extents(asked.extents)
        ).output(value: value, filter: filter)
        return nil
      } catch {
        return error
      }
    }
  }

  static let calls = [
    Call(value: [1, 3, 2, 4], filter: [2, 3, 2, 4], strides: 2),
    Call(value: [2, 3, 2, 4], filter: [2, 3, 2, 4], strides: [2, 3], padding: .valid),
    Call(
      value: [1, 6, 2, 2], filter: [3, 3, 1, 6], strides: 2,
      padding: .explicit([[0, 0], [0, 0], [1, 1], [2, 0]]), dataFormat: .nchw),
    Call(
      operation: .depthwiseTransposedConv2D, value: [1, 2, 2, 4], filter: [3, 3, 2, 2],
      strides: 3),
    Call(operation: .atrousTransposedConv2D, value: [1, 2, 2, 4], filter: [3, 3, 2, 4]),
  ]

  /// The shapes that a fault tells of are those that the operation takes, and no
  /// others of any extents near them.
  @Test(arguments: calls) func theyAreThoseThatAreTaken(call: Call) throws {
    let fault = try #require(call.fault([9, 99, 99, 99])?.operationFault)
    let legal = try #require(fault.legalOutputShapes)
    var taken = 0
    for shape in call.shapes(upTo: legal) {
      let isTaken = call.fault(shape) == nil
      #expect(legal.contains(shape) == isTaken, "\(shape)")
      taken += isTaken ? 1 : 0
    }
    #expect(taken == legal.spatial.map(\.count).reduce(legal.channels.count, *))
    #expect(call.fault(legal.smallest) == nil)
    #expect(call.fault(legal.largest) == nil)
    #expect(!legal.contains([call.value[0] + 1, 5, 5, 2]))
    #expect(!legal.contains([5, 5]))
  }

  @Test func divisorsAreThoseThatDivide() {
    for number in 1...200 {
      #expect(divisors(of: number) == (1...number).filter { number % $0 == 0 })
    }
    #expect(divisors(of: Int(Int32.max)) == [1, Int(Int32.max)])
  }
}

extension LegalOutputShapesTests.Call {
  /// All shapes of the value's batch up to somewhat beyond the legal ones.
  fileprivate func shapes(upTo legal: LegalOutputShapes) -> [Shape] {
    let (height, width) = (legal.spatial[0].upperBound + 3, legal.spatial[1].upperBound + 3)
    return (0...height).flatMap { height in
      (0...width).flatMap { width in
        (0...legal.channels.last! + 3).map { channels in
          Shape(
            dataFormat.extents(batch: value[0], spatial: [height, width], channels: channels))
        }
      }
    }
  }
}
