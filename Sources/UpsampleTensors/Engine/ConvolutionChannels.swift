/// How a convolution's channels are grouped, and where the filter keeps the
/// weight of a tap, an input channel and an output channel.
///
/// The weight of input channel `i` of group `g` in output channel `o` of that
/// group lies at `tap * tapStep + g * groupStep + i * inputStep + o *
/// outputStep`.
struct ConvolutionChannels: Hashable, Sendable {
  let groups: Int
  /// The number of input channels of each group.
  let input: Int
  /// The number of output channels of each group.
  let output: Int
  let tapStep: Int
  let groupStep: Int
  let inputStep: Int
  let outputStep: Int

  var inputTotal: Int { groups * input }
  var outputTotal: Int { groups * output }

  /// Whether the channels of different groups, which are many, stay apart:
  /// those of a group are one on one side or the other.
  var areSeparate: Bool { input == 1 && output == 1 || groups > 1 && (input == 1 || output == 1) }

  /// Channels of a filter `[…, input, groups * output]`.
  static func forward(groups: Int, input: Int, output: Int) -> ConvolutionChannels {
    ConvolutionChannels(
      groups: groups, input: input, output: output, tapStep: input * groups * output,
      groupStep: output, inputStep: groups * output, outputStep: 1)
  }

  /// Channels of a filter `[…, output, groups * input]`.
  static func transposed(groups: Int, input: Int, output: Int) -> ConvolutionChannels {
    ConvolutionChannels(
      groups: groups, input: input, output: output, tapStep: input * groups * output,
      groupStep: input, inputStep: 1, outputStep: groups * input)
  }

  /// Channels of a filter `[…, channels, multiplier]`, whose forward
  /// convolution makes `multiplier` channels of each.
  static func depthwise(channels: Int, multiplier: Int) -> ConvolutionChannels {
    ConvolutionChannels(
      groups: channels, input: 1, output: multiplier, tapStep: channels * multiplier,
      groupStep: multiplier, inputStep: 1, outputStep: 1)
  }

  /// The channels of ``depthwise(channels:multiplier:)`` the other way.
  static func transposedDepthwise(channels: Int, multiplier: Int) -> ConvolutionChannels {
    ConvolutionChannels(
      groups: channels, input: multiplier, output: 1, tapStep: channels * multiplier,
      groupStep: multiplier, inputStep: 1, outputStep: 1)
  }
}
