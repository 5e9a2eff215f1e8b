import Testing

@testable import UpsampleBase

@Suite struct JSONObjectTests {
  @Test func membersKeepTheirOrder() {
    var object = JSONObject()
    object.add("b", "x")
    object.add("a", -1)
    object.add("c", 0.5)
    #expect(object.description == #"{"b":"x","a":-1,"c":0.5}"#)
    #expect(JSONObject().description == "{}")
  }

  @Test func whatHasNoNumberIsNull() {
    var object = JSONObject()
    object.add("a", Double.infinity)
    object.addNull("b")
    object.add("c", [1, -0.5])
    object.add("d", false)
    #expect(object.description == #"{"a":null,"b":null,"c":[1.0,-0.5],"d":false}"#)
  }

  @Test func textIsEscaped() {
    var object = JSONObject()
    object.add("k\"", "a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}é\u{1F600}/")
    let expected = #"{"k\"":"a\"b\\c\n\r\t\u0000\u001f\u007fé"# + "\u{1F600}/\"}"
    #expect(object.description == expected)
  }

  @Test func namesAreTheirTextOrTheirPrintableForm() {
    var object = JSONObject()
    object.add("text", FilePath("né\n.png"))
    object.add("bytes", FilePath(bytes: [0x6e, 0xff, 0x0a]))
    let expected = #"{"text":"né\n.png","bytes":"n\\xff\\x0a","bytes_hex":"6eff0a"}"#
    #expect(object.description == expected)
  }
}
