import CImageIO
import TestSupport
import Testing

/// Memory that the system refuses, at whatever moment, ends a run with one message and
/// status 4, and is no picture's fault.
@Suite struct AddressLimitTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for (name, image) in [("plain.png", "still-life.png"), ("scans.jpg", "progressive.jpg")] {
      try program.write(name, readFile("\(sampleImages)/\(image)"))
    }
    try program.write("packet.png", packetOfAttributes(3_000_000))
  }

  /// The limits in megabytes under which the program can be loaded, and its runs there.
  private func sweep(_ command: String) throws -> [Substring] {
    let script = """
      for limit in $(seq 20 5 300); do (
        ulimit -v $((limit * 1000))
        "$upsample" --version > version 2>&1 || exit 0
        \(command) > output 2> error; status=$?
        grep -lq crashed out/.upsample/journal/* 2> journals && status=crashed
        echo "$limit $status $(grep -vc '^  ' error) $(grep -c '^upsample: ' error)"
      ) done
      """
    let outcome = try program.runShell(script)
    return outcome.output.split(separator: "\n")
  }

  @Test(arguments: [
    "plain.png out.png -s 8", "plain.png out.jpg -k lanczos3 --linear-light -s 4",
    "scans.jpg out.png -s 6 -j 4", "packet.png out.png", "packet.png out.png --metadata all",
  ])
  func aPictureIsMadeOrRefusedWithOneMessage(line: String) throws {
    let runs = try sweep("\"$upsample\" \(line)")
    #expect(runs.count >= 10)
    for run in runs {
      let isRight = run.hasSuffix(" 0 0 0") || run.hasSuffix(" 4 1 1")
      #expect(isRight, "\(line): limit, status, lines, messages: \(run)")
    }
    #expect(runs.last?.hasSuffix(" 0 0 0") == true)
  }

  @Test func noPictureOfAFolderIsToldToCrash() throws {
    let runs = try sweep(
      """
      rm -rf in out; mkdir in; cp plain.png scans.jpg packet.png in
      "$upsample" batch in out -s 6 -j 4 --quiet
      """)
    #expect(runs.count >= 10)
    for run in runs {
      // Of files that are given up each has a message.
      let status = run.split(separator: " ")[1]
      #expect(["0", "1", "4"].contains(status), "limit, status, lines, messages: \(run)")
    }
  }

  /// A sound picture with a packet of so many attributes, which compresses well.
  private func packetOfAttributes(_ count: Int) -> [UInt8] {
    var text = Array("<x".utf8)
    for _ in 0..<count { text += " a=''".utf8 }
    text += "/>".utf8
    var stream = [UInt8](repeating: 0, count: cio_zlib_bound(text.count))
    let length = cio_zlib_compress(text, text.count, &stream, stream.count)
    let data = Array("XML:com.adobe.xmp\0\u{1}\0\0\0".utf8) + stream[..<length]
    return grayPNG(width: 3, height: 2, chunks: [("iTXt", data)]) { _, _ in 7 }
  }
}
