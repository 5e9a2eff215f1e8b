"""PNG files decoded by nothing but zlib and arithmetic, to hold a library's pixels against."""

import struct
import zlib

import numpy

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2)]


def chunks(data):
    """The types and data of a file's chunks."""
    place = 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        yield data[place + 4:place + 8], data[place + 8:place + 8 + length]
        place += 12 + length


def paeth(left, above, corner):
    estimate = left + above - corner
    distances = [abs(estimate - value) for value in (left, above, corner)]
    return (left, above, corner)[distances.index(min(distances))]


def unfilter(stream, width, height, bits):
    """The rows of one pass, as bytes, and what follows them in the stream."""
    length, step = (width * bits + 7) // 8, max(1, bits // 8)
    rows, above = [], bytes(length)
    for y in range(height):
        kind, row = stream[y * (length + 1)], bytearray(stream[y * (length + 1) + 1:][:length])
        for x in range(length if kind else 0):
            left = row[x - step] if x >= step else 0
            corner = above[x - step] if x >= step else 0
            guess = [0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner)][kind]
            row[x] = (row[x] + guess) & 255
        rows.append(bytes(row))
        above = row
    return rows, stream[height * (length + 1):]


def samples(rows, width, depth, channels):
    """The rows' samples as an array [height, width, channels]."""
    if depth == 16:
        table = numpy.array([numpy.frombuffer(row, ">u2") for row in rows])
    else:
        bits = numpy.unpackbits(numpy.array([numpy.frombuffer(row, "u1") for row in rows]), axis=1)
        weights = 1 << numpy.arange(depth)[::-1]
        usable = bits.shape[1] // depth * depth
        table = bits[:, :usable].reshape(len(rows), -1, depth) @ weights
    return table[:, :width * channels].reshape(len(rows), width, channels).astype(int)


def expand(table, depth, color, palette, transparent):
    """Palettes as RGB, depths below 8 as 8, transparent colours as alpha."""
    alpha = None
    if color == 3:
        colours = numpy.frombuffer(palette, "u1").reshape(-1, 3).astype(int)
        if transparent is not None:
            levels = numpy.full(len(colours), 255)
            levels[:len(transparent)] = list(transparent)
            alpha = levels[table]
        table, depth = colours[table[..., 0]], 8
    elif transparent is not None:
        key = numpy.frombuffer(transparent, ">u2").astype(int)
        alpha = numpy.where((table == key).all(axis=2, keepdims=True), 0, (1 << depth) - 1)
    if depth < 8:
        scale = 255 // ((1 << depth) - 1)
        table, alpha, depth = table * scale, None if alpha is None else alpha * scale, 8
    return table if alpha is None else numpy.concatenate([table, alpha], axis=2), max(8, depth)


def decode(name):
    """A file's samples as an array [height, width, channels] and their depth, 8 or 16."""
    with open(name, "rb") as file:
        parts = list(chunks(file.read()))
    width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    stream = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    channels = CHANNELS[color]
    table = numpy.zeros((height, width, channels), int)
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        columns, lines = len(range(x0, width, dx)), len(range(y0, height, dy))
        if columns and lines:
            rows, stream = unfilter(stream, columns, lines, depth * channels)
            table[y0::dy, x0::dx] = samples(rows, columns, depth, channels)
    chunk = dict(parts[::-1])
    return expand(table, depth, color, chunk.get(b"PLTE"), chunk.get(b"tRNS"))
