"""Little CMS by ctypes, without the optimisation that interpolates between few shades."""

import ctypes

import numpy as np

GRAY, RGB, CMYK = 3, 4, 6
# Light of 64-bit floats, 0 to 1; the 8-bit shares of ink that are left out; RGB of 16 bits.
DOUBLES = {GRAY: 1 << 22 | GRAY << 16 | 1 << 3, RGB: 1 << 22 | RGB << 16 | 3 << 3}
INKS = CMYK << 16 | 1 << 13 | 4 << 3 | 1
DEEP = RGB << 16 | 3 << 3 | 2
RELATIVE, BLACK_POINT, NO_OPTIMISATION = 1, 0x2000, 0x100

LIBRARY = ctypes.CDLL("liblcms2.so.2")
Pointer, Word, Double = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_double
PROTOTYPES = {
    "cmsOpenProfileFromMem": (Pointer, ctypes.c_char_p, Word),
    "cmsCreate_sRGBProfile": (Pointer,),
    "cmsCreateRGBProfile": (Pointer, Pointer, Pointer, Pointer),
    "cmsCreateTransform": (Pointer, Pointer, Word, Pointer, Word, Word, Word),
    "cmsDoTransform": (None, Pointer, Pointer, Pointer, Word),
    "cmsBuildGamma": (Pointer, Pointer, Double),
    "cmsReadTag": (Pointer, Pointer, Word),
    "cmsGetToneCurveParametricType": (ctypes.c_int, Pointer),
    "cmsGetToneCurveEstimatedTable": (ctypes.POINTER(ctypes.c_uint16), Pointer),
    "cmsGetToneCurveEstimatedTableEntries": (Word, Pointer),
    "cmsEvalToneCurveFloat": (ctypes.c_float, Pointer, ctypes.c_float),
}
for name, (result, *arguments) in PROTOTYPES.items():
    getattr(LIBRARY, name).restype = result
    getattr(LIBRARY, name).argtypes = arguments


def opened(profile):
    """A profile of those bytes."""
    found = LIBRARY.cmsOpenProfileFromMem(profile, len(profile))
    assert found, "not a profile"
    return found


def of_primaries(chromaticities, exponent):
    """A profile of the x and y of white, red, green and blue and of one power."""
    points = [(Double * 3)(*chromaticities[k:k + 2], 1) for k in range(0, 8, 2)]
    primaries = (Double * 9)(*[value for point in points[1:] for value in point])
    curve = LIBRARY.cmsBuildGamma(None, exponent)
    return LIBRARY.cmsCreateRGBProfile(points[0], primaries, (Pointer * 3)(*[curve] * 3))


def to_srgb(pixels, profile, source, target, kind, flags=NO_OPTIMISATION):
    """Pixels of a format, [height, width, channels], in sRGB of another."""
    pixels = np.ascontiguousarray(pixels)
    transform = LIBRARY.cmsCreateTransform(
        profile, source, LIBRARY.cmsCreate_sRGBProfile(), target, RELATIVE, flags)
    made = np.empty((*pixels.shape[:2], 3), kind)
    LIBRARY.cmsDoTransform(transform, pixels.ctypes.data, made.ctypes.data, made[..., 0].size)
    return made


def tone_curve(profile, tag):
    """The light of the codes n / 65535 by a tag, or None.

    Of a table that is lines between its entries; neighbours that are equal because they were
    rounded are one, in their middle.
    """
    curve = LIBRARY.cmsReadTag(opened(profile), int.from_bytes(tag, "big"))
    if not curve:
        return None
    codes = np.arange(65536) / 65535
    if LIBRARY.cmsGetToneCurveParametricType(curve):
        return np.array([LIBRARY.cmsEvalToneCurveFloat(curve, code) for code in codes])
    count = LIBRARY.cmsGetToneCurveEstimatedTableEntries(curve)
    table = np.ctypeslib.as_array(LIBRARY.cmsGetToneCurveEstimatedTable(curve), (count,)) / 65535
    starts = np.flatnonzero(np.diff(table, prepend=-1))
    places = (starts + np.append(starts[1:], count) - 1) / 2
    places[0], places[-1] = 0, count - 1
    return np.interp(codes * (count - 1), places, table[starts])
