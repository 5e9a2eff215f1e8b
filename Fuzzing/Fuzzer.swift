import Glibc

@testable import upsample_cli

/// The target that the environment's `FUZZ_TARGET` names.
private let target: FuzzTarget = {
  guard let word = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: word))
  else {
    fatalError("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()

/// What each input is fed to.
@_cdecl("fuzz_target")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
}
