import Glibc
import Upsample

let status = Program.run(Program.arguments)
// Threads that are still there hold nothing that a later run would have to sweep.
removeTemporaryFiles()
exit(status.rawValue)
