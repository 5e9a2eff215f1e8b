import Glibc
import TestSupport
import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct ApprovalTests {
  private let folder = try! TestFolder()

  /// Two folders with a picture of every fate.
  init() throws {
    for name in ["e", "e/in", "a", "a/in", "a/new"] { mkdir("\(folder.path)/\(name)", 0o777) }
    try write(["e/same.png", "a/same.png"], 1)
    try write(["e/in/changed.png"], 1)
    try write(["a/in/changed.png"], 2)
    try write(["e/size.png"], 1)
    try folder.write(grayPNG(width: 3, height: 3) { _, _ in 1 }, to: "a/size.png")
    try write(["e/gone.png", "e/gone@linux.png"], 1)
    try write(["a/new/new.png"], 3)
  }

  private func write(_ names: [String], _ level: UInt8) throws {
    for name in names { try folder.write(grayPNG(width: 4, height: 3) { _, _ in level }, to: name) }
  }

  private func job(_ thresholds: [(name: String, value: String)] = []) throws -> ComparisonJob {
    try ComparisonJob(
      folder["e"], folder["a"], by: Rules(standard: Thresholds(thresholds)), ComparisonOptions(),
      .trusted, .taken)
  }

  private func plan(
    _ job: ComparisonJob, _ selection: ApprovalSelection, _ pruning: ApprovalPlan.Pruning = .left
  ) throws -> [ApprovalPlan.Step] {
    var plan = ApprovalPlan(of: job, selection, pruning)
    try compareFolders(job, wording: \.description, { plan.add($0) })
    return try plan.checkedSteps()
  }

  /// What is done of each step.
  private func approve(
    _ selection: ApprovalSelection = ApprovalSelection(), _ pruning: ApprovalPlan.Pruning = .left,
    _ thresholds: [(name: String, value: String)] = [], action: Approver.Action = .approve,
    meanwhile: () throws -> Void = {}
  ) throws -> [String] {
    let job = try job(thresholds)
    let steps = try plan(job, selection, pruning)
    try meanwhile()
    var done: [String] = []
    try Approver(job).apply(steps, action) { done.append("\($0.action.rawValue) \($0.name)") }
    return done
  }

  /// The names at the top, in order.
  private func goldens() throws -> [String] {
    try folder["e"].entries().map(\.description).sorted()
  }

  private func list(_ text: String) throws -> ApprovalSelection {
    let path = try folder.write(Array(text.utf8), to: "list")
    return ApprovalSelection(try PictureList(InputFile(regular: path)))
  }

  @Test func allThatFailsIsApproved() throws {
    #expect(
      try approve() == ["replaced in/changed.png", "added new/new.png", "replaced size.png"])
    for name in ["in/changed.png", "new/new.png", "size.png"] {
      #expect(folder.read("e/\(name)") == folder.read("a/\(name)"))
    }
    #expect(folder.read("e/gone.png") != nil)
    #expect(!folder["e"].isThere(".upsample"))
    #expect(try approve().isEmpty)
  }

  @Test func goldensThatNothingMakesAreRemovedWithTheirLabels() throws {
    #expect(
      try approve(ApprovalSelection(["g*"]), .pruned) == ["removed gone.png"])
    #expect(!folder["e"].isThere("gone.png") && !folder["e"].isThere("gone@linux.png"))
    #expect(throws: UpsampleError.self) { try approve(ApprovalSelection(["g*"]), .pruned) }
  }

  @Test func anEmptyFolderRemovesNothing() throws {
    mkdir("\(folder["empty"])", 0o777)
    let job = try ComparisonJob(
      folder["e"], folder["empty"], by: Rules(standard: Thresholds([])), ComparisonOptions())
    let error = #expect(throws: UpsampleError.self) {
      try plan(job, ApprovalSelection(), .pruned)
    }
    #expect("\(error!)".hasPrefix("--prune: no picture was made"))
  }

  /// What can't be read may be the picture of any golden, and is none that was made.
  @Test(arguments: [true, false])
  func nothingIsRemovedWhereSomethingCanNotBeRead(isInActual: Bool) throws {
    if isInActual {
      mkdir("\(folder["empty"])", 0o777)
      try folder.write([], to: "empty/log.png")
    } else {
      symlink("nowhere", "\(folder["e/broken.png"])")
    }
    let job = try ComparisonJob(
      folder["e"], folder[isInActual ? "empty" : "a"], by: Rules(standard: Thresholds([])),
      ComparisonOptions(), .trusted, .taken)
    let actions = try plan(job, ApprovalSelection(["**"]), .pruned).map(\.action)
    #expect(actions.contains(.refused) && !actions.contains(.removed))
  }

  @Test func masksStayWithTheGoldensThatHaveThem() throws {
    try write(["e/gone.jpg", "e/gone.mask.png", "e/gone@linux.mask.png", "e/gone@linux.jpg"], 0)
    try write(["a/gone.jpg"], 0)
    #expect(try approve(ApprovalSelection(["gone*"]), .pruned) == ["removed gone.png"])
    let left = ["gone.jpg", "gone.mask.png", "gone@linux.jpg", "gone@linux.mask.png"]
    #expect(try goldens().filter { $0.hasPrefix("gone") } == left)
    try write(["e/gone.png"], 0)
    unlink("\(folder["a/gone.jpg"])")
    #expect(
      try approve(ApprovalSelection(["gone*"]), .pruned) == [
        "removed gone.jpg", "removed gone.png",
      ])
    #expect(try goldens().allSatisfy { !$0.hasPrefix("gone") })
  }

  /// They would let pass what comes later.
  @Test func masksAndRulesAreNotTakenFromWhatWasMade() throws {
    try write(["a/y.mask.png", "a/golden.rules", "e/in/z.mask.png"], 0)
    try write(["a/in/z.mask.png"], 1)
    #expect(
      try approve(ApprovalSelection(["y.*", "**.rules", "**/z.*"])) == [
        "refused golden.rules", "refused in/z.mask.png", "refused y.mask.png",
      ])
    #expect(!folder["e"].isThere("y.mask.png") && !folder["e"].isThere("golden.rules"))
  }

  @Test func whatIsMadeMeanwhileIsNotRemoved() throws {
    let done = try approve(ApprovalSelection(["gone.png"]), .pruned) {
      try write(["a/gone.png"], 9)
    }
    #expect(done == ["refused gone.png"] && folder["e"].isThere("gone.png"))
  }

  @Test(arguments: [
    (["in/changed.png"], ["replaced in/changed.png"]),
    (["**/[cn]*.png"], ["replaced in/changed.png", "added new/new.png"]),
    (["same.png", "new/*"], ["added new/new.png"]),
    (["gone.png"], ["refused gone.png"]),
    (["./in/*", "./size.png"], ["replaced in/changed.png", "replaced size.png"]),
    (["*.png"], ["replaced size.png"]),
  ])
  func namesAndPatternsSelect(words: [FilePath], done: [String]) throws {
    #expect(try approve(ApprovalSelection(words)) == done)
  }

  @Test func aNameMayHoldWhatPatternsDo() throws {
    try write(["a/[.png", "a/*.png"], 5)
    #expect(try approve(ApprovalSelection(["[.png"])) == ["added [.png"])
  }

  @Test func aSelectionOfNothingChangesNothing() throws {
    let error = #expect(throws: UpsampleError.self) {
      try approve(ApprovalSelection(["size.png", "nowhere.png"]))
    }
    #expect("\(error!)".hasPrefix("--approve: nowhere.png is the name of no picture"))
    #expect(folder.read("e/size.png") != folder.read("a/size.png"))
  }

  @Test func aListApprovesWhatItHasTheDigestOf() throws {
    let digest = try SHA256(of: InputFile(regular: folder["a/in/changed.png"]))
    let text = "\(digest)  in/changed.png\n\(digest)  size.png\nnew/new.png\n\(digest)  same.png\n"
    #expect(
      try approve(list(text)) == [
        "replaced in/changed.png", "added new/new.png", "refused same.png", "refused size.png",
      ])
    #expect(throws: UpsampleError.self) { try approve(list("../a/size.png\n")) }
  }

  @Test func linesMayEndAsThoseOfWindows() throws {
    let digest = try SHA256(of: InputFile(regular: folder["a/size.png"]))
    let text = "\(digest)  size.png\r\n\r\nnew/new.png\r\n"
    #expect(try approve(list(text)) == ["added new/new.png", "replaced size.png"])
  }

  @Test func aListMayHavePicturesThatAreEqual() throws {
    let digest = try SHA256(of: InputFile(regular: folder["a/same.png"]))
    #expect(try approve(list("\(digest)  same.png\n")).isEmpty)
  }

  @Test func whatAThresholdAllowsIsReplacedWhereItIsNamed() throws {
    let loose = [(name: "max-diff", value: "1")]
    #expect(try !approve(ApprovalSelection(), .left, loose).contains("replaced in/changed.png"))
    #expect(
      try approve(ApprovalSelection(["in/*"]), .left, loose) == ["replaced in/changed.png"])
  }

  @Test func otherBytesThanThoseComparedAreNotApproved() throws {
    let before = folder.read("e/in/changed.png")
    let done = try approve(ApprovalSelection(["in/changed.png"])) {
      try write(["a/in/changed.png"], 9)
    }
    #expect(done == ["refused in/changed.png"])
    #expect(folder.read("e/in/changed.png") == before)
    #expect(try folder["e/in"].entries() == ["changed.png"])
  }

  @Test func linksAreReplacedAndLeadNowhere() throws {
    try write(["outside.png"], 7)
    unlink("\(folder["e/size.png"])")
    symlink("../outside.png", "\(folder["e/size.png"])")
    #expect(try approve(ApprovalSelection(["size.png"])) == ["replaced size.png"])
    #expect(FileStatus(of: "size.png", in: open("\(folder["e"])", O_RDONLY))?.kind == .regular)
    #expect(folder.read("outside.png") == grayPNG(width: 4, height: 3) { _, _ in 7 })
  }

  @Test func aLinkedFolderOfGoldensIsRefused() throws {
    mkdir("\(folder["outside"])", 0o777)
    symlink("../outside", "\(folder["e/new"])")
    let expected = ["replaced in/changed.png", "refused new/new.png", "replaced size.png"]
    #expect(try approve(action: .plan) == expected)
    #expect(try approve() == expected)
    #expect(try folder["outside"].entries().isEmpty)
    #expect(!folder["e"].isThere(".upsample"))
  }

  /// Of a linked folder no goldens are compared: its pictures do not pass for that.
  @Test func picturesBesideALinkedFolderAreNew() throws {
    mkdir("\(folder["outside"])", 0o777)
    try write(["outside/new.png"], 8)
    symlink("../outside", "\(folder["e/new"])")
    #expect(try plan(job(), ApprovalSelection(["new/new.png"])).map(\.action) == [.added])
  }

  @Test func whatAKilledRunLeftIsSwept() throws {
    try folder.write([1], to: "e/in/.upsample-0123-0.tmp")
    mkdir("\(folder["e/.upsample"])", 0o777)
    try folder.write([1], to: "e/.upsample/approval")
    #expect(try approve(ApprovalSelection(["same.png"])).isEmpty)
    #expect(try folder["e/in"].entries() == ["changed.png"])
    #expect(!folder["e"].isThere(".upsample"))
  }

  @Test func whatIsKnownOfABatchStays() throws {
    mkdir("\(folder["e/.upsample"])", 0o777)
    try folder.write([1], to: "e/.upsample/run.json")
    #expect(try !approve().isEmpty)
    #expect(try folder["e/.upsample"].entries() == ["run.json"])
  }

  @Test func theJournalIsAListOfWhatIsLeft() throws {
    let job = try job()
    let steps = try plan(job, ApprovalSelection())
    struct Stop: Error {}
    #expect(throws: UpsampleError.self) {
      try Approver(job).apply(steps) { _ throws(UpsampleError) in
        throw .request(RequestFault(subject: "test", fault: "stops"))
      }
    }
    let journal = ApprovalSelection(
      try PictureList(InputFile(regular: folder["e/.upsample/approval"])))
    #expect(
      try approve(journal) == ["added new/new.png", "replaced size.png"])
  }

  @Test(arguments: [("e", "e"), ("e", "e/in"), ("a/new", "a")])
  func foldersLieApart(expected: String, actual: String) throws {
    let job = try ComparisonJob(
      folder[expected], folder[actual], by: Rules(standard: Thresholds([])), ComparisonOptions())
    let error = #expect(throws: UpsampleError.self) { try Approver(job) }
    #expect("\(error!)".contains("one holds the other's pictures"))
  }
}

extension FilePath {
  fileprivate func isThere(_ name: String) -> Bool {
    FileStatus(at: appending(FilePath(name))) != nil
  }
}
