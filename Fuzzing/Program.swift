import Glibc
import Upsample

@testable import upsample_cli

/// The program, of instrumented parts.
@main enum InstrumentedProgram {
  static func main() {
    // In the sandbox the sanitizers could not start what names the places they report.
    let status = Program.run([FilePath("--no-sandbox")] + Program.arguments)
    removeTemporaryFiles()
    exit(status.rawValue)
  }
}
