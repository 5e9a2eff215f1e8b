import Testing
import UpsampleTensors

/// What NumPy prints, of float32 arrays.
@Suite struct TensorDescriptionTests {
  static let texts: [(Tensor, String)] = [
    (Tensor(shape: [], scalars: [1.5]), "1.5"),
    (Tensor(shape: [0, 3], scalars: []), "[]"),
    (Tensor(shape: [3], scalars: [1, 2.5, -10.25]), "[  1.     2.5  -10.25]"),
    (
      Tensor(shape: [2, 2, 1], scalars: [1, 2, 3, 4]),
      "[[[1.]\n  [2.]]\n\n [[3.]\n  [4.]]]"
    ),
    (Tensor(shape: [2], scalars: [0.1, 1 / 3]), "[0.1        0.33333334]"),
    (Tensor(shape: [3], scalars: [1e-5, 1, 0]), "[1.e-05 1.e+00 0.e+00]"),
    (Tensor(shape: [2], scalars: [1.5e10, -2]), "[ 1.5e+10 -2.0e+00]"),
    (Tensor(shape: [3], scalars: [.nan, .infinity, -.infinity]), "[ nan  inf -inf]"),
    (Tensor(shape: [3], scalars: [.nan, 1.25, -.infinity]), "[ nan 1.25 -inf]"),
    (Tensor(shape: [1], scalars: [100_000_000]), "[1.e+08]"),
    (Tensor(shape: [1], scalars: [12_345_678]), "[1.2345678e+07]"),
    (Tensor(shape: [1], scalars: [999_999]), "[999999.]"),
  ]

  @Test(arguments: texts.indices) func numbersStandInColumns(index: Int) {
    #expect(Self.texts[index].0.description == Self.texts[index].1)
  }

  @Test func longLinesAreBroken() throws {
    #expect(
      try Tensor.range(shape: [20]).description
        == "[ 0.  1.  2.  3.  4.  5.  6.  7.  8.  9. 10. 11. 12. 13. 14. 15. 16. 17.\n 18. 19.]")
  }

  @Test func ofManyNumbersTheEndsAreShown() throws {
    #expect(
      try Tensor.range(shape: [1001]).description
        == "[   0.    1.    2. ...  998.  999. 1000.]")
    #expect(
      try Tensor.range(shape: [7, 143]).description == """
        [[   0.    1.    2. ...  140.  141.  142.]
         [ 143.  144.  145. ...  283.  284.  285.]
         [ 286.  287.  288. ...  426.  427.  428.]
         ...
         [ 572.  573.  574. ...  712.  713.  714.]
         [ 715.  716.  717. ...  855.  856.  857.]
         [ 858.  859.  860. ...  998.  999. 1000.]]
        """)
  }
}
