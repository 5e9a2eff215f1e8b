// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "upsample",
  products: [
    .library(name: "Upsample", targets: ["Upsample"]),
    .executable(name: "upsample", targets: ["upsample-cli"]),
  ],
  targets: [
    .target(
      name: "CImageIO",
      linkerSettings: [
        .linkedLibrary("png"), .linkedLibrary("jpeg"), .linkedLibrary("isal"),
        .linkedLibrary("z"),
      ]),
    .target(name: "CColour", linkerSettings: [.linkedLibrary("lcms2")]),
    .target(name: "CKernels"),
    .target(name: "CProgram"),
    .target(name: "CSystem", linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "Upsample", dependencies: ["CColour", "CImageIO", "CKernels"]),
    .executableTarget(name: "upsample-cli", dependencies: ["CProgram", "CSystem", "Upsample"]),
    .executableTarget(name: "confined", dependencies: ["CSystem"], path: "Tests/Confined"),
    .testTarget(
      name: "UpsampleTests", dependencies: ["Upsample"],
      exclude: [
        "Operations/make_goldens.py", "Kernels/make_goldens.py", "Batch/make_goldens.py",
      ]),
    .testTarget(
      name: "ProgramTests",
      dependencies: ["upsample-cli", "Upsample", "CImageIO", "CSystem", "confined"],
      exclude: ["Fuzzing/Seeds"]),
  ],
  swiftLanguageModes: [.v6]
)
