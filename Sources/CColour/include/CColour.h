#ifndef CCOLOUR_H
#define CCOLOUR_H

// Colour profiles by Little CMS.
//
// A profile comes from a file and may be anything. Nothing is kept of its bytes
// and nothing is printed; functions that fail say why in one line.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  /// The points of a sampled curve: one for each code of 16 bits.
  CCO_CURVE_POINTS = 65536,
};

/// The version of Little CMS, as 2140 for 2.14.
int cco_version(void);

/// Why a profile can't be used, for people to read.
typedef struct cco_failure {
  char message[160];
} cco_failure;

/// Samples the tone curves of a gray or RGB profile, of 1 or 3 channels: the
/// light, 0 to 1, of the codes n / 65535, one channel after the other.
bool cco_tone_curves(
    const uint8_t *profile, size_t count, int channels, float *light, cco_failure *failure);

/// A conversion of inks to sRGB.
typedef struct cco_inks cco_inks;

/// The conversion that a CMYK profile describes, relatively colorimetric with
/// black point compensation, or NULL.
cco_inks *cco_inks_create(const uint8_t *profile, size_t count, cco_failure *failure);
/// Converts pixels of the shares of cyan, magenta, yellow and black that are left
/// out, 0 to 255, to red, green and blue of 16 bits. Safe to call from several
/// threads at once.
void cco_inks_convert(
    const cco_inks *inks, const uint8_t *samples, uint16_t *rgb, size_t pixels);
void cco_inks_destroy(cco_inks *inks);

/// A conversion to light of sRGB's primaries, or of gray to light.
typedef struct cco_light cco_light;

/// The conversion that a gray or RGB profile describes, of 1 or 3 channels, relatively
/// colorimetric with black point compensation. NULL for one that describes none, or sRGB.
cco_light *cco_light_of_profile(const uint8_t *profile, size_t count, int channels);
/// The same of chromaticities, the x and y of white, red, green and blue or NULL for those of
/// sRGB, and of a curve: the light of a code x is (a x + b)^g from d on, and c x below it, of g,
/// a, b, c and d. NULL for such as span no colours.
cco_light *cco_light_of_chromaticities(
    const double chromaticities[8], const double curve[5], int channels);
/// Converts pixels of codes, 0 to 1, to light, which may lie beyond 0 and 1. Safe to call
/// from several threads at once.
void cco_light_convert(const cco_light *light, const float *codes, float *output, size_t pixels);
void cco_light_destroy(cco_light *light);

/// A conversion of colours to those by which pictures are compared: of the primaries and the
/// white of ITU-R BT.2020, with the tone curve of sRGB.
typedef struct cco_colours cco_colours;

/// The conversion that a profile describes, relatively colorimetric: of gray with 1 channel, of
/// RGB with 3, or of CMYK with 4, then with black point compensation. NULL when it has none.
cco_colours *cco_colours_create(
    const uint8_t *profile, size_t count, int channels, cco_failure *failure);
/// The conversion of red, green and blue whose light, 0 to 1, is that of the codes n / 65535,
/// CCO_CURVE_POINTS of them. chromaticities are the x and y of white, red, green and blue, of
/// which no y is 0. NULL when there is none.
cco_colours *cco_colours_of_light(
    const double chromaticities[8], const float *light, cco_failure *failure);
/// Converts pixels of 16 bits, inks being the share that is left out, to red, green and blue.
/// Safe to call from several threads at once.
void cco_colours_convert(
    const cco_colours *colours, const uint16_t *samples, uint16_t *rgb, size_t pixels);
void cco_colours_destroy(cco_colours *colours);

/// The matrix, in row-major order, from light of other primaries to light of
/// sRGB's, white becoming white by Bradford's adaptation. chromaticities are the
/// x and y of white, red, green and blue. False for such as span no colours.
bool cco_matrix_to_srgb(const double chromaticities[8], float matrix[9]);

#endif
