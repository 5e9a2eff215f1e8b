// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "swift-program",
  dependencies: [.package(name: "upsample", path: "../..")],
  targets: [
    .executableTarget(
      name: "double", dependencies: [.product(name: "Upsample", package: "upsample")],
      path: "Sources")
  ]
)
