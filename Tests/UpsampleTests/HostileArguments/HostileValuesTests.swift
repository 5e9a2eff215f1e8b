import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch
@testable import UpsampleExplaining
@testable import UpsampleTensors

/// Whatever the library's values are made of and asked for, they answer or throw: a trap ends
/// the tests.
@Suite struct HostileValuesTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test func anyRatioIsMade() {
    for a in hostileNumbers {
      for b in hostileNumbers {
        let ratio = Ratio(a, b)
        _ = (ratio.value, ratio.description, ratio.hashValue)
        #expect(ratio.isScale == (a > 0 && b > 0 && a >= b), "\(ratio)")
      }
    }
    #expect(Ratio(0, 0).value.isNaN && Ratio(6, 4).description == "3/2")
    #expect(Ratio(-6, 4).description == "-6/4")
  }

  @Test func anyShapeIsMade() {
    for a in hostileNumbers {
      for b in hostileNumbers {
        let shape = Shape([a, 2, b])
        #expect(shape.scalarCount == nil || a >= 0 && b >= 0)
        #expect(shape.rank == 3 && shape[2] == b && !shape.description.isEmpty)
      }
    }
    #expect(Shape([-1, 0]).scalarCount == nil)
  }

  @Test func aNameWithAZeroByteNamesNoFile() throws {
    try Tensor(repeating: 1, shape: [1, 2, 2, 1]).write(image: folder["a"], options: .png)
    let zero = folder["a\0b"]
    #expect(throws: UpsampleError.self) { try Tensor(image: zero) }
    #expect(throws: UpsampleError.self) { try Tensor(npy: zero) }
    #expect(throws: UpsampleError.self) { try Tensor(repeating: 1, shape: [1]).write(npy: zero) }
    #expect(throws: UpsampleError.self) {
      try upsample(.file(folder["a"]), to: .file(zero), options: .png)
    }
    #expect(folder.names == [FilePath("a")])
    #expect(zero.description.hasSuffix(#"a\x00b"#))
  }

  @Test(arguments: [
    "", "/", "//", ".", "..", "\0", "a/", "/a", ".png", "a.", "a.png/", "\u{1F600}",
    String(repeating: "/", count: 5000), String(repeating: "a", count: 100_000),
  ])
  func anyNameIsTakenApart(name: String) {
    let path = FilePath(name)
    _ = (path.lastComponent, path.parent, path.lowercasedExtension, path.description)
    _ = (path.replacingExtension(with: name), path.appending(path), path.withCString { $0[0] })
    _ = try? Kernel(nameOrFile: path)
    _ = try? Tensor(image: path)
    _ = try? Tensor(npy: path)
    _ = try? Shape(ofNPY: .file(path))
    _ = try? OutputShape(npy: .file(path))
    _ = try? upsample(.file(path), to: .file(path), options: UpsampleOptions())
    _ = try? compareImages(.file(path), .file(path))
    _ = (path.echoed, Shard.index(of: path, among: .max))
  }

  @Test func anyShardIsMadeOrRefused() throws {
    for a in hostileNumbers {
      for b in hostileNumbers {
        let isOne = (1...Shard.largestCount).contains(b) && (0..<b).contains(a)
        #expect(((try? Shard(a, of: b)) != nil) == isOne)
      }
      let index = Shard.index(of: FilePath("a"), among: a)
      #expect((0..<max(1, a)).contains(index))
    }
  }

  @Test func anyTensorIsWrittenOrRefused() {
    let shapes: [Shape] =
      (0...9).map { Shape(Array(repeating: 2, count: $0)) }
      + [[0], [0, 3], [1, 0, 2, 3], [1, 2, 0, 3], [1, 2, 2, 0], [1, 2, 2, 9], [2, 2, 2, 3]]
      + [[0, .max, .max, 4], Shape(Array(repeating: 1, count: 30_000))]
    for shape in shapes {
      for scalar in [Float.nan, .infinity, -.greatestFiniteMagnitude, 300] {
        let tensor = Tensor(repeating: scalar, shape: shape)
        for name in ["t.png", "t.jpg", "t", ""] {
          try? tensor.write(image: folder[name], depth: .sixteen)
        }
        _ = (try? tensor.premultiplied(depth: .eight), try? tensor.unpremultiplied(depth: .sixteen))
        if shape.rank < 100 {
          try? tensor.write(npy: folder["t.npy"])
          try? tensor.write(json: folder["t.json"])
        }
      }
    }
    #expect(
      refusal { try Tensor(repeating: 1, shape: shapes.last!).write(npy: folder["u.npy"]) }
        == "npy: a tensor of shape [1, 1, 1, 1, 1, 1, 1, 1, ... and 29992 more] has 30000 "
        + "dimensions.\n  NumPy reads at most 64.")
    #expect(folder.read("u.npy") == nil)
  }

  @Test func anyKernelIsAskedForAnything() throws {
    let analysis = try KernelAnalysis(
      .interpolation(.lanczos3), name: String(repeating: "k", count: 100_000), horizontal: 1024,
      vertical: 1)
    for number in hostileNumbers {
      #expect(analysis.horizontalProfile.frequencies(steps: number).count > 1)
      _ = try? analysis.diagonal(channels: number)
    }
    let numbers = [Double.nan, .infinity, -.infinity, 1e308, -0.0, .leastNonzeroMagnitude]
    for number in numbers {
      _ = analysis.verticalProfile.gain(at: number)
      for function in InterpolationFunction.allCases { _ = (function(number), function.support) }
      for digits in 0...6 {
        _ = (fixedText(number, digits: digits), decimalText(number, digits: digits))
      }
    }
    #expect(fixedText(.nan, digits: 2) == "nan" && decimalText(-.infinity, digits: 3) == "-inf")
    #expect(throws: UpsampleError.self) { try analysis.writeImage(png: .file(folder["k.png"])) }
    #expect(folder.names.isEmpty)
  }

  @Test func noExplanationsAreDrawn() throws {
    try Explanation.writeImage(of: [], png: .file(folder["none.png"]))
    #expect(folder.names == [FilePath("none.png")])
  }
}

extension UpsampleOptions {
  /// The options of writing PNG whatever the name.
  fileprivate static var png: UpsampleOptions {
    var options = UpsampleOptions()
    options.writing = .png
    return options
  }
}

extension WritingOptions {
  fileprivate static var png: WritingOptions {
    var options = WritingOptions()
    options.format = .png
    return options
  }
}
