import TestSupport
import Testing

/// The program works as before in its sandbox, and is in one.
@Suite struct SandboxTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("in.png", grayPNG(width: 5, height: 4) { x, y in UInt8(10 * x + 50 * y) })
  }

  /// A program that waits for the bytes of its input, asked what it has given up.
  private func rights(_ arguments: String) throws -> BuiltProgram.Outcome {
    try program.runShell(
      """
      mkfifo pipe && { "$upsample" \(arguments) & } && exec 3> pipe
      awk '/^(NoNewPrivs|Seccomp):/ { print $1 $2 }' /proc/$!/status
      cat in.png >&3; exec 3>&-; wait $!
      """)
  }

  @Test(arguments: ["pipe out.png", "roundtrip pipe out.png --quiet", "diff pipe in.png --quiet"])
  func rightsAreGoneBeforeTheFirstByteIsRead(arguments: String) throws {
    let expected = "NoNewPrivs:1\nSeccomp:2\n"
    #expect(try rights(arguments) == .init(status: 0, output: expected, error: ""))
  }

  @Test func noSandboxKeepsThem() throws {
    let expected = "NoNewPrivs:0\nSeccomp:0\n"
    let outcome = try rights("pipe out.png --no-sandbox")
    #expect(outcome == .init(status: 0, output: expected, error: ""))
  }

  /// Every place where an output may go, from within its folder and from elsewhere.
  @Test(arguments: [
    "mkdir far; ln -s far/o.png link.png; $u in.png link.png; test -L link.png -a -f far/o.png",
    "mkdir far; touch far/o.png; ln -s $PWD/far/o.png l; ln -s l m.png; $u in.png m.png; test -s l",
    "$u in.png new/; test -s new/in.png",
    "mkdir d e; ln -s ../e/o.png d/in.png; cp in.png b.png; $u in.png b.png d; test -s e/o.png",
    "mkdir d; cp in.png b.png; $u in.png b.png d; test -s d/in.png -a -s d/b.png",
    "$u in.png /dev/null --format png",
    "$u in.png --dry-run out.png > t; test ! -e out.png",
    "mkfifo p; cat p > t & $u in.png p --format png; wait $!; cmp t reference.png",
    "$u in.png - > t; cmp t reference.png",
    "$u in.png /dev/stdout | cmp - reference.png",
    "$u in.png /dev/fd/3 --format png 3> t; cmp t reference.png",
    "$u in.png /dev/fd/3 --format png 3>&1 | cmp - reference.png",
    "cat in.png | $u - t.png --border wrap; $u in.png u.png --border wrap; cmp t.png u.png",
    "mkdir T; cat in.png | TMPDIR=T $u - t.png --border wrap; test -s t.png",
    "mkdir s; cat in.png | $u roundtrip - back.png --forward s/small.png && test -s s/small.png",
    "mkdir s; $u diff in.png in.png s/heat.png; test -s s/heat.png",
    "mkdir -p e a/f; cp in.png a/f; $u diff e a --approve; cmp in.png e/f/in.png; test ! -e e/.upsample",
    "mkdir e a; cp in.png a; $u diff e a --approve --dry-run; test ! -e e/in.png",
    "mkdir e a; cp in.png e; cp in.png a/b.png; $u diff e a --approve --prune; test ! -e e/in.png",
    "mkdir s; $u kernel bicubic --output s/k.json > t; test -s s/k.json",
    "mkdir s; $u explain --value 3 --filter 3 --strides 2 --output s/e.png > t; test -s s/e.png",
    "mkdir i r; cp in.png i; $u batch i a/b/o --report r/l; test -s a/b/o/in.png -a -s r/l",
    "mkdir -p i/j r; cp in.png i/j; $u batch i o --dry-run --report r/l > t; test ! -e o -a -s r/l",
    "mkdir -p i/j o; cp in.png i/j; $u batch i o --quiet; $u batch i o --verify > t",
    "mkdir i o; cp in.png i; $u batch i o --list | grep -x in.png",
    "mkdir i; cp in.png i; $u batch i o --shard 0/1 --report - > t; test -e o/.upsample/shards",
  ])
  func everyPlaceIsWritten(script: String) throws {
    let plain = try program.run("in.png reference.png --no-sandbox")
    #expect(plain == .success)
    let outcome = try program.runShell("u=$upsample; \(script)")
    #expect(outcome.status == 0, "\(outcome)")
  }
}
