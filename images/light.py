"""Interpolation of light by its definition, in float64: codes of sRGB, IEC 61966-2-1."""

import numpy as np

import interpolation


def of_codes(codes):
    """The light of codes of 0 to 1."""
    return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)


def codes_of(light):
    """The codes of light of 0 to 1; what lies beyond is cut off."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def upsampled(pixels, kernel, border, scale):
    """As `interpolation.upsampled`, but of the light of the colours. Alpha is no light."""
    top = np.iinfo(pixels.dtype).max
    colours = slice(0, pixels.shape[2] - 1 if pixels.shape[2] in (2, 4) else None)
    light = pixels.astype(float)
    light[:, :, colours] = of_codes(light[:, :, colours] / top) * top
    exact = interpolation.upsampled(light, kernel, border, scale)
    exact[:, :, colours] = codes_of(exact[:, :, colours] / top) * top
    return exact
