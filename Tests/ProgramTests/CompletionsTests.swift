import Testing

@testable import upsample_cli

@Suite struct CompletionsTests {
  @Test(arguments: Shell.allCases)
  func theProgramPrintsTheScript(shell: Shell) throws {
    let outcome = try BuiltProgram().run("completions \(shell.rawValue)")
    #expect(outcome == .init(status: 0, output: shell.script, error: ""))
  }

  @Test(arguments: Shell.allCases)
  func everyOptionAndWordIsThere(shell: Shell) {
    for option in Option.all {
      let spelling = shell == .fish ? "-l \(option.name.rawValue) " : option.spelling
      #expect(shell.script.contains(spelling))
      if !option.value.words.isEmpty {
        #expect(shell.script.contains(option.value.words.joined(separator: " ")))
      }
    }
    for command in Command.subcommands {
      #expect(shell.script.contains(command.name.rawValue))
    }
  }

  @Test func anotherShellIsRefused() throws {
    let outcome = try BuiltProgram().run("completions csh")
    let message = """
      upsample: completions: "csh" is none of bash, zsh, fish.
        See "upsample completions --help".

      """
    #expect(outcome == .init(status: 2, output: "", error: message))
  }

  @Test(arguments: [
    ("upsample --bord", "--border"),
    ("upsample in.png out.png --border re", "replicate reflect"),
    ("upsample --border = w", "wrap"),
    ("upsample --kernel lanc", "lanczos2 lanczos3"),
    ("upsample completions f", "fish"),
    ("upsample completions --v", "--version"),
    ("upsample comp", "completions"),
    ("upsample kernel lanc", "lanczos2 lanczos3"),
  ])
  func bashOffersWhatCanFollow(words: String, offered: String) throws {
    let program = try BuiltProgram()
    let listed = words.split(separator: " ").map { "'\($0)'" }.joined(separator: " ")
    let script = """
      compopt() { :; }
      \(Shell.bash.script)
      COMP_WORDS=(\(listed))
      COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
      _upsample
      echo "${COMPREPLY[@]}"
      """
    let outcome = try program.runTool("bash", ["-c", script])
    #expect(outcome == .init(status: 0, output: "\(offered)\n", error: ""))
  }

  @Test func quotesSurviveAShell() throws {
    let text = "a'b''c \\ $x"
    let outcome = try BuiltProgram().runTool("bash", ["-c", "printf %s \(text.shellQuoted())"])
    #expect(outcome == .init(status: 0, output: text, error: ""))
  }
}
