"""Small files that would take much memory or time of a careless reader."""

import pathlib
import struct
import zlib

SEEDS = pathlib.Path(__file__).parent.parent / "ProgramTests/Fuzzing/Seeds"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
GRAY, RGB, PALETTE, RGBA = 0, 2, 3, 6
CHANNELS = {GRAY: 1, RGB: 3, PALETTE: 1, RGBA: 4}
# The first column and row of each pass of an interlaced PNG, and their distances.
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2)]


def chunk(kind, data, length=None):
    head = struct.pack(">I", len(data) if length is None else length) + kind
    return head + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width, height, depth=8, color=RGB, interlaced=0):
    numbers = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced)
    return PNG + chunk(b"IHDR", numbers)


def with_chunk(kind, data):
    """A sound picture of one pixel with a chunk."""
    pixels = chunk(b"IDAT", zlib.compress(bytes(4)))
    return header(1, 1) + chunk(kind, data) + pixels + chunk(b"IEND", b"")


def zeros(count):
    """A zlib stream of so many zeros, made piece by piece."""
    deflater, piece, parts = zlib.compressobj(9), bytes(1 << 20), []
    while count > 0:
        parts.append(deflater.compress(piece[:min(count, len(piece))]))
        count -= len(piece)
    return b"".join(parts) + deflater.flush()


