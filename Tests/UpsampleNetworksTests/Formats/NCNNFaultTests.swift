import TestSupport
import Testing
import UpsampleBase

@testable import UpsampleNetworks

@Suite struct NCNNFaultTests {
  /// What a file says in its defence, its name left out.
  static func words(_ files: NCNNFiles, height: Int = 8, width: Int = 8) throws -> String? {
    let folder = try TestFolder()
    return refusal {
      _ = try files.model(in: folder).graph(height: height, width: width)
    }?.replacing("\(folder.path)/", with: "")
  }

  static func words(_ text: String, height: Int = 8, width: Int = 8) throws -> String? {
    var files = NCNNFiles(picture: [1, 1, 1], layers: "")
    files.text = Array(text.utf8)
    return try words(files, height: height, width: width)
  }

  @Test(arguments: [
    ("", "begins with \"\" and not with ncnn's 7767517"),
    ("hello\n", "begins with \"hello\" and not with ncnn's 7767517"),
    ("7767517\n", "has 0 layers where its second line says 0"),
    ("7767517\n1\n", "has in line 2 \"1\" and not the numbers of layers and blobs"),
    ("7767517\n2 1\nInput i 0 1 in\n", "has 1 layers where its second line says 2"),
    ("7767517\n1 1\nInput i 0\n", "has in line 3 no type, name, numbers of inputs and outputs"),
    ("7767517\n1 1\nInput i 0 9 in\n", "has in line 3 no type, name, numbers of inputs"),
    ("7767517\n1 1\nInput i 0 1 in 3\n", "has in line 3 \"3\" and not a parameter as 0=1"),
    ("7767517\n1 1\nInput i 0 1 in 99=3\n", "has in line 3 \"99=3\" and not a parameter"),
    ("7767517\n1 1\nInput i 0 1 in -23301=3,1\n", "has in line 3 \"-23301=3,1\" and not"),
    (
      "7767517\n2 2\nInput i 0 1 in\nReLU r 1 1 x out\n",
      "has in line 4 the input x, which no layer"
    ),
    (
      "7767517\n2 2\nInput i 0 1 in\nReLU r 1 1 in in\n",
      "has in line 4 the output in, which a layer"
    ),
    (
      "7767517\n2 2\nInput i 0 1 in\nInput j 0 1 out\n",
      "has 2 inputs and 2 outputs where a picture"
    ),
    (
      "7767517\n2 2\nInput i 0 1 in\nLayerNorm n 1 1 in out\n",
      "has the operation LayerNorm in node n, which can't be run in strips.\n  Take a network of"
    ),
    ("7767517\n1 1\nInput i 0 1 in\n", "has the node i, a Input, where no layer makes anything"),
  ]) func textsAreRefused(text: String, words: String) throws {
    let seen = try #require(try Self.words(text))
    #expect(seen.hasPrefix("net.param \(words)"), "\(seen)")
  }

