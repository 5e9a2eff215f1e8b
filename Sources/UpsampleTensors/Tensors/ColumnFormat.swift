/// The way in which the numbers of one array are written, so that they stand in columns:
/// with as many digits as tell each from its neighbours, at most eight behind the point.
struct ColumnFormat {
  private let isScientific: Bool
  private var leading = 0
  private var trailing = 0

  init(_ numbers: [Float]) {
    let magnitudes = numbers.lazy.filter { $0.isFinite && $0 != 0 }.map { abs(Double($0)) }
    let (least, most) = (magnitudes.min() ?? 1, magnitudes.max() ?? 1)
    isScientific = most >= 1e6 || least < 1e-4 || most / least > 1000
    for number in numbers where number.isFinite {
      let (whole, fraction) = parts(number)
      leading = max(leading, whole.count)
      trailing = max(trailing, fraction.count)
    }
    let tail = isScientific ? trailing + 5 : trailing + 1
    for number in numbers where !number.isFinite {
      leading = max(leading, Self.word(number).count - tail)
    }
  }

  /// The number, filled up with blanks to the width of all.
  func text(_ number: Float) -> String {
    guard number.isFinite else {
      let width = leading + trailing + (isScientific ? 5 : 1)
      let word = Self.word(number)
      return String(repeating: " ", count: max(0, width - word.count)) + word
    }
    let (whole, fraction) = parts(number)
    let head = String(repeating: " ", count: leading - whole.count) + whole + "." + fraction
    guard isScientific else {
      return head + String(repeating: " ", count: trailing - fraction.count)
    }
    let exponent = Decimal(number).exponent
    let digits = "\(abs(exponent))"
    return head + String(repeating: "0", count: trailing - fraction.count) + "e"
      + (exponent < 0 ? "-" : "+") + (digits.count < 2 ? "0" + digits : digits)
  }

  private static func word(_ number: Float) -> String {
    number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
  }

  /// What stands before the point and behind it, of the mantissa or the number itself.
  private func parts(_ number: Float) -> (whole: String, fraction: String) {
    var decimal = Decimal(number)
    if isScientific { decimal.exponent = 0 }
    decimal.round(digitsBehindPoint: 8)
    let sign = number.sign == .minus ? "-" : ""
    return (sign + decimal.whole, decimal.fraction)
  }
}

/// The shortest decimal number that is read as a given one: digits with a point behind the
/// first of them, times a power of ten.
private struct Decimal {
  private var digits: [Int]
  var exponent: Int

  init(_ number: Float) {
    let text = abs(number).description
    let parts = text.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var digits = (mantissa[0] + (mantissa.count > 1 ? mantissa[1] : "")).map {
      $0.wholeNumberValue!
    }
    exponent = mantissa[0].count - 1 + (parts.count > 1 ? Int(parts[1])! : 0)
    while digits.first == 0 && digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == 0 && digits.count > 1 { digits.removeLast() }
    if digits == [0] { exponent = 0 }
    self.digits = digits
  }

  /// Rounds half to even, as the digits have it.
  mutating func round(digitsBehindPoint places: Int) {
    let kept = exponent + 1 + places
    guard digits.count > kept else { return }
    guard kept >= 0 else {
      (digits, exponent) = ([0], 0)
      return
    }
    let rest = digits[kept...]
    let isUp =
      rest.first! > 5
      || rest.first! == 5 && (rest.count > 1 || kept > 0 && digits[kept - 1] % 2 == 1)
    digits = [0] + digits[..<kept]
    exponent += 1
    if isUp {
      var place = digits.count - 1
      while digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      digits[place] += 1
    }
    if digits[0] == 0 && digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == 0 && digits.count > 1 { digits.removeLast() }
    if digits == [0] { exponent = 0 }
  }

  var whole: String {
    exponent < 0 ? "0" : (0...exponent).map { $0 < digits.count ? "\(digits[$0])" : "0" }.joined()
  }

  var fraction: String {
    if digits == [0] { return "" }
    let zeros = String(repeating: "0", count: max(0, -exponent - 1))
    return zeros + digits.dropFirst(max(0, exponent + 1)).map { "\($0)" }.joined()
  }
}
