// swift-tools-version: 6.0

import PackageDescription

let package = Package(
  name: "learned-deconvolution",
  dependencies: [.package(name: "upsample", path: "../..")],
  targets: [
    .executableTarget(
      name: "learn", dependencies: [.product(name: "Upsample", package: "upsample")],
      path: "Sources")
  ]
)
