import TestSupport
import Testing

@testable import upsample_cli

@Suite struct ArrayTaskTests {
  /// The variables that an engine sets for task 3.
  private static let slurm = [
    "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "8", "SLURM_ARRAY_TASK_MIN": "0",
    "SLURM_ARRAY_TASK_MAX": "7",
  ]
  private static let kubernetes = ["JOB_COMPLETION_INDEX": "3"]
  private static let awsBatch = ["AWS_BATCH_JOB_ARRAY_INDEX": "3", "AWS_BATCH_JOB_ARRAY_SIZE": "8"]

  private func shard(
    _ variables: [String: String], among total: Int? = nil, offset: Int = 0
  ) throws -> String {
    try ArrayTask { variables[$0] }.shard(among: total, offset: offset).description
  }

  private func refusal(
    _ variables: [String: String], among total: Int? = nil, offset: Int = 0
  ) -> String? {
    TestSupport.refusal { _ = try shard(variables, among: total, offset: offset) }
  }

  @Test(arguments: [slurm, awsBatch])
  func aWholeArrayTellsHowManyPartsThereAre(variables: [String: String]) throws {
    #expect(try shard(variables) == "3/8")
  }

  @Test(arguments: [slurm, kubernetes, awsBatch])
  func aKnownNumberOfPartsCounts(variables: [String: String]) throws {
    #expect(try shard(variables, among: 16) == "3/16")
    #expect(try shard(variables, among: 2000, offset: 1000) == "1003/2000")
  }

  @Test(arguments: [("3", "3", "3"), ("2", "2", "3"), ("2", "0", "3"), ("4", "0", "6")])
  func aPartialSlurmArrayIsRefused(count: String, first: String, last: String) {
    var variables = Self.slurm
    variables["SLURM_ARRAY_TASK_COUNT"] = count
    variables["SLURM_ARRAY_TASK_MIN"] = first
    variables["SLURM_ARRAY_TASK_MAX"] = last
    #expect(
      refusal(variables) == """
        --shard: the number of parts can't be known: the array's \(count) tasks, numbered \
        \(first) to \(last), may be a part of it.
          Give --shards N, the number of parts of the whole run.
        """)
  }

  @Test func kubernetesNeedsTheNumberOfParts() {
    #expect(
      refusal(Self.kubernetes) == """
        --shard: the number of parts can't be known: Kubernetes does not tell it.
          Give --shards N, the number of parts of the whole run.
        """)
  }

  @Test func anOffsetNeedsTheNumberOfParts() {
    #expect(
      refusal(Self.slurm, offset: 8) == """
        --shard: the number of parts can't be known: with an offset there are several arrays.
          Give --shards N, the number of parts of the whole run.
        """)
  }

  @Test func aTaskBeyondThePartsIsRefused() {
    #expect(
      refusal(Self.awsBatch, among: 3) == """
        `shard`: there is no part 3 of 3.
          Parts are counted from 0: they are 0/3 to 2/3.
        """)
  }

  @Test func outsideOfAnArrayThereIsNoTask() {
    let names = "SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX"
    #expect(
      refusal([:], among: 8) == """
        --shard: auto is for a task of an array job, and no such variable is set.
          It reads one of \(names). Otherwise write the part as K/N.
        """)
    #expect(
      refusal(Self.slurm.merging(Self.kubernetes) { $1 }) == """
        --shard: the variables of more than one engine are set.
          It reads one of \(names). Otherwise write the part as K/N.
        """)
  }

  @Test(arguments: ["", "x", "-1", "3 ", "99999999999999999999"])
  func aVariableThatIsNoNumberIsRefused(text: String) {
    #expect(
      refusal(["JOB_COMPLETION_INDEX": text], among: 8)
        == "--shard: the variable JOB_COMPLETION_INDEX is \"\(text)\", not a number.")
  }
}
