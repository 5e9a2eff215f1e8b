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

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
