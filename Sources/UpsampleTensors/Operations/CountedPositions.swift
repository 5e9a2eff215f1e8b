/// Which positions of its window a mean is divided by.
public enum CountedPositions: String, Hashable, Sendable, CaseIterable {
  /// Those within the value, as TensorFlow counts. It is `count_include_pad=False` of PyTorch.
  case withinValue
  /// All of the window, where the padding is zero: PyTorch's and ONNX's `count_include_pad`.
  case withPadding
}
