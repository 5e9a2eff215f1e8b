import Testing
import Upsample

@testable import upsample_cli

@Suite struct OptionSpellingTests {
  @Test(arguments: [
    ("Choose a smaller `scale` or `size`.", "Choose a smaller --scale or --size."),
    ("`max-pixels`", "--max-pixels"),
    ("`scale``size`", "--scale--size"),
    ("`stride`, `stride `size`", "`stride`, `stride --size"),
    ("`scale", "`scale"),
    ("``", "``"),
    ("scale", "scale"),
    ("", ""),
  ])
  func optionsInBackquotesGetTheirDashes(text: String, spelt: String) {
    #expect(text.spellingOptions == spelt)
  }

  @Test func valuesOfErrorsStay() {
    let name = "`scale`"
    let errors: [UpsampleError] = [
      .file(FileDefect(name: name, defect: "is empty", remedy: name)),
      .request(RequestFault(subject: name, fault: name, remedy: name)),
      .limit(LimitExcess(subject: name, quantity: "rows", value: 2, limit: 1, remedy: name)),
      .system(SystemFailure(action: "open", name: name, side: .input, code: 2, remedy: name)),
    ]
    let texts = [
      "`scale` is empty.\n  --scale", "--scale: `scale`.\n  --scale",
      "`scale` has 2 rows; the limit is 1.\n  --scale",
      "cannot open `scale`: No such file or directory.\n  --scale",
    ]
    #expect(errors.map(\.spellingOptions.description) == texts)
  }
}