def black(width, height, depth=8, color=RGB, interlaced=0, chunks=b"", share=1):
    """A sound picture of zeros, or the start of it; a palette's black is half transparent."""
    if color == PALETTE:
        chunks += chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\x80")
    count = 0
    for column, row, across, down in PASSES if interlaced else [(0, 0, 1, 1)]:
        columns, rows = -(-(width - column) // across), -(-(height - row) // down)
        if columns > 0 and rows > 0:
            count += rows * ((columns * depth * CHANNELS[color] + 7) // 8 + 1)
    return (header(width, height, depth, color, interlaced) + chunks
            + chunk(b"IDAT", zeros(int(count * share))) + chunk(b"IEND", b""))


def turned(orientation):
    """A chunk that says how a picture is stored."""
    tag = struct.pack(">HHIHH", 0x112, 3, 1, orientation, 0)
    return chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01" + tag + bytes(4))


def segment(marker, data):
    return bytes([0xff, marker]) + struct.pack(">H", len(data) + 2) + data


def bits(text):
    """Entropy-coded bytes of a string of binary digits."""
    text += "1" * (-len(text) % 8)
    return int("1" + text, 2).to_bytes(len(text) // 8 + 1, "big")[1:].replace(b"\xff", b"\xff\0")


def progressive(side, components, refinements, has_means=True):
    """A progressive JPEG of gray, and of AC scans in which a code stands for 32767 blocks."""
    blocks = ((side + 7) // 8) ** 2
    numbers = range(1, components + 1)
    frame = struct.pack(">BHHB", 8, side, side, components) + b"".join(
        bytes([number, 0x11, 0]) for number in numbers)
    means = bytes([0x00, 1] + [0] * 15 + [0])
    runs = bytes([0x10, 1] + [0] * 15 + [0xe0])

    def scan(numbers, first, last, high, low, codes):
        of = b"".join(bytes([number, 0]) for number in numbers)
        rest = bytes([first, last, high << 4 | low])
        return segment(0xda, bytes([len(numbers)]) + of + rest) + codes

    file = (b"\xff\xd8" + segment(0xdb, bytes([0]) + bytes([1]) * 64) + segment(0xc2, frame)
            + segment(0xc4, means) + segment(0xc4, runs))
    if has_means:
        file += scan(numbers, 0, 0, 0, 0, bytes(components * blocks // 8) + b"\x7f")
    codes = bits(("0" + "1" * 14) * -(-blocks // 32767))
    for count in range(refinements):
        file += scan([count % components + 1], 1, 63, 0 if count < components else 1,
                     1 if count < components else 0, codes)
    return file + b"\xff\xd9"


def resized(seed, width, height):
    """A seed's JPEG whose header says another size."""
    data = (SEEDS / "jpeg" / seed).read_bytes()
    place = min(data.index(bytes([0xff, kind])) for kind in (0xc0, 0xc1, 0xc2, 0xc9, 0xca)
                if bytes([0xff, kind]) in data) + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4:]


def with_segments(marker, data, count):
    jpeg = (SEEDS / "jpeg/420").read_bytes()
    return jpeg[:2] + segment(marker, data) * count + jpeg[2:]


def resources(*kinds):
    """As many empty resources of Photoshop's as a segment takes, of alternating kinds."""
    each = b"".join(b"8BIM" + struct.pack(">H", kind) + bytes(6) for kind in kinds)
    return b"Photoshop 3.0\0" + each * ((65_533 - 14) // len(each))


def packet(text):
    return with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(text, 9))


def bombs():
    small = (SEEDS / "jpeg/progressive").read_bytes()
    scan = small.index(b"\xff\xda")
    first = small[scan:small.index(b"\xff\xc4", scan)]
    text = zeros(300 << 20)
    return claims(text, small, small[:scan] + first * 300 + small[scan:]) | pictures() | metadata()


def claims(text, small, scans):
    """What is refused, or left out, at once."""
    pixels = chunk(b"IDAT", zeros(1 << 26))
    return {
        "a text chunk of 1 GB in 57 bytes":
            header(1, 1) + struct.pack(">I", 1 << 30) + b"iTXt" + bytes(16),
        "2147483647x2147483647 pixels": header(2**31 - 1, 2**31 - 1) + pixels,
        "100000x100000 pixels, interlaced": header(100000, 100000, interlaced=1) + pixels,
        "100000x100000 pixels in 64 KB": header(100000, 100000) + pixels,
        "40000x40000 pixels in 3 KB": black(40000, 40000, 1, GRAY, share=0.015),
        "40000x40000 pixels of a bit": black(40000, 40000, 1, GRAY),
        "a text of 300 MB in 300 KB": with_chunk(b"zTXt", b"Comment\0\0" + text),
        "a profile of 300 MB in 300 KB": with_chunk(b"iCCP", b"p\0\0" + text),
        "a packet of 300 MB in 300 KB":
            with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + text),
        "3000000 text chunks": header(1, 1) + chunk(b"tEXt", b"a\0") * 3_000_000
            + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b""),
        "1000000 comments of a JPEG": small[:2] + b"\xff\xfe\0\2" * 1_000_000 + small[2:],
        "a JPEG of 65500x65500 pixels that ends at once": resized("420", 65500, 65500),
        "a progressive JPEG of 300 scans": scans,
    }


def pictures():
    """Pictures, the largest of which a file of their length may be."""
    return {
        "16000x16000 pixels of a bit, interlaced": black(16000, 16000, 1, PALETTE, 1),
        "16383x16383 pixels of a bit, interlaced": black(16383, 16383, 1, PALETTE, 1),
        "16383x16383 pixels, interlaced, their start":
            black(16383, 16383, 8, RGBA, 1, share=0.1),
        "7000x7000 pixels of a bit, interlaced": black(7000, 7000, 1, PALETTE, 1),
        "4900x4900 pixels of 64 bits, interlaced": black(4900, 4900, 16, RGBA, 1),
        "8388607x4 pixels": black(8388607, 4),
        "8388607x4 pixels of a bit": black(8388607, 4, 1, PALETTE),
        "4x8388607 pixels of a bit": black(4, 8388607, 1, PALETTE),
        "700000x90 pixels of a bit": black(700000, 90, 1, PALETTE),
        "8191x8191 pixels of a bit": black(8191, 8191, 1, GRAY),
        "8191x8191 pixels of a bit, half of them": black(8191, 8191, 1, PALETTE, share=0.5),
        "6900x6900 pixels of a bit, turned": black(6900, 6900, 1, PALETTE, 0, turned(6)),
        "4800x4800 pixels of a bit, interlaced, turned":
            black(4800, 4800, 1, PALETTE, 1, turned(8)),
        "2000000x20 pixels of a bit, turned": black(2000000, 20, 1, PALETTE, 0, turned(6)),
        "16383x16383 pixels in 199 scans of 72 KB": progressive(16383, 3, 199, False),
        "8191x8191 pixels in 199 scans": progressive(8191, 1, 199),
        "5600x5600 pixels of three components in 190 scans": progressive(5600, 3, 190),
        "8191x8191 arithmetic-coded pixels in 1 KB": resized("arithmetic", 8191, 8191),
        "5600x5600 arithmetic-coded pixels, progressive":
            resized("arithmetic-progressive", 5600, 5600),
        "8191x8191 pixels of a JPEG that ends at once": resized("420", 8191, 8191),
    }


def metadata():
    """Pictures of few pixels with much beside them."""
    attributes = b" a=''" * 3_000_000
    nested = b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' " \
        b"xmlns:xmp='http://ns.adobe.com/xap/1.0/'>" + b"<xmp:Thumbnails>" * 90_000
    return {
        "3000000 attributes of a packet in 22 KB": packet(b"<x" + attributes + b"/>"),
        "90000 elements within each other": packet(nested),
        "90000 elements within each other, whole":
            packet(nested + b"</xmp:Thumbnails>" * 9000 + b"</rdf:RDF>"),
        "900 APP13 segments of resources": with_segments(0xed, resources(1036), 900),
        "900 APP13 segments, every second resource": with_segments(0xed, resources(1036, 1028), 900),
        "900 APP13 segments of a resource each": with_segments(
            0xed, b"Photoshop 3.0\x008BIM\4\x0c\0\0" + struct.pack(">I", 65_000) + bytes(65_000), 900),
        "900 comments of 64 KB": with_segments(0xfe, bytes(65_533), 900),
        "900 APP5 segments of 64 KB": with_segments(0xe5, bytes(65_533), 900),
    }
