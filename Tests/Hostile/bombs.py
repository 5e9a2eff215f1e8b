"""Small files that would take much memory or time of a careless reader."""

import pathlib
import struct
import zlib

SEEDS = pathlib.Path(__file__).parent.parent / "ProgramTests/Fuzzing/Seeds"
PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data, length=None):
    head = struct.pack(">I", len(data) if length is None else length) + kind
    return head + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width, height, depth=8, color=2, interlaced=0):
    numbers = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced)
    return PNG + chunk(b"IHDR", numbers)


def with_chunk(kind, data):
    """A sound picture of one pixel with a chunk."""
    pixels = chunk(b"IDAT", zlib.compress(bytes(4)))
    return header(1, 1) + chunk(kind, data) + pixels + chunk(b"IEND", b"")


def bombs():
    zeros = zlib.compress(bytes(1 << 26), 9)
    text = zlib.compress(bytes(300 << 20), 9)
    small = (SEEDS / "jpeg/progressive").read_bytes()
    scan = small.index(b"\xff\xda")
    first = small[scan:small.index(b"\xff\xc4", scan)]
    frame = (SEEDS / "jpeg/420").read_bytes()
    place = frame.index(b"\xff\xc0") + 5
    huge = frame[:place] + struct.pack(">HH", 65500, 65500) + frame[place + 4:]
    return {
        "a text chunk of 1 GB in 57 bytes":
            header(1, 1) + struct.pack(">I", 1 << 30) + b"iTXt" + bytes(16),
        "2147483647x2147483647 pixels": header(2**31 - 1, 2**31 - 1) + chunk(b"IDAT", zeros),
        "100000x100000 pixels, interlaced":
            header(100000, 100000, interlaced=1) + chunk(b"IDAT", zeros),
        "100000x100000 pixels in 64 KB": header(100000, 100000) + chunk(b"IDAT", zeros),
        "a text of 300 MB in 300 KB": with_chunk(b"zTXt", b"Comment\0\0" + text),
        "a profile of 300 MB in 300 KB": with_chunk(b"iCCP", b"p\0\0" + text),
        "a packet of 300 MB in 300 KB":
            with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + text),
        "3000000 text chunks": header(1, 1) + chunk(b"tEXt", b"a\0") * 3_000_000
            + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b""),
        "1000000 comments of a JPEG": small[:2] + b"\xff\xfe\0\2" * 1_000_000 + small[2:],
        "a JPEG of 65500x65500 pixels that ends at once": huge,
        "a progressive JPEG of 300 scans": small[:scan] + first * 300 + small[scan:],
    }
