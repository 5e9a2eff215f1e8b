import Upsample

/// A number of levels, of four digits behind the point, or more where these are zeros.
package func levels(_ number: Double) -> String {
  "\(fixedText(number, digits: digitsShowing(number, atLeast: 4))) levels"
}

/// A share, which is 0 % of nothing alone and 100 % of all alone: `1.250 %`.
package func percentText(_ count: Int, of total: Int) -> String {
  let smaller = 100 * Double(min(count, total - count)) / Double(max(total, 1))
  let share = 100 * Double(count) / Double(max(total, 1))
  return "\(fixedText(share, digits: digitsShowing(smaller, atLeast: 3))) %"
}

/// A level in decibels, of four digits behind the point, or `infinite`.
package func decibels(_ value: Double) -> String {
  value.isFinite ? "\(fixedText(value, digits: 4)) dB" : "infinite"
}
