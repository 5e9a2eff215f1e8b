import Glibc
import Testing
import Upsample

/// The program as it was built, run in a fresh directory of its own.
final class BuiltProgram {
  /// Everything that a run shows.
  struct Outcome: Equatable {
    var status: Int32
    var output: String
    var error: String

    /// Done, and nothing said.
    static let success = Outcome(status: 0, output: "", error: "")
  }

  /// Where a run's standard output goes.
  enum StandardOutput { case captured, closed, full }

  /// The directory, which holds nothing at first and vanishes in the end.
  let directory: String
  private let streams: String

  init() throws {
    directory = try temporaryDirectory()
    streams = try temporaryDirectory()
  }

  deinit {
    removeTree(FilePath(directory))
    removeTree(FilePath(streams))
  }

  /// Runs the program with the given arguments, and standard input empty
  /// unless bytes are given.
  func run(
    _ arguments: [FilePath], input: [UInt8] = [], standardOutput: StandardOutput = .captured
  ) throws -> Outcome {
    let words = [FilePath(Self.path)] + arguments
    return try start(words, input: input, standardOutput: standardOutput)
  }

  /// Runs another program that is on the path, in the same directory.
  func runTool(_ name: String, _ arguments: [String]) throws -> Outcome {
    let words = ([name] + arguments).map { FilePath($0) }
    return try start(words, input: [], standardOutput: .captured)
  }

  /// Builds a package of `Examples`, and returns where it is and where its programs are.
  ///
  /// All are built in one folder beside the program, which stays: the library is built once.
  func build(example name: String) throws -> (package: String, programs: String) {
    let example = "\(sampleImages)/../Examples/\(name)"
    let scratch = "\(FilePath(Self.path).parent)/examples"
    let built = try runTool(
      "swift", ["build", "--package-path", example, "--scratch-path", scratch])
    try #require(built.status == 0, "\(built.output)\(built.error)")
    return (example, "\(scratch)/debug")
  }

  /// Starts a command of the shell, which may call the program `"$upsample"`,
  /// and returns while it runs.
  func start(_ script: String) throws -> Running {
    let words = ["sh", "-c", "upsample='\(Self.path)'; \(script)"].map { FilePath($0) }
    return Running(
      process: try spawn(words, input: [], standardOutput: .captured), program: self)
  }

  /// What a command of the shell shows, which may call the program
  /// `"$upsample"`.
  func runShell(_ script: String) throws -> Outcome { try start(script).outcome() }

  /// A run that has not been waited for.
  struct Running {
    let process: pid_t
    fileprivate let program: BuiltProgram

    /// What the run shows once it has ended.
    func outcome() throws -> Outcome {
      try program.outcome(of: process, standardOutput: .captured)
    }
  }

  private func start(
    _ command: [FilePath], input: [UInt8], standardOutput: StandardOutput
  ) throws -> Outcome {
    let process = try spawn(command, input: input, standardOutput: standardOutput)
    return try outcome(of: process, standardOutput: standardOutput)
  }

  /// Starts a program by way of `env`, which changes to the directory: a
  /// process that runs tests side by side can't.
  private func spawn(
    _ command: [FilePath], input: [UInt8], standardOutput: StandardOutput
  ) throws -> pid_t {
    try writeFile("\(streams)/0", input)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "\(streams)/0", O_RDONLY, 0)
    switch standardOutput {
    case .captured: addOutput(1, "\(streams)/1", &actions)
    case .closed: posix_spawn_file_actions_addclose(&actions, 1)
    case .full: addOutput(1, "/dev/full", &actions)
    }
    addOutput(2, "\(streams)/2", &actions)

    // `swift test` asks for backtraces, which the tests' own processes would pass on:
    // a program that is made to crash would wait for its debugger.
    let environment = ["env", "-C", directory, "SWIFT_BACKTRACE=enable=no"]
    let words = environment.map { FilePath($0) } + command
    var pointers = words.map { word in word.withCString { strdup($0) } } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    // The threads that run tests block signals, and who started them may have had
    // some ignored. A new process would inherit both.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let code = posix_spawnp(&process, "env", &actions, &attributes, &pointers, environ)
    try #require(code == 0, "cannot start env: \(String(cString: strerror(code)))")
    return process
  }

  private func outcome(of process: pid_t, standardOutput: StandardOutput) throws -> Outcome {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { try #require(errno == EINTR) }
    return Outcome(
      status: status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f),
      output: standardOutput == .captured ? try text("\(streams)/1") : "",
      error: try text("\(streams)/2"))
  }

  /// Runs the program with the words of a line, which are parted by blanks.
  func run(
    _ line: String, input: [UInt8] = [], standardOutput: StandardOutput = .captured
  ) throws -> Outcome {
    try run(
      line.split(separator: " ").map { FilePath(String($0)) }, input: input,
      standardOutput: standardOutput)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try writeFile("\(directory)/\(name)", bytes)
  }

  func read(_ name: String) throws -> [UInt8] { try readFile("\(directory)/\(name)") }

  func makeFolder(_ name: String) throws {
    try #require(mkdir("\(directory)/\(name)", 0o777) == 0)
  }

  /// The names in the directory, sorted.
  func names(in folder: String = ".") throws -> [String] {
    try entries(of: FilePath("\(directory)/\(folder)")).map(\.description).sorted()
  }

  /// The built program stands beside the program that runs the tests.
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = FilePath(bytes: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) })
    return own.parent.appending(FilePath("upsample")).description
  }()

  private func addOutput(
    _ stream: Int32, _ path: String, _ actions: inout posix_spawn_file_actions_t
  ) {
    posix_spawn_file_actions_addopen(&actions, stream, path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  }

  private func text(_ path: String) throws -> String {
    try #require(String(validating: readFile(path), as: UTF8.self), "the text is not UTF-8")
  }
}
