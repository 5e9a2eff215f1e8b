import Glibc
import Upsample

@testable import upsample_cli

/// The program, of instrumented parts.
@main enum InstrumentedProgram {
  static func main() {
    let status = Program.run(Program.arguments)
    removeTemporaryFiles()
    exit(status.rawValue)
  }
}
