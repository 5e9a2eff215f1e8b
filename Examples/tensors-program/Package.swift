// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "tensors-program",
  dependencies: [.package(name: "upsample", path: "../..")],
  targets: [
    .executableTarget(
      name: "edges", dependencies: [.product(name: "UpsampleTensors", package: "upsample")],
      path: "Sources")
  ]
)
