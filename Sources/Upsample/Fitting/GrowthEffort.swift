/// How hard a tree's questions are looked for.
package struct GrowthEffort: Hashable, Sendable {
  package init() {}

  /// The samples of all pictures.
  var samples = 800_000
  /// The features that are drawn for each leaf.
  var features = 60
  /// The samples on which all of them are tried.
  var fewSamples = 6000
  /// Those of them that are tried again, and on how many samples.
  var finalists = 6
  var manySamples = 40_000
  /// The fewest samples of a leaf.
  var leafSamples = 800
}
