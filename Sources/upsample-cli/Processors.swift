import Glibc

/// The number of processors that this process may run on, at least 1.
///
/// The kernel tells it as a hexadecimal mask in `/proc/self/status`; without
/// that file, all processors count that are online.
func availableProcessors() -> Int {
  guard let mask = affinityMask() else { return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
  return max(1, mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) })
}

private func affinityMask() -> Substring? {
  let file = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 16384)
  let count = read(file, &bytes, bytes.count)
  return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    .split(separator: "\n")
    .first { $0.hasPrefix("Cpus_allowed:") }?
    .dropFirst("Cpus_allowed:".count)
}
