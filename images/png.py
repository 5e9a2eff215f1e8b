"""A PNG writer for the variants that Pillow does not write: 16-bit colour and Adam7."""

import struct
import zlib

import numpy as np

GRAY, RGB, PALETTE, RGBA = 0, 2, 3, 6

# Column and row of each Adam7 pass's first pixel, then the distances between its pixels.
ADAM7 = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
]


def write(path, pixels, depth=8, color=None, palette=None, alphas=None, interlaced=None):
    """Writes `pixels`, shaped [height, width] or [height, width, channels], as a PNG.

    `depth` is the bits of a sample. `palette` is [count, 3] and `alphas` [count], each 0...255;
    a palette makes `pixels` indices. `interlaced="adam7"` stores the seven passes.
    """
    pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels
    height, width, channels = pixels.shape
    color = PALETTE if palette is not None else {1: GRAY, 3: RGB, 4: RGBA}[channels]
    passes = ADAM7 if interlaced == "adam7" else [(0, 0, 1, 1)]
    rows = b"".join(filtered(pixels[y::dy, x::dx], depth, color) for x, y, dx, dy in passes)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, len(passes) > 1)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
        if palette is not None:
            file.write(chunk(b"PLTE", np.uint8(palette).tobytes()))
        if alphas is not None:
            file.write(chunk(b"tRNS", np.uint8(alphas).tobytes()))
        file.write(chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def chunk(name, data):
    """A PNG chunk: length, name, data and CRC."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def packed(pixels, depth):
    """The rows of `pixels` as bytes, [height, rowBytes]; depths below 8 fill bytes from the top."""
    height = pixels.shape[0]
    if depth == 16:
        return pixels.astype(">u2").reshape(height, -1).view(np.uint8)
    samples = pixels.astype(np.uint8).reshape(height, -1)
    if depth == 8:
        return samples
    bits = np.unpackbits(samples[:, :, None], axis=2)[:, :, -depth:]
    return np.packbits(bits.reshape(height, -1), axis=1)


def filtered(pixels, depth, color):
    """Rows ready to deflate: Paeth where samples are quantities, no filter for the rest."""
    if 0 in pixels.shape:
        return b""
    rows = packed(pixels, depth)
    if depth < 8 or color == PALETTE:
        return np.insert(rows, 0, 0, axis=1).tobytes()
    distance = pixels.shape[2] * depth // 8
    above = np.pad(rows, ((1, 0), (0, 0)))[:-1].astype(int)
    left = np.pad(rows, ((0, 0), (distance, 0)))[:, : rows.shape[1]].astype(int)
    corner = np.pad(above, ((0, 0), (distance, 0)))[:, : rows.shape[1]]
    costs = np.abs([above - corner, left - corner, left + above - 2 * corner])
    nearest = np.argmin(costs, axis=0)
    residual = rows - np.choose(nearest, [left, above, corner])
    return np.insert(residual.astype(np.uint8), 0, 4, axis=1).tobytes()
