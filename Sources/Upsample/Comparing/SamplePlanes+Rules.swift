import UpsampleImages

extension SamplePlanes {
  /// The same rows with the samples of another picture where pixels do not count.
  func showing(_ other: SamplePlanes, where ignored: IgnoredPixels) -> SamplePlanes {
    guard rows.contains(where: ignored.concernRow) else { return self }
    return changed { samples in
      other.withSamples { others in
        for row in rows {
          let start = (row - rows.lowerBound) * layout.width
          ignored.forEach(inRow: row) { column in
            for channel in 0..<layout.channels {
              let place = channel * planeSamples + start + column
              samples[place] = others[place]
            }
          }
        }
      }
    }
  }

  /// The same rows with black under an alpha of 0.
  var withoutHiddenColours: SamplePlanes {
    changedByAlpha { sample, alpha in alpha == 0 ? 0 : sample }
  }

  /// The same rows with colours multiplied by their alpha, rounded to a level.
  var premultiplied: SamplePlanes {
    let maximum = UInt64(layout.depth.maximum)
    return changedByAlpha { sample, alpha in
      UInt16((UInt64(sample) &* UInt64(alpha) &+ maximum / 2) / maximum)
    }
  }

  private func changedByAlpha(_ change: (UInt16, UInt16) -> UInt16) -> SamplePlanes {
    guard layout.hasAlpha else { return self }
    return changed { samples in
      let alpha = layout.colors * planeSamples
      for channel in 0..<layout.colors {
        let first = channel * planeSamples
        for place in 0..<planeSamples {
          samples[first + place] = change(samples[first + place], samples[alpha + place])
        }
      }
    }
  }
}
