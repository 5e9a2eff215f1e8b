"""PNG, JPEG and TIFF as bytes: just enough to make samples and to look into outputs."""

import struct
import zlib

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}


def chunk(name, data):
    """A chunk of a PNG file."""
    body = name.encode("latin1") + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(before=(), behind=(), color=2, depth=8, size=(24, 16)):
    """A PNG file with chunks before and behind its pixels, which are a gradient."""
    width, height = size
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    row = bytes([0]) + bytes(
        0 if color == 3 else (7 * k) & 255 for k in range((width * samples * depth + 7) // 8))
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return (PNG_SIGNATURE + chunk("IHDR", header) + b"".join(chunk(*item) for item in before)
            + chunk("IDAT", zlib.compress(row * height))
            + b"".join(chunk(*item) for item in behind) + chunk("IEND", b""))


def png_chunks(data):
    """The chunks of a PNG file: (name, data)."""
    offset, found = 8, []
    while offset + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[offset:offset + 8])
        found.append((name.decode("latin1"), data[offset + 8:offset + 8 + length]))
        offset += 12 + length
    return found


def png_texts(data):
    """The texts of a PNG file, inflated, lines joined."""
    found = []
    for name, body in png_chunks(data) if data.startswith(PNG_SIGNATURE) else []:
        if name in ("tEXt", "zTXt", "iTXt"):
            keyword, rest = body.split(b"\0", 1)
            for start in range(min(len(rest), 40)):
                try:
                    rest += zlib.decompress(rest[start:])
                    break
                except zlib.error:
                    continue
            found.append(keyword + rest.replace(b"\n", b""))
    return found


def segment(marker, data):
    """A segment of a JPEG file."""
    assert len(data) <= 65533
    return bytes([0xff, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg_segments(data):
    """The segments before the pixels of a JPEG file: (marker, data)."""
    offset, found = 2, []
    while offset + 4 <= len(data) and data[offset + 1] != 0xda:
        if data[offset] != 0xff or data[offset + 1] in (0, 0xff):
            offset += 1
            continue
        marker, length = data[offset + 1], struct.unpack(">H", data[offset + 2:offset + 4])[0]
        found.append((marker, data[offset + 4:offset + 2 + length]))
        offset += 2 + length
    return found


def with_segments(jpeg, segments, jfif=True):
    """A JPEG file with other segments than it had, but for those that its pixels need."""
    own = jpeg_segments(jpeg)
    rest = jpeg[2 + sum(4 + len(data) for _, data in own):]
    kept = [item for item in own
            if item[0] < 0xe0 or (jfif and item[0] == 0xe0) or item[0] == 0xee]
    app0 = [item for item in kept if item[0] == 0xe0]
    tables = [item for item in kept if item[0] != 0xe0]
    return jpeg[:2] + b"".join(segment(*item) for item in app0 + list(segments) + tables) + rest


class Tiff:
    """EXIF data that is put together by hand, in either byte order."""

    def __init__(self, order="<"):
        self.order = order
        self.data = bytearray((b"II*\0" if order == "<" else b"MM\0*") + bytes(4))

    def pack(self, form, *values):
        return struct.pack(self.order + form, *values)

    def short(self, tag, *values):
        return tag, 3, len(values), self.pack(f"{len(values)}H", *values)

    def long(self, tag, *values):
        return tag, 4, len(values), self.pack(f"{len(values)}I", *values)

    def rational(self, tag, *pairs):
        return tag, 5, len(pairs), b"".join(self.pack("II", *pair) for pair in pairs)

    def text(self, tag, text):
        return tag, 2, len(text) + 1, text.encode() + b"\0"

    def undefined(self, tag, data):
        return tag, 7, len(data), data

    def directory(self, entries, link=0):
        """Appends a directory, its values behind it, and returns its offset."""
        if len(self.data) % 2:
            self.data.append(0)
        start = len(self.data)
        table, values = self.pack("H", len(entries)), b""
        behind = start + 2 + 12 * len(entries) + 4
        for tag, kind, count, data in sorted(entries, key=lambda entry: entry[0]):
            table += self.pack("HHI", tag, kind, count)
            if len(data) <= 4:
                table += data.ljust(4, b"\0")
            else:
                table += self.pack("I", behind + len(values))
                values += data + bytes(len(data) % 2)
        self.data += table + self.pack("I", link) + values
        return start

    def finish(self, first):
        self.data[4:8] = self.pack("I", first)
        return bytes(self.data)


def tiff_entries(data, start=None):
    """The entries of a directory: {tag: (type, count, place, bytes)}."""
    order = "<" if data[:2] == b"II" else ">"
    start = struct.unpack(order + "I", data[4:8])[0] if start is None else start
    found = {}
    for index in range(struct.unpack(order + "H", data[start:start + 2])[0]):
        offset = start + 2 + 12 * index
        tag, kind, count = struct.unpack(order + "HHI", data[offset:offset + 8])
        length = WIDTHS.get(kind, 1) * count
        place = offset + 8
        if length > 4:
            place = struct.unpack(order + "I", data[place:place + 4])[0]
        found[tag] = kind, count, place, data[place:place + length]
    return found


def exif_of(data):
    """The TIFF data of a PNG or JPEG file, or None."""
    if data.startswith(PNG_SIGNATURE):
        return next((body for name, body in png_chunks(data) if name == "eXIf"), None)
    parts = [body for marker, body in jpeg_segments(data)
             if marker == 0xe1 and body.startswith(b"Exif\0\0")]
    return b"".join(part[6:] for part in parts) or None


def profile_of(data):
    """The colour profile of a PNG or JPEG file, or None."""
    if data.startswith(PNG_SIGNATURE):
        body = next((body for name, body in png_chunks(data) if name == "iCCP"), None)
        return body and zlib.decompress(body[body.index(b"\0") + 2:])
    parts = [body for marker, body in jpeg_segments(data)
             if marker == 0xe2 and body.startswith(b"ICC_PROFILE\0")]
    return b"".join(part[14:] for part in sorted(parts, key=lambda part: part[12])) or None
