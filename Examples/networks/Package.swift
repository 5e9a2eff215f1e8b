// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "networks",
  dependencies: [.package(name: "upsample", path: "../..")],
  targets: [
    .target(
      name: "Layers", dependencies: [.product(name: "UpsampleTensors", package: "upsample")])
  ]
    + ["fsrcnn", "espcn", "vdsr", "ecb"].map {
      .executableTarget(name: $0, dependencies: ["Layers"])
    }
)
