import Glibc
import Testing
import Upsample

/// The folder of the sample pictures.
let sampleImages = "\(FilePath(#filePath).parent)/../../../images"

/// Makes a directory that nothing else uses.
func temporaryDirectory() throws -> String {
  var template = Array("/tmp/upsample-tests-XXXXXX".utf8CString)
  let made = try #require(mkdtemp(&template))
  return String(cString: made)
}

func writeFile(_ path: String, _ bytes: [UInt8]) throws {
  let file = try #require(fopen(path, "w"), "cannot write \(path)")
  defer { fclose(file) }
  try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
}

func readFile(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"), "cannot read \(path)")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
    bytes += chunk.prefix(count)
  }
  return bytes
}

/// The names in a directory, in no particular order.
func entries(of directory: FilePath) throws -> [FilePath] {
  let stream = try #require(directory.withCString { opendir($0) }, "cannot list \(directory)")
  defer { closedir(stream) }
  var names: [FilePath] = []
  while let entry = readdir(stream) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) {
        FilePath(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      })
  }
  return names.filter { $0 != FilePath(".") && $0 != FilePath("..") }
}

/// Removes a directory and everything in it.
func removeTree(_ directory: FilePath) {
  for name in (try? entries(of: directory)) ?? [] {
    let child = directory.appending(name)
    if child.withCString({ unlink($0) }) != 0 { removeTree(child) }
  }
  _ = directory.withCString { rmdir($0) }
}
