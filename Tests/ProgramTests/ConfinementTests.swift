import CSandbox
import Testing
import Upsample

/// What a process that has given up its rights can't do, tried by a program of its own.
@Suite struct ConfinementTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.makeFolder("d")
    try program.makeFolder("d.other")
    try program.write("d.other/file", [1])
    _ = try program.runShell("ln -s ../d.other/file d/leading")
  }

  @Test(.enabled(if: csb_landlock_version() >= 4))
  func filesAreWrittenOnlyWithinTheFolder() throws {
    let expected = """
      make: done
      make without a name: done
      replace: done
      cut: done
      make a folder: done
      make in it: done
      remove: done
      make a link: EACCES
      make a pipe: EACCES
      read elsewhere: done
      write elsewhere: EACCES
      make elsewhere: EACCES
      cut elsewhere: EACCES
      remove elsewhere: EACCES
      move from elsewhere: EACCES
      move to elsewhere: EACCES
      make a folder elsewhere: EACCES
      write through a link: EACCES
      run: EACCES
      run from memory: EACCES
      connect by TCP: EACCES
      connect by UDP: done
      be traced: done
      write elsewhere in a thread: EACCES
      run in a thread: EACCES

      """
    #expect(try confined("files") == .init(status: 0, output: expected, error: ""))
    #expect(try program.names(in: "d.other") == ["file"])
  }

  @Test func callsAreRefusedWithoutLandlockToo() throws {
    let expected = """
      run: EPERM
      run from memory: EPERM
      connect by TCP: EPERM
      connect by UDP: EPERM
      be traced: EPERM
      write elsewhere in a thread: done
      run in a thread: EPERM

      """
    #expect(try confined("calls") == .init(status: 0, output: expected, error: ""))
  }

  private func confined(_ rights: String) throws -> BuiltProgram.Outcome {
    let confined = FilePath(BuiltProgram.path).parent.appending(FilePath("confined"))
    return try program.runTool("\(confined)", [rights, "\(program.directory)/d"])
  }
}
