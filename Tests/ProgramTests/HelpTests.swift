import Testing

@testable import upsample_cli

@Suite struct HelpTests {
  @Test func helpFitsEightyColumns() {
    for command in Command.all {
      for line in Help(command).text.split(separator: "\n") {
        #expect(line.count <= 80, "\(command.spelling): \(line)")
      }
    }
  }

  @Test func helpNamesEveryOptionOnce() {
    let lines = Command.all.flatMap { Help($0).text.split(separator: "\n") }
    for option in Option.all {
      let longer = Option.all.map(\.signature).filter { $0.hasPrefix("\(option.signature) ") }
      let listed = lines.map { $0.drop { $0 == " " } }.filter { line in
        line.hasPrefix(option.signature) && !longer.contains { line.hasPrefix($0) }
      }
      let accepting = Command.all.filter { command in
        command.options.contains { $0.signature == option.signature }
      }
      #expect(listed.count == accepting.count, "\(option.signature)")
    }
  }

  /// An option that means something else to another command is that command's alone.
  @Test func commandsHaveOneMeaningOfAnOption() {
    for command in Command.all {
      let names = command.options.map(\.name)
      #expect(Set(names).count == names.count, "\(command.spelling)")
      #expect(command.options.allSatisfy { $0.command == nil || $0.command == command.name })
    }
  }

  @Test(arguments: ["help completions", "completions --help", "--help completions"])
  func helpOfACommandIsTheSameHoweverItIsAsked(line: String) throws {
    let outcome = try BuiltProgram().run(line)
    let expected = """
      upsample completions: prints the completion script of a shell

      Usage:
        upsample completions bash|zsh|fish

      Examples:
        source <(upsample completions bash)   in ~/.bashrc
        source <(upsample completions zsh)    in ~/.zshrc, after compinit
        upsample completions fish | source    in config.fish

      Messages:
        -h, --help              print help
            --version           print the version

      """
    #expect(outcome == .init(status: 0, output: expected, error: ""))
  }

  @Test func theProgramsOwnNameAsksForItsHelp() throws {
    let program = try BuiltProgram()
    #expect(try program.run("help upsample") == program.run("help"))
    #expect(try program.run("help").output == Help(.named(.upsample)).text)
  }

  @Test func helpOfAnUnknownCommandNamesTheKnown() throws {
    let outcome = try BuiltProgram().run("help enlarge")
    let words = Command.subcommands.map(\.name.rawValue).joined(separator: ", ")
    let expected = """
      upsample: help: there is no command enlarge, only \(words).
        See "upsample --help".

      """
    #expect(outcome == .init(status: 2, output: "", error: expected))
  }

  @Test func versionIsOneLine() throws {
    let outcome = try BuiltProgram().run("--version")
    #expect(outcome == .init(status: 0, output: "upsample \(Program.version)\n", error: ""))
  }

  @Test func wrappingBreaksBetweenWordsOnly() {
    #expect(wrapped("a bb ccc dddddddd e", to: 6) == ["a bb", "ccc", "dddddddd", "e"])
    #expect(wrapped("abc def", to: 7) == ["abc def"])
    #expect(wrapped("", to: 7) == [""])
  }
}
