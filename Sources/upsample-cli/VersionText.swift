import CSandbox
import Upsample
import UpsampleGoldens

/// What `--version --verbose` tells: the versions of the program and its libraries, the
/// processor's instructions in use, and what the sandbox is made of.
struct VersionText {
  let text: String

  init() {
    let libraries = LibraryVersion.all.map { ($0.name, $0.version) }
    let lines =
      libraries + [
        ("Nettle", SHA256.libraryVersion),
        ("instructions", InstructionSet.inUse.rawValue), ("sandbox", Self.sandbox),
      ]
    text = lines.reduce("upsample \(Program.version)\n") { text, line in
      text + line.0 + String(repeating: " ", count: 15 - line.0.count) + line.1 + "\n"
    }
  }

  /// What holds of a sandbox is found out by entering one.
  private static var sandbox: String {
    let landlock = csb_restrict_files(nil, 0) ? "Landlock \(csb_landlock_version())" : nil
    let calls = csb_restrict_calls() ? "seccomp" : nil
    let parts = [landlock, calls].compactMap { $0 }
    return parts.isEmpty
      ? "none: the system has no Landlock and no seccomp" : parts.joined(separator: ", ")
  }
}
