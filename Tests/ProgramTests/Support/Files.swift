import Glibc
import Testing

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
func entries(of directory: String) throws -> [String] {
  let stream = try #require(opendir(directory), "cannot list \(directory)")
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// Removes a directory and everything in it.
func removeTree(_ path: String) {
  for name in (try? entries(of: path)) ?? [] {
    let child = "\(path)/\(name)"
    if unlink(child) != 0 { removeTree(child) }
  }
  rmdir(path)
}
