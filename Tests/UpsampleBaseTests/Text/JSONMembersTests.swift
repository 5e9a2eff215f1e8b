import Testing

@testable import UpsampleBase

@Suite struct JSONMembersTests {
  private func members(_ text: String) -> JSONMembers? { JSONMembers(Array(text.utf8)) }

  @Test func whatWasWrittenIsRead() throws {
    var object = JSONObject()
    let text = "a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}é\u{1F600}/"
    object.add("text\"", text)
    object.add("count", 1 << 40)
    object.add("part", -0.25)
    let members = try #require(self.members(object.description + "\n"))
    #expect(members.texts == ["text\"": text])
    #expect(members.numbers == ["count": 1_099_511_627_776, "part": -0.25])
    #expect(members.integer("count") == 1 << 40)
    #expect(members.integer("part") == nil)
  }

  @Test func allOfTheGrammarOfTextIsRead() throws {
    let members = try #require(self.members(#" { "a" : "\/\b\f\u00E9" , "b":"" } "#))
    #expect(members.texts == ["a": "/\u{8}\u{c}é", "b": ""])
    #expect(try #require(self.members("{}")).texts.isEmpty)
  }

  @Test(arguments: [
    "", "{", "}", "[]", "{}}", "{} x", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#,
    #"{"a":01}"#, #"{"a":1x}"#, #"{"a":NaN}"#, #"{"a":true}"#, #"{"a":[1]}"#, #"{"a":{}}"#,
    #"{"a":1"b":2}"#, #"{"a":1 "b":2}"#, #"{a:1}"#, #"{"a":"b}"#, #"{"a":"\x"}"#,
    #"{"a":"\u12"}"#, #"{"a":"\u+123"}"#, #"{"a":"\ud800"}"#, #"{"a":"\"#, "{\"a\":\"\n\"}",
    #"{"a":1,"a":2}"#, #"{"a":"1","a":2}"#,
  ])
  func anythingElseIsNot(text: String) { #expect(members(text) == nil) }

  @Test func bytesThatAreNoTextAreNot() {
    #expect(JSONMembers(Array("{\"a\":\"".utf8) + [0xff] + Array("\"}".utf8)) == nil)
  }
}
