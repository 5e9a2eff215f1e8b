/// What other programs' options are called here.
enum FamiliarOption {
  /// A sentence for a command that accepts the option, which other programs call by one
  /// of the words.
  private static let all: [(words: [String], option: OptionName, sentence: String)] = [
    (["v", "V"], .verbose, "More is told with --verbose, and the version with --version."),
    (["o", "out", "output", "outdir"], .format, "The output is the last operand, as in: IN OUT."),
    (["i", "in", "input"], .format, "Inputs are operands, as in: IN OUT."),
    (
      ["w", "width", "height", "resize", "geometry"], .size,
      "A size is given as --size 1920x1080, 1920x or x1080."
    ),
    (["x", "factor", "ratio", "zoom"], .scale, "How much larger is given as --scale 2."),
    (
      ["r", "R", "recursive"], .existing,
      "A folder is made with all in it, as in: upsample FOLDER FOLDER."
    ),
    (
      ["f", "y", "force", "overwrite"], .existing,
      "An output that is there is replaced without it; --existing skip or fail keeps it."
    ),
    (["n", "no-clobber"], .existing, "An output that is there is kept by --existing skip."),
    (["t", "threads", "workers"], .jobs, "The number of threads is given as --jobs 4."),
    (
      ["filter", "method", "interpolation", "algorithm"], .kernel,
      "How pixels are interpolated is given as --kernel lanczos3."
    ),
    (["strip"], .metadata, "Metadata are left out by --metadata strip."),
    (
      ["threshold", "fuzz"], .maxDiff,
      "Thresholds are --max-diff, --min-psnr, --min-ssim, --min-ssimulacra2, --max-flip and "
        + "--max-pixels-differing."
    ),
  ]

  /// What helps who gave a command the option of another program; `nil` for an unfamiliar
  /// word.
  static func hint(for word: String, of command: Command) -> String? {
    all.first { $0.words.contains(word) && command.accepts($0.option) }?.sentence
  }
}
