// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "layers",
  dependencies: [.package(name: "upsample", path: "../..")],
  targets: [
    .executableTarget(
      name: "layers", dependencies: [.product(name: "UpsampleTensors", package: "upsample")],
      path: "Sources")
  ]
)