  @Test func aBinaryTextIsRefusedByName() throws {
    var files = NCNNFiles(picture: [1, 1, 1], layers: "")
    files.text = [0xDD, 0x85, 0x76, 0x00, 2, 0, 0, 0]
    #expect(
      try Self.words(files) == """
        net.param is an ncnn .param in binary form, of which only the text is read.
          Give the .param of text that it was made from.
        """)
  }

  @Test(arguments: [
    ("Convolution c 1 1 in out 1=3 6=9", "t9", "without its parameter 0"),
    ("Convolution c 1 1 in out 0=1 6=9", "t9", "without its parameter 1"),
    ("Convolution c 1 1 in out 0=2 1=3 6=9", "t9", "of 9 weights, which are no 2 filters of 3x3"),
    ("Convolution c 1 1 in out 0=1 1=3 6=18", "t18", "of 2 channels, given 8 x 8 pixels of 1"),
    ("Convolution c 1 1 in out 0=1 1=3 4=-1 6=9", "t9", "with the pads [-1, -1, -1, -1]"),
    ("Convolution c 1 1 in out 0=1 1=3 3=0 6=9", "t9", "whose parameter 3 is 0 and not a whole"),
    ("Convolution c 1 1 in out 0=1 1=9 6=81", "t81", "which can't be: filter height 9"),
    ("Convolution c 1 1 in out 0=1 1=3 6=9 8=1", "t9", "of 8-bit numbers (int8)"),
    ("Convolution c 1 1 in out 0=1 1=3 6=9 19=1", "", "whose weights are made by another layer"),
    ("Convolution c 1 1 in out 0=1 1=3 6=9 9=2", "t9", "with the activation 2 of 0 numbers"),
    ("Interp i 1 1 in out 0=1 1=0.1 2=0.1", "", "that makes no pixel of 8 x 8 pixels"),
    (
      "Deconvolution c 1 1 in out 0=1 1=3 3=2 6=9 20=99 21=5 4=-233", "t9",
      "that makes other extents"
    ),
    ("PReLU p 1 1 in out 0=2", "p2", "which can't be:"),
    ("Interp i 1 1 in out 0=4 1=2.0 2=2.0", "", "whose parameter 0 is 4 and not a whole number"),
    ("Interp i 1 1 in out 0=1 1=100.0 2=2.0", "", "by 2.0 and 100.0, which are not from 0 to 64"),
    ("Interp i 1 1 in out 0=1 3=99999 4=8", "", "that makes 99999 x 8 pixels of 1 channels"),
    ("Crop c 1 1 in out 0=9 3=1 4=8 5=1", "", "of the columns from 9 to 9 of 8 x 8 pixels"),
    ("Reorg r 1 1 in out 0=3", "", "of blocks of 3x3, given 8 x 8 pixels"),
    ("Slice s 1 1 in out -23300=1,5", "", "of the channels from 0 to 5 of 8 x 8 pixels"),
    ("Permute p 1 1 in out 0=1", "", "which changes axes"),
    ("Reshape r 1 1 in out 0=64", "", "which changes extents"),
    ("Pooling p 1 1 in out 0=0 1=2 3=2 5=1", "", "which can't be:"),
    ("Pooling p 1 1 in out 0=0 4=1", "", "of parts of the whole picture other than its mean"),
    ("Pooling p 1 1 in out 0=1 7=1 8=2", "", "of parts of the whole picture other than its mean"),
    ("Reduction r 1 1 in out 0=0 1=0 -23303=2,1,2 5=1", "", "or no mean"),
    ("InnerProduct p 1 1 in out 0=1 2=64", "t64", "of all of 8 x 8 pixels of 1 channels"),
    ("BinaryOp b 1 1 in out 0=12 1=1 2=1.0", "", "of ncnn's operation 12"),
    ("BinaryOp b 1 1 in out 0=0", "", "with 1 inputs"),
    ("UnaryOp u 1 1 in out 0=9", "", "of ncnn's function 9"),
    ("MemoryData m 0 1 d 0=5\nBinaryOp b 2 1 in d out 0=0", "p5", "which are none of its channels"),
    ("ReLU r 1 1 in a\nReLU s 1 0 in\nReLU t 1 1 a out", "", "with 0 outputs"),
  ]) func layersAreRefused(layers: String, weights: String, words: String) throws {
    let files = NCNNFiles(picture: [1, 8, 8], layers: layers, weights: weights)
    let seen = try #require(try Self.words(files))
    #expect(seen.hasPrefix("net.param has the node "))
    #expect(seen.contains(words), "\(seen)")
  }

  @Test(arguments: [
    ("t8", "has 32 bytes left for layer c, which needs 36"),
    ("t10", "has 4 bytes behind the weights of the layers of net.param"),
    ("", "has 0 bytes left for layer c, which needs 4"),
  ]) func weightsOfOthersAreRefused(weights: String, words: String) throws {
    let files = NCNNFiles(
      picture: [1, 8, 8], layers: "Convolution c 1 1 in out 0=1 1=3 6=9", weights: weights)
    let seen = try Self.words(files)?.replacing("/net.param", with: "net.param")
    #expect(seen?.hasPrefix("net.bin \(words)") == true, "\(seen ?? "")")
  }

  @Test func weightsOfEightBitsAreRefusedByName() throws {
    var files = NCNNFiles(
      picture: [1, 8, 8], layers: "Convolution c 1 1 in out 0=1 1=3 6=9", weights: "t9")
    files.weights.replaceSubrange(0..<4, with: [0x38, 0x4B, 0x0D, 0x00])
    #expect(
      try Self.words(files) == """
        net.bin has weights of 8 bits (int8) in layer c.
          Take the network in float16 or float32.
        """)
  }

  @Test func aWeightThatIsNoNumberIsRefused() throws {
    var files = NCNNFiles(
      picture: [1, 8, 8], layers: "Convolution c 1 1 in out 0=1 1=3 6=9", weights: "t9")
    files.weights.replaceSubrange(4..<8, with: [0, 0, 0xC0, 0x7F])
    #expect(
      try Self.words(files)?.hasPrefix(
        "net.bin has the weight nan in layer c, which is no finite number") == true)
  }

  @Test func aMissingFileOfWeightsIsNamed() throws {
    let folder = try TestFolder()
    let path = try folder.write(Array("7767517\n1 1\nInput i 0 1 in\n".utf8), to: "net.param")
    let seen = refusal { _ = try NCNNModel(path) }
    #expect(seen?.contains("net.bin") == true)
  }

  /// Whatever a file holds, it is a network that runs, or an error of one file.
  @Test(arguments: [UInt64(1), 2, 3]) func mutationsRunOrAreRefused(seed: UInt64) throws {
    let sample = NCNNFiles(
      picture: [2, 6, 6],
      layers: """
        Split s 1 2 in a b
        Convolution c 1 1 a c 0=4 1=3 4=1 5=1 6=72 9=2 -23310=1,0.25
        PReLU p 1 1 c d 0=4
        PixelShuffle q 1 1 d e 0=2
        Interp i 1 1 b f 0=2 1=2.0 2=2.0
        Slice t 1 2 f g h -23300=2,1,-233
        Pooling o 1 1 g k 0=1 1=3 2=1 3=1 5=1
        Crop u 2 1 h k l 0=0 1=0
        Concat j 2 1 k l m 0=0
        Deconvolution w 1 1 e n 0=2 1=2 3=1 4=0 15=1 14=0 16=1 6=8
        BinaryOp v 2 1 m n r 0=0
        Padding x 1 1 r out 0=1 1=1 2=1 3=1 4=2
        """, weights: "h72 p4 p4 t8")
    let folder = try TestFolder()
    var (whole, runs) = (0, 0)
    func attempt(_ files: NCNNFiles) {
      do throws(UpsampleError) {
        whole += 1
        let model = try { () throws(UpsampleError) in
          do { return try files.model(in: folder) } catch {
            throw error as? UpsampleError ?? .file(FileDefect(name: "", defect: "\(error)"))
          }
        }()
        let graph = try model.graph(height: 6, width: 6).folded
        // What is larger is left to those who plan the memory of a run.
        guard graph.nodes.allSatisfy({ $0.layer.output.rowCount < 1 << 16 }),
          graph.multiplyAdds < 1e7
        else { return }
        let picture = [Float](repeating: 1, count: graph.input.rowCount * 6)
        _ = try? GraphWalkTests.run(graph, of: picture, step: 2)
        runs += 1
      } catch {
        switch error {
        case .file, .limit: break
        default: Issue.record("\(error)")
        }
      }
    }
    attempt(sample)
    #expect(runs == 1)
    mutate(sample.text, times: 200, seed: seed) {
      attempt(Self.changing(sample) { $0.text = $1 }($0))
    }
    mutate(sample.weights, times: 50, seed: seed) {
      attempt(Self.changing(sample) { $0.weights = $1 }($0))
    }
    #expect(runs > 10, "of \(whole)")
  }

  private static func changing(
    _ files: NCNNFiles, _ change: @escaping (inout NCNNFiles, [UInt8]) -> Void
  ) -> ([UInt8]) -> NCNNFiles {
    { bytes in
      var files = files
      change(&files, bytes)
      return files
    }
  }
}
