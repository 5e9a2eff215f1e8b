import CProgram
import Glibc
import Upsample

/// What is said when memory is refused that nobody asked for with a remedy at hand.
let lackOfMemory: StaticString = "upsample: cannot go on: Cannot allocate memory.\n"
cp_reserve_stack()
lackOfMemory.utf8Start.withMemoryRebound(to: CChar.self, capacity: lackOfMemory.utf8CodeUnitCount) {
  cp_end_without_memory($0, ExitStatus.badOutput.rawValue, removeTemporaryFiles)
}
let status = Program.run(Program.arguments)
// Threads that are still there hold nothing that a later run would have to sweep.
removeTemporaryFiles()
exit(status.rawValue)
