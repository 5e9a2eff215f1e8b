import Upsample

/// The value of `--instructions`.
enum InstructionsChoice: String, CaseIterable {
  case auto, portable, avx2, avx512

  /// The set to use, or `nil` where the machine decides.
  var set: InstructionSet? { InstructionSet(rawValue: rawValue) }
}
