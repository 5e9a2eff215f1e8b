import Glibc

/// The memory that the system lets the process have.
package enum MemorySupply {
  /// The bytes of the machine's memory, or those of the process's control group where
  /// they are fewer.
  package static let bytes = min(
    machineBytes ?? .max,
    groupLimit(of: FilePath("/proc/self/cgroup"), in: FilePath("/sys/fs/cgroup")) ?? .max)

  /// The bytes of the machine's memory; `nil` where the system does not tell.
  private static var machineBytes: Int? {
    // Where the call behind it fails, the C library tells any number.
    let (bytes, isBeyond) = sysconf(Int32(_SC_PHYS_PAGES))
      .multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
    return isBeyond || bytes <= 0 ? nil : bytes
  }

  /// The lowest limit of a process's control group and of those around it, of either
  /// version of the interface; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - membership: The file that names the groups, a line for each hierarchy:
  ///     its number, its controllers, and the group's path.
  ///   - root: Where the hierarchies are mounted.
  static func groupLimit(of membership: FilePath, in root: FilePath) -> Int? {
    var limits: [Int] = []
    let lines = try? InputFile(regular: membership).contents(limit: 64 * 1024)
    for line in lines?.split(separator: .newline) ?? [] {
      let fields = line.split(
        separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let path = String(decoding: fields[2], as: UTF8.self)
      if fields[1].isEmpty {
        limits += self.limits(along: path, in: root, file: "memory.max")
      } else if fields[1].split(separator: UInt8(ascii: ",")).contains(Array("memory".utf8)[...]) {
        limits += self.limits(
          along: path, in: root.appending(FilePath("memory")), file: "memory.limit_in_bytes")
      }
    }
    return limits.min()
  }

  /// The limits of a group and of all that it lies in. Where a container shows its own
  /// group as the root, the path leads nowhere, and the root's file counts.
  private static func limits(along path: String, in root: FilePath, file: String) -> [Int] {
    let names = path.split(separator: "/")
    return (0...names.count).compactMap { count in
      let group = names.prefix(count).joined(separator: "/")
      let place = group.isEmpty ? root : root.appending(FilePath(group))
      let text = try? InputFile(regular: place.appending(FilePath(file))).contents(limit: 64)
      return text.flatMap { Int(String(decoding: $0.prefix { $0 != .newline }, as: UTF8.self)) }
    }
  }
}
