import Testing
import UpsampleBase

@testable import UpsampleImages

@Suite struct ImageFormatExtensionsTests {
  @Test(arguments: [
    ("a.png", ImageFormat.png, true), ("a.PNG", .png, true), ("a.jpg", .jpeg, true),
    ("a.Jpeg", .jpeg, true), ("a.jpe", .jpeg, false), ("a.jfif", .jpeg, false),
  ])
  func namesTellTheFormat(name: String, format: ImageFormat, isUsual: Bool) {
    let path = FilePath(name)
    #expect(ImageFormat(extensionOf: path) == format)
    #expect(ImageFormat.allCases.filter { $0.isUsual(for: path) } == (isUsual ? [format] : []))
  }

  @Test(arguments: ["a", "png", "a.gif", "a.png.", "a.jpg "])
  func otherNamesTellNone(name: String) {
    let path = FilePath(name)
    #expect(ImageFormat(extensionOf: path) == nil)
    #expect(!ImageFormat.allCases.contains { $0.isUsual(for: path) })
  }

  @Test func aFileThatGetsANameGetsAUsualOne() {
    #expect(ImageFormat.allCases.map { $0.usualExtensions[0] } == ["png", "jpg"])
  }
}
