import CKernels
import UpsampleBase

/// What becomes of complete sums, channel by channel: a bias and an activation.
///
/// The bias is added to the rounded sum, and the activation is of that: a fused
/// layer has the bits of its operations one after another.
struct Finish: Sendable {
  /// Biases and slopes, again and again, with a vector's room behind each.
  private let numbers: Storage<Float>
  private let period: Int
  private let range: (low: Float, high: Float)
  private let curve: ck_curve_kind
  private let channels: Int

  /// The widest vector of any instruction set.
  private static let lanes = 16

  /// Creates the finish of so many channels.
  ///
  /// - Parameters:
  ///   - bias: A number for each channel; empty, there is none.
  ///   - slopes: The factors of negative sums, one for each channel or for all.
  private init(
    bias: [Float], slopes: [Float], range: (Float, Float), curve: ck_curve_kind, channels: Int
  ) {
    (self.range, self.curve, self.channels) = (range, curve, channels)
    period = channels * max(1, 256 / max(1, channels))
    let count = period + Self.lanes
    numbers = Storage(zeros: 2 * count)
    guard channels > 0 else { return }
    for index in 0..<count {
      let channel = index % channels
      if !bias.isEmpty { numbers.base[index] = bias[channel] }
      numbers.base[count + index] = slopes.count == 1 ? slopes[0] : slopes[channel]
    }
  }

  /// Creates the finish of the given bias and activation, which are known to fit.
  init(bias: [Float] = [], _ activation: Activation?, channels: Int) {
    var slopes: [Float] = [1]
    var range = (-Float.infinity, Float.infinity)
    var curve = CK_STRAIGHT
    switch activation {
    case nil: break
    case .relu: range.0 = 0
    case .relu6: range = (0, 6)
    case .leakyRelu(let alpha): slopes = [alpha]
    case .prelu(let alpha): slopes = alpha.scalars
    case .sigmoid: curve = CK_SIGMOID
    case .tanh: curve = CK_TANH
    case .clip(let minimum, let maximum): range = (minimum, maximum)
    }
    self.init(bias: bias, slopes: slopes, range: range, curve: curve, channels: channels)
  }

  /// Calls `body` with the finish of channels from the given one on.
  func withPointer<Result>(
    channel: Int = 0, _ body: (UnsafePointer<ck_finish>) -> Result
  ) -> Result {
    defer { withExtendedLifetime(numbers) {} }
    var finish = ck_finish(
      bias: numbers.base + channel, slopes: numbers.base + period + Self.lanes + channel,
      period: period, low: range.low, high: range.high, curve: curve)
    return body(&finish)
  }

  /// The same of a finish that may be absent.
  static func withPointer(
    _ finish: Finish?, channel: Int, _ body: (UnsafePointer<ck_finish>?) -> Void
  ) {
    guard let finish else { return body(nil) }
    finish.withPointer(channel: channel) { body($0) }
  }

  /// Finishes rows of whole pixels in place.
  func finish(
    _ values: UnsafeMutablePointer<Float>, count: Int, instructions: ck_instructions
  ) {
    withPointer { ck_finish_row(instructions, $0, values, count) }
  }

  /// Finishes numbers of one channel in place.
  func finish(
    _ values: UnsafeMutablePointer<Float>, count: Int, ofChannel channel: Int,
    instructions: ck_instructions
  ) {
    let repeated = min(256, max(Self.lanes, count))
    let room = repeated + Self.lanes
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * room) { own in
      own[..<room].initialize(repeating: numbers.base[channel])
      own[room...].initialize(repeating: numbers.base[period + Self.lanes + channel])
      var finish = ck_finish(
        bias: own.baseAddress!, slopes: own.baseAddress! + room, period: repeated, low: range.low,
        high: range.high, curve: curve)
      ck_finish_row(instructions, &finish, values, count)
    }
  }

  /// The pixel that no input reaches, finished.
  func blank(instructions: ck_instructions) -> [Float] {
    var pixel = [Float](repeating: 0, count: channels)
    pixel.withUnsafeMutableBufferPointer {
      if let start = $0.baseAddress {
        finish(start, count: channels, instructions: instructions)
      }
    }
    return pixel
  }
}
