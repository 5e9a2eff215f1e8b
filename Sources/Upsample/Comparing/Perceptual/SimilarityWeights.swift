import Glibc

/// How the errors that SSIMULACRA 2 measures make its score.
///
/// The numbers are those of version 2.1, of April 2023, as its authors' program has them: J. Sneyers,
/// github.com/cloudinary/ssimulacra2. Weights are listed channel by channel, X, Y and B, of each
/// scale by scale, of each the means and then the roots of the mean fourth powers, of each the
/// errors of structure, added edges and lost edges. Of pictures too small for six scales the
/// program takes as many from the beginning of the list as there are errors, and so does this.
struct SimilarityWeights: Sendable {
  /// The errors of a channel at a scale: means and roots, each of structure, added edges, lost
  /// edges.
  static let errorsPerChannel = 6

  let scales: Int

  /// The weights of a channel's errors at a scale.
  func weights(channel: Int, scale: Int) -> ArraySlice<Double> {
    let first = (channel * scales + scale) * Self.errorsPerChannel
    return Self.list[first..<first + Self.errorsPerChannel]
  }

  /// The score by the errors of each scale, of each of three channels; of errors beyond all
  /// numbers minus infinity.
  func score(_ errors: [[[Double]]]) -> Double {
    var sum = 0.0
    for channel in 0..<3 {
      for scale in 0..<scales {
        for (weight, error) in zip(weights(channel: channel, scale: scale), errors[scale][channel])
        where weight != 0 { sum += weight * error }
      }
    }
    let scaled = sum * 0.9562382616834844
    let bent =
      2.326765642916932 * scaled - 0.020884521182843837 * scaled * scaled
      + 6.248496625763138e-05 * scaled * scaled * scaled
    // The polynomial of infinity is no number.
    guard bent.isFinite else { return -.infinity }
    return bent > 0 ? 100 - 10 * pow(bent, 0.6276336467831387) : 100
  }

  private static let list: [Double] = [
    // X
    0, 0.0007376606707406586, 0,
    0, 0.0007793481682867309, 0,
    0, 0.0004371155730107379, 0,
    1.1041726426657346, 0.00066284834129271, 0.00015231632783718752,
    0, 0.0016406437456599754, 0,
    1.8422455520539298, 11.441172603757666, 0,
    0.0007989109436015163, 0.000176816438078653, 0,
    1.8787594979546387, 10.94906990605142, 0,
    0.0007289346991508072, 0.9677937080626833, 0,
    0.00014003424285435884, 0.9981766977854967, 0.00031949755934435053,
    0.0004550992113792063, 0, 0,
    0.0013648766163243398, 0, 0,
    // Y
    0, 0, 0,
    7.466890328078848, 0, 17.445833984131262,
    0.0006235601634041466, 0, 0,
    6.683678146179332, 0.00037724407979611296, 1.027889937768264,
    225.20515300849274, 0, 0,
    19.213238186143016, 0.0011401524586618361, 0.001237755635509985,
    176.39317598450694, 0, 0,
    24.43300999870476, 0.28520802612117757, 0.0004485436923833408,
    0, 0, 0,
    34.77906344483772, 44.835625328877896, 0,
    0, 0, 0,
    0, 0, 0,
    // B
    0, 0.0008680556573291698, 0,
    0, 0, 0,
    0, 0.0005313191874358747, 0,
    0.00016533814161379112, 0, 0,
    0, 0, 0,
    0.0004179171803251336, 0.0017290828234722833, 0,
    0.0020827005846636437, 0, 0,
    8.826982764996862, 23.19243343998926, 0,
    95.1080498811086, 0.9863978034400682, 0.9834382792465353,
    0.0012286405048278493, 171.2667255897307, 0.9807858872435379,
    0, 0, 0,
    0.0005130064588990679, 0, 0.00010854057858411537,
  ]
}
