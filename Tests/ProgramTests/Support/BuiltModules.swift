import Upsample

/// What a compiler has to be told to find the modules that were built with the program.
var moduleArguments: [String] {
  let folder = FilePath(BuiltProgram.path).parent
  return ["-I", "\(folder)/Modules"]
    + ["CColour", "CImageIO", "CKernels", "CLearned", "CUpsampleSystem"].flatMap {
      ["-Xcc", "-fmodule-map-file=\(folder)/\($0).build/module.modulemap"]
    }
}
