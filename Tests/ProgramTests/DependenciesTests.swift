import Testing
import Upsample

/// `make dependencies` on a system whose package tools are only played.
@Suite(.enabled(if: FileStatus(at: FilePath("/usr/bin/dpkg")) != nil, "Debian's tools are missing"))
struct DependenciesTests {
  private let program: BuiltProgram

  /// Every package is installed in the version that the file `version` holds, which
  /// `apt-get install` replaces by that of `candidate`.
  init() throws {
    program = try BuiltProgram()
    try program.makeFolder("bin")
    try program.write(
      "bin/dpkg-query",
      script(#"case "$*" in *Status*) echo "install ok installed";; *) cat "$HERE/version";; esac"#)
    )
    try program.write(
      "bin/apt-get",
      script(
        #"echo "$*" >> "$HERE/calls"; test $1 = update || cp "$HERE/candidate" "$HERE/version""#))
    _ = try program.runShell("chmod +x bin/*; printf 2 > candidate; printf 1 > version")
  }

  private func script(_ body: String) -> [UInt8] {
    Array("#!/bin/sh\nHERE='\(program.directory)'\n\(body)\n".utf8)
  }

  private func make() throws -> BuiltProgram.Outcome {
    try program.runShell(
      """
      unset MAKEFLAGS MAKELEVEL; PATH=$PWD/bin:$PATH make --no-print-directory -s \
      -C '\(sampleImages)/..' dependencies FLOORS=libpng-dev=2 SUDO=
      """)
  }

  @Test func aLibraryBelowItsFloorIsUpgraded() throws {
    let told = "Upgrading libpng-dev 1, which lacks the mends of 2\n"
    #expect(try make() == .init(status: 0, output: told, error: ""))
    let calls = "update -qq\ninstall -y -qq libpng-dev\n"
    #expect(try program.read("calls") == Array(calls.utf8))
  }

  @Test func nothingNewerIsToldOfAndHindersNothing() throws {
    try program.write("candidate", Array("1.9".utf8))
    let outcome = try make()
    let told = "libpng-dev stays at 1.9: the system's sources have nothing newer\n"
    #expect(outcome.status == 0 && outcome.error == told)
  }

  @Test func whatIsNewEnoughStays() throws {
    try program.write("version", Array("2+deb13u1".utf8))
    #expect(try make() == .success)
    #expect(try !program.names().contains("calls"))
  }
}
