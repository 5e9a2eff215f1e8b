// Written by make_goldens.py; do not edit.

extension PerceptualGolden {
  static let all = [
    PerceptualGolden(
      "levels", 64, 48, (3, 3), 8, .levels, "",
      ssimulacra2: -47.89532902, flip: 0.163964167),
    PerceptualGolden(
      "noise", 64, 48, (3, 3), 8, .noise, "",
      ssimulacra2: 25.56235219, flip: 0.0317653827),
    PerceptualGolden(
      "shift", 64, 48, (3, 3), 8, .shift, "",
      ssimulacra2: -35.88665916, flip: 0.146011829),
    PerceptualGolden(
      "smooth", 64, 48, (3, 3), 8, .smooth, "",
      ssimulacra2: 22.42145354, flip: 0.0921024606),
    PerceptualGolden(
      "one", 64, 48, (3, 3), 8, .one, "",
      ssimulacra2: 98.9068218, flip: 8.08143086e-05),
    PerceptualGolden(
      "smallest", 8, 8, (3, 3), 8, .levels, "",
      ssimulacra2: 90.51723177, flip: 0.202377692),
    PerceptualGolden(
      "low", 131, 9, (3, 3), 8, .noise, "",
      ssimulacra2: 92.56259059, flip: 0.0380704477),
    PerceptualGolden(
      "tall", 37, 300, (3, 3), 8, .smooth, "",
      ssimulacra2: 28.23922606, flip: 0.091128476),
    PerceptualGolden(
      "wide", 1100, 43, (3, 3), 8, .noise, "",
      ssimulacra2: 22.90089057, flip: 0.0329656526),
    PerceptualGolden(
      "gray", 64, 48, (1, 1), 8, .smooth, "",
      ssimulacra2: 86.75244747, flip: 0.0717126578),
    PerceptualGolden(
      "gray and colours", 64, 48, (1, 3), 8, .none, "",
      ssimulacra2: -106.4504567, flip: 0.501197278),
    PerceptualGolden(
      "16 bits", 64, 48, (3, 3), 16, .noise, "",
      ssimulacra2: 25.75608568, flip: 0.0316733271),
    PerceptualGolden(
      "gray of 16 bits", 64, 48, (1, 1), 16, .levels, "",
      ssimulacra2: 89.42421692, flip: 0.126196042),
    PerceptualGolden(
      "alpha", 64, 48, (4, 4), 8, .levels, "",
      ssimulacra2: 0.03222741, flip: 0.163964167),
    PerceptualGolden(
      "other alpha", 64, 48, (4, 4), 8, .alpha, "",
      ssimulacra2: 48.76280137, flip: 0.346355081),
    PerceptualGolden(
      "gray and alpha", 64, 48, (2, 2), 8, .alpha, "",
      ssimulacra2: 86.13045286, flip: 0.346355081),
    PerceptualGolden(
      "alpha of 16 bits", 64, 48, (4, 4), 16, .noise, "",
      ssimulacra2: 59.7339516, flip: 0.0316733271),
    PerceptualGolden(
      "alpha of the first", 64, 48, (4, 3), 8, .noise, "",
      ssimulacra2: -64.1602529, flip: 0.846023619),
    PerceptualGolden(
      "alpha of the second", 64, 48, (3, 4), 8, .noise, "",
      ssimulacra2: -63.23223937, flip: 0.846023619),
    PerceptualGolden(
      "linear", 64, 48, (3, 3), 8, .smooth, "linear",
      ssimulacra2: 30.89720716, flip: 0.0921024606),
    PerceptualGolden(
      "gamma", 64, 48, (3, 3), 8, .smooth, "gamma",
      ssimulacra2: 21.67585331, flip: 0.0921024606),
    PerceptualGolden(
      "wide colours", 64, 48, (3, 3), 8, .smooth, "wide",
      ssimulacra2: 20.2137911, flip: 0.0921024606),
  ]
}
