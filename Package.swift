// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "upsample",
  products: [
    .library(name: "Upsample", targets: ["Upsample", "UpsampleExplaining"]),
    .library(name: "UpsampleTensors", targets: ["UpsampleTensors"]),
    .executable(name: "upsample", targets: ["upsample-cli"]),
  ],
  targets: [
    // Libraries: each imports those above it and no other.
    .target(name: "UpsampleBase", dependencies: ["CUpsampleSystem"]),
    .target(
      name: "UpsampleTensors", dependencies: ["CKernels", "CUpsampleSystem", "UpsampleBase"]),
    .target(name: "UpsampleNetworks", dependencies: ["UpsampleBase", "UpsampleTensors"]),
    .target(
      name: "UpsampleImages",
      dependencies: [
        "CColour", "CImageIO", "CKernels", "CUpsampleSystem", "UpsampleBase", "UpsampleTensors",
      ]),
    .target(
      name: "Upsample",
      dependencies: [
        "CKernels", "CLearned", "UpsampleBase", "UpsampleImages", "UpsampleNetworks",
        "UpsampleTensors",
      ]),
    .target(
      name: "UpsampleBatch",
      dependencies: ["CUpsampleSystem", "Upsample", "UpsampleBase", "UpsampleImages"]),
    .target(
      name: "UpsampleExplaining",
      dependencies: ["Upsample", "UpsampleBase", "UpsampleImages", "UpsampleTensors"]),

    .target(
      name: "UpsampleGoldens",
      dependencies: [
        "CDigest", "CReportPage", "Upsample", "UpsampleBase", "UpsampleBatch", "UpsampleImages",
      ]),

    // C: one job each.
    .target(name: "CUpsampleSystem"),
    .target(name: "CProgram"),
    .target(name: "CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "CKernels"),
    .target(name: "CLearned", exclude: ["kernels", "networks"]),
    .target(
      name: "CImageIO", dependencies: ["CUpsampleSystem"],
      linkerSettings: [
        .linkedLibrary("png"), .linkedLibrary("jpeg"), .linkedLibrary("isal"),
        .linkedLibrary("z"),
      ]),
    .target(name: "CDigest", linkerSettings: [.linkedLibrary("nettle")]),
    .target(name: "CReportPage", exclude: ["page"]),
    .target(name: "CColour", linkerSettings: [.linkedLibrary("lcms2")]),

    // Tools: the program, and the tests of each target.
    .executableTarget(
      name: "upsample-cli",
      dependencies: [
        "CProgram", "CSandbox", "Upsample", "UpsampleBatch", "UpsampleExplaining",
        "UpsampleGoldens", "UpsampleNetworks",
      ]),
    .executableTarget(name: "confined", dependencies: ["CSandbox"], path: "Tests/Confined"),
    .target(
      name: "TestSupport",
      dependencies: [
        "CKernels", "CUpsampleSystem", "Upsample", "UpsampleBatch", "UpsampleExplaining",
      ],
      path: "Tests/TestSupport"),
    .testTarget(name: "UpsampleBaseTests", dependencies: ["TestSupport", "UpsampleBase"]),
    .testTarget(
      name: "UpsampleTensorsTests", dependencies: ["CKernels", "TestSupport", "UpsampleTensors"],
      exclude: ["Operations/make_goldens.py", "Operations/make_onnx_goldens.py"]),
    .testTarget(
      name: "UpsampleNetworksTests",
      dependencies: ["TestSupport", "UpsampleBase", "UpsampleNetworks", "UpsampleTensors"],
      exclude: ["Goldens", "make_goldens.py", "Formats/make_ncnn_goldens.py"]),
    .testTarget(
      name: "UpsampleImagesTests",
      dependencies: ["CColour", "CImageIO", "CKernels", "TestSupport", "UpsampleImages"]),
    .testTarget(
      name: "UpsampleTests",
      dependencies: [
        "CKernels", "TestSupport", "Upsample", "UpsampleBatch", "UpsampleExplaining",
      ],
      exclude: [
        "Comparing/Perceptual/make_goldens.py", "Comparing/make_goldens.py",
        "Fitting/make_goldens.py", "Kernels/make_goldens.py",
      ]),
    .testTarget(
      name: "UpsampleBatchTests",
      dependencies: ["CUpsampleSystem", "TestSupport", "UpsampleBatch"],
      exclude: ["make_goldens.py"]),
    .testTarget(
      name: "UpsampleExplainingTests", dependencies: ["TestSupport", "UpsampleExplaining"]),
    .testTarget(
      name: "UpsampleGoldensTests", dependencies: ["TestSupport", "Upsample", "UpsampleGoldens"]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "upsample-cli", "confined", "CImageIO", "CSandbox", "CUpsampleSystem", "TestSupport",
        "Upsample", "UpsampleBatch",
        "UpsampleExplaining", "UpsampleGoldens", "UpsampleNetworks",
      ],
      exclude: ["Fuzzing/Seeds"]),
  ],
  swiftLanguageModes: [.v6]
)
