import Upsample
import UpsampleGoldens

/// `upsample roundtrip IN OUT`: smaller by a forward convolution, and back.
struct RoundTripCommand: RunnableCommand {
  private let input: Endpoint
  private let output: Endpoint
  private let small: Endpoint?
  private let strides: (vertical: Int, horizontal: Int)
  private let options: UpsampleOptions
  private let progress: ProgressPolicy
  private let telling: Telling
  private let idle: IdleOptions

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(2...2)
    input = Endpoint(arguments.operands[0])
    output = Endpoint(arguments.operands[1])
    small = arguments[.forward].map { Endpoint($0) }
    strides = try Self.strides(arguments.text(.scale) ?? "2")
    options = try UpsampleOptions(arguments)
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
    idle = IdleOptions(arguments)
    try checkStreams()
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let line = ProgressLine("\(input.operand)", progress)
    defer { line?.erase() }
    let report = try roundTrip(
      input, to: output, small: small, strides: strides, options: options,
      progress: line.map { $0.report })
    line?.erase()
    if telling.contains(.warnings) {
      var idle = idle
      for format in [report.outputFormat, report.smallFormat].compactMap({ $0 }) {
        idle.see(report.inputFormat, as: format)
      }
      idle.warnings.forEach(Console.note)
      for warning in report.warnings {
        Console.note("warning: \(input.operand): \(warning.spellingOptions)")
      }
    }
    if telling.contains(.line) { Console.note(shapes(of: report)) }
    guard let difference = report.difference, telling.hasFigures else { return .done }
    try Console.print(
      telling.contains(.json) ? "\(JSONObject(report, difference))\n" : figures(of: difference))
    return .done
  }

  /// Refuses figures of a picture that can't be read again, and pictures among
  /// figures or on a terminal.
  private func checkStreams() throws(UpsampleError) {
    guard output != small || output != .standardStream else {
      throw .request(
        RequestFault(
          subject: "--forward", fault: "standard output can't hold both the small image and OUT",
          remedy: "Name a file for one of them."))
    }
    if telling.hasFigures, output.isStream {
      throw .request(
        RequestFault(
          subject: "\(output.operand)",
          fault: "OUT is read again for the figures, and a stream can't be",
          remedy: "Name a file, or give --quiet and not --json."))
    }
    guard [output, small].contains(.standardStream) else { return }
    if telling.hasFigures {
      throw .request(
        RequestFault(
          subject: "-", fault: "standard output can't hold both the small image and the figures",
          remedy: "Name a file, or give --quiet and not --json."))
    }
    try Console.checkTakesPictures(example: "upsample roundtrip in.png - --quiet > back.png")
  }

  private func figures(of difference: ImageDifference) -> String {
    """
    PSNR       \(decibels(difference.psnr))
    PSNR of Y  \(decibels(difference.lumaPSNR))
    SSIM of Y  \(difference.ssim.map { fixedText($0, digits: 6) } ?? "of no window")

    """
  }

  private func shapes(of report: RoundTripReport) -> String {
    func size(_ layout: ImageLayout) -> String { "\(layout.width)x\(layout.height)" }
    func range(_ legal: ClosedRange<Int>) -> String {
      legal.count == 1 ? "\(legal.lowerBound)" : "\(legal.lowerBound) to \(legal.upperBound)"
    }
    return "\(size(report.input)) -> \(size(report.small)) -> \(size(report.output)); "
      + "legal outputs of \(size(report.small)): width \(range(report.legalWidths)), "
      + "height \(range(report.legalHeights))"
  }

  /// The strides of a scale, which must be whole.
  private static func strides(
    _ text: String
  ) throws(UpsampleError) -> (vertical: Int, horizontal: Int) {
    guard case .scale(let width, let height) = try Magnification(scale: text),
      width.denominator == 1, height.denominator == 1
    else {
      throw .value(
        text, of: .scale, "is not a stride of a convolution",
        remedy: "A round trip takes whole scales: 2, 3 or 2x3.")
    }
    return (height.numerator, width.numerator)
  }
}

extension JSONObject {
  fileprivate init(_ report: RoundTripReport, _ difference: ImageDifference) {
    self.init()
    add("psnr", difference.psnr)
    add("psnr_y", difference.lumaPSNR)
    add("ssim", difference.ssim ?? .nan)
    add("forward", report.small.shape)
    add("output_shape", report.output.shape)
    if !report.warnings.isEmpty { add("warnings", report.warnings.map(\.spellingOptions)) }
  }
}

extension ImageLayout {
  /// The shape of the picture as a tensor, NHWC.
  fileprivate var shape: [Int] { [1, height, width, channels] }
}
