"""Sample files with every kind of metadata, made by code, by exiftool and by ImageMagick."""

import hashlib
import shutil
import struct
import subprocess
import zlib

from containers import Tiff, chunk, png, segment, with_segments

XAP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
WIDTH, HEIGHT = 24, 16


# Colour profiles

def profile(space=b"RGB ", length=0):
    """A profile of version 2 with sRGB's colorants and gamma 2.2, or a gray one."""
    def tag_xyz(*xyz):
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(65536 * v) for v in xyz))

    description = b"a sample"
    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(2.2 * 256), 0)
    tags = [(b"desc", b"desc\0\0\0\0" + struct.pack(">I", len(description) + 1) + description
             + bytes(79)),
            (b"cprt", b"text\0\0\0\0nobody\0\0"), (b"wtpt", tag_xyz(0.9642, 1, 0.8249))]
    if space == b"GRAY":
        tags += [(b"kTRC", curve)]
    else:
        tags += [(b"rXYZ", tag_xyz(0.4361, 0.2225, 0.0139)),
                 (b"gXYZ", tag_xyz(0.3851, 0.7169, 0.0971)),
                 (b"bXYZ", tag_xyz(0.1431, 0.0606, 0.7141)),
                 (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve)]
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags:
        data += bytes(-len(data) % 4)
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data
    rest = table + body
    rest += bytes(k * 7 & 255 for k in range(max(0, length - 128 - len(rest))))
    header = (struct.pack(">I", 128 + len(rest)) + b"lcms" + struct.pack(">I", 0x02100000)
              + b"mntr" + space + b"XYZ " + struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp"
              + bytes(28) + struct.pack(">3i", 63190, 65536, 54061))
    return header.ljust(128, b"\0") + rest


def iccp(data, name=b"a profile"):
    return "iCCP", name + b"\0\0" + zlib.compress(data)


def app2(data, part=65519):
    parts = [data[k:k + part] for k in range(0, len(data), part)]
    return [(0xe2, b"ICC_PROFILE\0" + bytes([k + 1, len(parts)]) + body)
            for k, body in enumerate(parts)]


# EXIF data

def canon_note(tiff, start):
    """Maker's notes whose offsets count from the start of the EXIF data."""
    values = [(0x0006, b"IMG:Canon sample JPEG\0"), (0x0007, b"Firmware Version 1.0\0"),
              (0x0009, b"Somebody\0")]
    table, body = tiff.pack("H", len(values)), b""
    behind = start + 2 + 12 * len(values) + 4
    for tag, text in values:
        table += tiff.pack("HHII", tag, 2, len(text), behind + len(body))
        body += text
    return table + tiff.pack("I", 0) + body


def nikon_note(tiff, start):
    """Maker's notes with a TIFF header of their own."""
    own = Tiff(">")
    first = own.directory([own.text(0x0004, "FINE        "), own.text(0x0005, "AUTO        "),
                           own.undefined(0x0001, b"0210")])
    return b"Nikon\0\2\x10\0\0" + own.finish(first)


def sony_note(tiff, start):
    """As Canon's, behind a name."""
    text = b"a sample of a value\0"
    table = tiff.pack("H", 1) + tiff.pack("HHII", 0xb020, 2, len(text), start + 12 + 2 + 12 + 4)
    return b"SONY DSC \0\0\0" + table + tiff.pack("I", 0) + text


NOTES = {"Canon": canon_note, "NIKON": nikon_note, "SONY": sony_note}


def camera(make, order, orientation=1, size=(WIDTH, HEIGHT), note_padding=0, thumbnail=b"",
           dimensions=True, wide=False):
    """EXIF data as a camera writes it: details, maker's notes, GPS, interoperability, IFD1."""
    tiff = Tiff(order)
    tiff.data += b"what nobody knows, but the maker's notes"
    number = tiff.long if wide else tiff.short
    details = [tiff.undefined(0x9000, b"0230"), tiff.text(0x9003, "2020:01:02 03:04:05"),
               tiff.rational(0x829a, (1, 125)), tiff.undefined(0x9101, bytes([1, 2, 3, 0])),
               tiff.undefined(0xa000, b"0100"), tiff.short(0xa001, 1),
               tiff.undefined(0x9286, b"ASCII\0\0\0a comment"), tiff.long(0xa005, 0)]
    if dimensions:
        details += [number(0xa002, size[0]), number(0xa003, size[1])]
    # The notes are the first value behind the table, for they know where they are.
    start = len(tiff.data) + len(tiff.data) % 2 + 2 + 12 * (len(details) + 1) + 4
    note = NOTES[make](tiff, start) + b"\x5a" * note_padding
    entries = [tiff.undefined(0x927c, note)] + details
    place = len(tiff.data) + len(tiff.data) % 2
    details_start = directory_with_first(tiff, entries, 0x927c)
    assert details_start == place
    interoperability = tiff.directory([tiff.text(1, "R98"), tiff.undefined(2, b"0100")])
    patch(tiff, details_start, 0xa005, interoperability)
    gps = tiff.directory([
        (0, 1, 4, bytes([2, 3, 0, 0])), tiff.text(1, "N"),
        tiff.rational(2, (52, 1), (30, 1), (1234, 100)), tiff.text(3, "E"),
        tiff.rational(4, (13, 1), (24, 1), (5678, 100)), tiff.text(29, "2020:01:02")])
    first = tiff.directory([
        tiff.text(0x10f, make), tiff.text(0x110, "Sample 1"), tiff.short(0x112, orientation),
        tiff.rational(0x11a, (300, 1)), tiff.rational(0x11b, (300, 1)), tiff.short(0x128, 2),
        tiff.text(0x132, "2020:01:02 03:04:05"), tiff.short(0x213, 1),
        tiff.long(0x8769, details_start), tiff.long(0x8825, gps)])
    if thumbnail:
        place = len(tiff.data) + len(tiff.data) % 2
        link = first + 2 + 12 * 10
        second = tiff.directory([
            tiff.short(0x103, 6), tiff.rational(0x11a, (72, 1)), tiff.rational(0x11b, (72, 1)),
            tiff.short(0x128, 2), tiff.long(0x201, place + 2 + 6 * 12 + 4 + 16),
            tiff.long(0x202, len(thumbnail))])
        tiff.data += thumbnail
        tiff.data[link:link + 4] = tiff.pack("I", second)
    return tiff.finish(first)


def directory_with_first(tiff, entries, tag):
    """A directory in the order of its tags, with one value before the others."""
    first = next(entry for entry in entries if entry[0] == tag)
    start = len(tiff.data) + len(tiff.data) % 2
    where = start + 2 + 12 * len(entries) + 4
    value = first[3] + bytes(len(first[3]) % 2)
    reserved = [entry if entry[0] != tag else (tag, 4, 1, tiff.pack("I", where))
                for entry in entries]
    table_end = where
    tiff.directory(reserved)
    values = bytes(tiff.data[table_end:])
    tiff.data[table_end:] = value + values
    for index in range(len(entries)):
        offset = start + 2 + 12 * index
        found, kind, count = struct.unpack(tiff.order + "HHI", tiff.data[offset:offset + 8])
        if found == tag:
            tiff.data[offset + 2:offset + 8] = tiff.pack("HI", first[1], first[2])
        elif {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[kind] * count > 4:
            old = struct.unpack(tiff.order + "I", tiff.data[offset + 8:offset + 12])[0]
            tiff.data[offset + 8:offset + 12] = tiff.pack("I", old + len(value))
    return start


def patch(tiff, start, tag, value):
    """Sets the value of an entry of 32 bits."""
    count = struct.unpack(tiff.order + "H", tiff.data[start:start + 2])[0]
    for offset in range(start + 2, start + 2 + 12 * count, 12):
        if struct.unpack(tiff.order + "H", tiff.data[offset:offset + 2])[0] == tag:
            tiff.data[offset + 8:offset + 12] = tiff.pack("I", value)


def hostile_exif(order):
    """EXIF data that lies, by name."""
    def of(make):
        tiff = Tiff(order)
        return tiff.finish(make(tiff))

    def loop(tiff):
        return tiff.directory([tiff.long(0x8769, 8), tiff.long(0x8825, 8), tiff.short(0x112, 1)],
                              link=8)

    def overlap(tiff):
        return tiff.directory([
            (0x10f, 2, 30, tiff.pack("I", 8)), (0x110, 2, 30, tiff.pack("I", 10)),
            (0x11a, 5, 1, tiff.pack("I", 10)), (0x11b, 5, 1, tiff.pack("I", 12)),
            tiff.short(0x112, 1), tiff.short(0x128, 2)])

    def overflow(tiff):
        return tiff.directory([
            (0x10f, 2, 0xffffffff, tiff.pack("I", 0xfffffff0)),
            (0x112, 3, 0xffffffff, tiff.pack("I", 6)), (0x11a, 5, 0x20000000, bytes(4)),
            (0x8769, 4, 1, tiff.pack("I", 0xffffffff)), (0x9999, 99, 7, b"abcd")])

    def link(tiff):
        return tiff.directory([tiff.text(0x10f, "Sample")], link=0x7fffffff)

    def thumbnail(tiff):
        first = tiff.directory([tiff.text(0x10f, "A maker"), tiff.short(0x112, 1)])
        second = tiff.directory([tiff.short(0x103, 6), tiff.long(0x201, 0),
                                 tiff.long(0x202, len(tiff.data))])
        tiff.data[first + 26:first + 30] = tiff.pack("I", second)
        return first

    found = {make.__name__: of(make) for make in (loop, overlap, overflow, link, thumbnail)}
    found["garbage"] = camera("Canon", order) + b"garbage that nobody asked for " * 9
    return found


# XMP, IPTC and Photoshop's resources

def xmp(attributes="", elements="", padding=0):
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
  xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmpNote="http://ns.adobe.com/xmp/note/" {attributes}>{elements}</rdf:Description></rdf:RDF>
</x:xmpmeta>{' ' * padding}<?xpacket end="w"?>""".encode()


SIZES = (f'tiff:ImageWidth="{WIDTH}" tiff:ImageLength="{HEIGHT}" tiff:Orientation="1" '
         f'exif:PixelXDimension="{WIDTH}" exif:PixelYDimension="{HEIGHT}" xmp:Rating="3" '
         'tiff:XResolution="3000000/10000" tiff:YResolution="300/1" tiff:ResolutionUnit="2"')
SIZE_ELEMENTS = "".join(
    f"<{name}>{value}</{name}>" for name, value in
    [("tiff:ImageWidth", WIDTH), ("tiff:ImageLength", HEIGHT), ("exif:PixelXDimension", WIDTH),
     ("exif:PixelYDimension", HEIGHT), ("xmp:Rating", 3)])
TITLE = ("<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>a &lt;title&gt; &#228;</rdf:li>"
         "</rdf:Alt></dc:title>")


def long_xmp():
    story = "".join(f"line {k} of a long story; " for k in range(6000))
    return xmp(SIZES, f"{TITLE}<dc:source>{story}</dc:source>")


def extended_xmp():
    """A packet whose extension is in segments that are not in order."""
    whole = long_xmp()
    body = whole[whole.index(b"<x:xmpmeta"):whole.index(b"<?xpacket end")]
    name = hashlib.md5(body).hexdigest().upper().encode()
    parts = [(0xe1, EXTENSION + name + struct.pack(">II", len(body), k) + body[k:k + 65000])
             for k in range(0, len(body), 65000)]
    main = xmp(f'xmpNote:HasExtendedXMP="{name.decode()}" xmp:Label="main"')
    return [(0xe1, XAP + main)] + parts[::-1]


def resource(number, data, name=b""):
    """A resource of Photoshop's; names and data are padded to even lengths."""
    name = bytes([len(name)]) + name
    return (b"8BIM" + struct.pack(">H", number) + name + bytes(len(name) % 2)
            + struct.pack(">I", len(data)) + data + bytes(len(data) % 2))


def iptc(title=b"a sample"):
    records = [(0x5a, b"Berlin"), (0x69, b"a headline, odd"), (0x05, title), (0x19, b"one"),
               (0x19, b"two")]
    return (b"\x1c\1\x5a\0\3\x1b%G" + b"\x1c\2\0\0\2\0\4" + b"".join(
        b"\x1c\2" + bytes([number]) + struct.pack(">H", len(text)) + text
        for number, text in records))


def resources(thumbnail):
    resolution = struct.pack(">IHHIHH", 300 << 16, 1, 1, 300 << 16, 1, 1)
    header = struct.pack(">IIIIIIHH", 1, 24, 16, 72, 24 * 16 * 3, len(thumbnail), 24, 1)
    return (resource(1005, resolution) + resource(1028, iptc()) + resource(1036, header + thumbnail)
            + resource(1033, header + thumbnail) + resource(1034, b"\1", b"odd"))


def raw_profile(name, data, keyword=None):
    """A profile in disguise as ImageMagick and exiftool write it."""
    digits = data.hex()
    lines = "\n".join(digits[k:k + 72] for k in range(0, len(digits), 72))
    text = f"\n{name}\n{len(data):8d}\n{lines}\n".encode()
    return "zTXt", f"Raw profile type {keyword or name}".encode() + b"\0\0" + zlib.compress(text)


# The samples

def phys(x, y, unit=1):
    return "pHYs", struct.pack(">IIB", x, y, unit)


def itxt(keyword, text, compressed=False):
    body = zlib.compress(text) if compressed else text
    return "iTXt", keyword + bytes([0, compressed, 0]) + b"de\0Wort\0" + body


def packet(data, compressed=False):
    body = zlib.compress(data) if compressed else data
    return "iTXt", b"XML:com.adobe.xmp\0" + bytes([compressed, 0, 0, 0]) + body


CHRM = "cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
GAMA = "gAMA", struct.pack(">I", 45455)
PCAL = ("pCAL", b"height\0" + struct.pack(">iiBB", 0, 255, 0, 2) + b"mm\0" + b"0.0\x0012.5")


def png_samples(jpeg):
    """PNG files by name: (bytes)."""
    files = {
        "plain": png(), "gray": png(color=0), "deep": png([("sBIT", b"\x10\x10\x10")], depth=16),
        "shallow": png([("sBIT", b"\5\6\5"), ("bKGD", b"\0\1\0\2\0\3")]),
        "palette": png([("PLTE", bytes(range(12))), ("hIST", bytes(8)), ("bKGD", b"\2")], color=3),
        "gray-alpha": png([("bKGD", b"\0\x80")], color=4),
        "colours": png([GAMA, CHRM, ("sRGB", b"\1")]),
        "profile": png([iccp(profile()), phys(11811, 11811)]),
        "profile-srgb": png([("sRGB", b"\1"), iccp(profile()), GAMA, CHRM]),
        "profile-named": png([iccp(profile(), b" a  name ")]),
        "profile-long": png([iccp(profile(length=200_000))]),
        "profile-gray": png([iccp(profile(b"GRAY"))], color=0),
        "profile-foreign": png([iccp(profile(b"GRAY"))]),
        "profile-broken": png([("iCCP", b"a\0\0nothing")]),
        "profile-text": png([raw_profile("icc", profile())]),
        "density-metre": png([phys(2835, 3780)]), "density-aspect": png([phys(4, 3, 0)]),
        "density-broken": png([phys(0, 9, 1)]),
        "text": png([("tEXt", b"Title\0a title"), ("zTXt", b"Author\0\0" + zlib.compress(b"me")),
                     itxt(b"Description", "ein Wört".encode()),
                     itxt(b"Source", "ein Wört".encode(), True), ("tEXt", b"Comment\0gr\xfcn")],
                    [("tEXt", b"Software\0none")]),
        "text-odd": png([("tEXt", b" Two  words \0a"), ("tEXt", b"Zero\0a\0b"), ("tEXt", b"\0a"),
                         ("tEXt", b"no end")]),
        "offsets": png([("oFFs", struct.pack(">iiB", -3, 5, 0)), PCAL,
                        ("sCAL", b"\1" + b"0.5\x003e-2"), ("sTER", b"\1"),
                        ("tIME", b"\x07\xd0\1\1\1\1\1"), ("sPLT", b"a\0\x08" + bytes(12))]),
        "late": png([], [("oFFs", struct.pack(">iiB", -3, 5, 1)), PCAL, GAMA, phys(9, 9),
                         ("eXIf", camera("Canon", ">")), packet(xmp(SIZES)),
                         ("prVt", b"late")]),
        "unknown": png([("prVt", b"1"), ("prVT", b"2"), ("puBl", b"3"), ("prvt", b"4"),
                        ("gIFg", b"\1\0\0\5"), ("gIFx", b"NETSCAPE2.0\1\0\0"), ("gIFt", b"1")]),
        "signed": png([("caBX", bytes(16)), ("dSIG", b"1")]),
        "animation": png([("acTL", struct.pack(">II", 1, 0)),
                          ("fcTL", struct.pack(">IIIIIHHBB", 0, WIDTH, HEIGHT, 0, 0, 1, 9, 0, 0))]),
        "xmp": png([packet(xmp(SIZES, TITLE))]), "xmp-packed": png([packet(xmp("", SIZE_ELEMENTS), True)]),
        "xmp-long": png([packet(long_xmp())]),
        "xmp-foreign": png([packet(xmp('xmp:Rating="3"').decode().encode("utf-16"))]),
        "xmp-text": png([raw_profile("xmp", xmp(SIZES, TITLE))]),
        "xmp-app1": png([raw_profile("APP1", XAP + xmp(SIZES, TITLE))]),
        "iptc-text": png([raw_profile("iptc", resource(1028, iptc()))]),
        "iptc-bare": png([raw_profile("iptc", iptc(b"an odd one"))]),
        "8bim-text": png([raw_profile("8bim", resources(jpeg))]),
        "iptc-and-8bim": png([raw_profile("8bim", resources(jpeg)), raw_profile("iptc", iptc())]),
        "exif-text": png([raw_profile("exif", b"Exif\0\0" + camera("Canon", "<"))]),
        "exif-app1": png([raw_profile("APP1", b"Exif\0\0" + camera("NIKON", ">"))]),
        "exif-long": png([("eXIf", camera("Canon", ">", note_padding=80_000))]),
        "exif-broken": png([("eXIf", b"MM\0*\xff\0\0\0")]),
        "private-text": png([*PRIVATE_TEXTS, ("tEXt", b"Comment\0seen by all"),
                             ("prVt", SECRET.encode()), raw_profile("APP12", SECRET.encode())]),
        "everything": png([iccp(profile()), GAMA, CHRM, phys(2835, 2835), packet(xmp(SIZES, TITLE)),
                           ("eXIf", camera("SONY", "<", thumbnail=jpeg)), ("bKGD", bytes(6)),
                           raw_profile("iptc", iptc()), ("tEXt", b"Comment\0all"),
                           ("prVt", b"1")]),
    }
    return {f"{name}.png": data for name, data in files.items()}


def jpeg_samples(jpeg, gray):
    """JPEG files by name."""
    exif = b"Exif\0\0" + camera("Canon", ">", thumbnail=jpeg)
    many = [(0xe1, b"Exif\0\0" + part) for part in
            split(camera("Canon", "<", note_padding=90_000), 65527)]
    icc = app2(profile(length=200_000))
    thumbnail = b"JFXX\0\x10" + jpeg
    jfif = b"JFIF\0\1\2\1\0\x48\0\x48\2\2" + bytes(12)
    mpf = (0xe2, b"MPF\0MM\0*\0\0\0\x08\0\1\xb0\0\0\7\0\0\0\x040100\0\0\0\0")
    hdr = xmp('hdrgm:Version="1.0" xmp:Rating="3" '
              'xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"')
    app13 = b"Photoshop 3.0\0"
    with_jfif = [
        ("plain", []), ("profile", app2(profile())), ("profile-long", icc),
        ("profile-shuffled", icc[::-1]), ("profile-missing", icc[1:]),
        ("profile-twice", icc + icc[:1]), ("profile-foreign", app2(profile(b"GRAY"))),
        ("profile-wrong-count", [(0xe2, b"ICC_PROFILE\0\1\2" + profile())]),
        ("exif-jfif", [(0xe1, exif)]), ("xmp", [(0xe1, XAP + xmp(SIZES, TITLE, 2000))]),
        ("xmp-elements", [(0xe1, XAP + xmp("", SIZE_ELEMENTS))]),
        ("xmp-extended", extended_xmp()), ("xmp-incomplete", extended_xmp()[:2]),
        ("xmp-foreign", [(0xe1, XAP + xmp('xmp:Rating="3"').decode().encode("utf-16"))]),
        ("iptc", [(0xed, app13 + resource(1028, iptc()))]),
        ("photoshop", [(0xed, app13 + resources(jpeg))]),
        ("photoshop-split", [(0xed, app13 + part) for part in split(resources(jpeg), 300)]),
        ("comments", [(0xfe, b"plain"), (0xfe, "grün".encode()), (0xfe, b"zero\0")]),
        ("unknown", [(0xe3, b"three"), (0xe1, b"FLIR\0\1"), (0xef, b""), (0xe0, b"CIFF?")]),
        ("gain-map", [(0xe1, XAP + hdr), mpf, (0xe2, b"urn:iso:std:iso:ts:21496:-1\0\0")]),
        ("private-app12", [(0xec, f"[picture info]\r\nS/N={SECRET}\r\n".encode())]),
        ("signed", [(0xeb, b"JP\0\1\0\0\0\1\0\0\0\x09jumb\0")]),
        ("thumbnail", [(0xe0, thumbnail)]),
    ]
    without = [("exif", [(0xe1, exif)]), ("exif-many", many),
               ("exif-no-size", [(0xe1, b"Exif\0\0" + camera("NIKON", "<", dimensions=False))]),
               ("exif-wide", [(0xe1, b"Exif\0\0" + camera("SONY", ">", wide=True))]),
               ("exif-broken", [(0xe1, b"Exif\0\0II*\0")]), ("jfif-thumbnail", [(0xe0, jfif)]),
               ("everything", [(0xe1, exif), (0xe1, XAP + xmp(SIZES, TITLE)),
                               (0xed, app13 + resources(jpeg)), *icc, (0xfe, b"all")])]
    files = {name: with_segments(jpeg, parts) for name, parts in with_jfif}
    files |= {name: with_segments(jpeg, parts, jfif=False) for name, parts in without}
    files["gray"] = with_segments(gray, app2(profile(b"GRAY")))
    files["gray-foreign"] = with_segments(gray, app2(profile()))
    for turn in range(1, 9):
        exif = b"Exif\0\0" + camera("Canon", ">", orientation=turn)
        packet = XAP + xmp(SIZES.replace('Orientation="1"', f'Orientation="{turn}"'))
        files[f"turned-{turn}"] = with_segments(jpeg, [(0xe1, exif), (0xe1, packet)])
    return {f"{name}.jpg": data for name, data in files.items()}


def split(data, length):
    return [data[k:k + length] for k in range(0, len(data), length)]


def foreign_colours(inks):
    """Colours that are converted where the other format can't hold them: inks, linear light."""
    uncalibrated = camera("Canon", ">").replace(b"\xa0\x01\0\3\0\0\0\1\0\1",
                                                b"\xa0\x01\0\3\0\0\0\1\xff\xff")
    words = xmp(f'{SIZES} exif:ColorSpace="65535" photoshop:ICCProfile="a press" '
                'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"')
    icc = app2(profile(b"CMYK", length=200_000))
    said = [(0xe1, b"Exif\0\0" + uncalibrated), (0xe1, XAP + words)]
    linear = "gAMA", struct.pack(">I", 100_000)
    return {
        "inks.jpg": inks, "inks-profile.jpg": with_segments(inks, icc),
        "inks-said.jpg": with_segments(inks, said + icc, jfif=False),
        "linear.png": png([linear]), "linear-gray.png": png([linear], color=0),
        "linear-said.png": png([linear, ("eXIf", uncalibrated), packet(words)]),
    }


def cameras(jpeg):
    """Every maker's notes in both byte orders, and data that lies, in both formats."""
    found = {}
    for order, word in (("<", "little"), (">", "big")):
        exifs = {f"{make.lower()}-{word}": camera(make, order, thumbnail=jpeg) for make in NOTES}
        exifs |= {f"{name}-{word}": data for name, data in hostile_exif(order).items()}
        for name, data in exifs.items():
            found[f"exif-{name}.png"] = png([("eXIf", data)])
            found[f"exif-{name}.jpg"] = with_segments(jpeg, [(0xe1, b"Exif\0\0" + data)], False)
    return found


TAGS = ["-IFD0:Make=Maker", "-IFD0:Model=Model", "-IFD0:Artist=Ä. Artist", "-ExifIFD:ISO=200",
        "-ExifIFD:ExifImageWidth=24", "-ExifIFD:ExifImageHeight=16",
        "-ExifIFD:DateTimeOriginal=2020:01:02 03:04:05", "-ExifIFD:UserComment=größer",
        "-GPS:GPSLatitude=52.5", "-GPS:GPSLatitudeRef=N", "-GPS:GPSLongitude=13.4",
        "-GPS:GPSLongitudeRef=E", "-InteropIFD:InteropIndex=R98", "-XMP-dc:Title=a title",
        "-XMP-tiff:ImageWidth=24", "-XMP-tiff:ImageHeight=16", "-XMP-exif:ExifImageWidth=24",
        "-XMP-exif:ExifImageHeight=16", "-XMP-xmp:Rating=3", "-IPTC:City=Berlin",
        "-IPTC:Keywords=one", "-IPTC:Keywords=two", "-Comment=a comment"]


# A word of which nothing may be left by `private`, and the tags that hold it.
SECRET = "Geheimnis"
SECRET_TAGS = [f"-{tag}={SECRET}" for tag in """
    GPS:GPSAreaInformation ExifIFD:OwnerName ExifIFD:SerialNumber ExifIFD:LensSerialNumber
    ExifIFD:ImageUniqueID IFD0:HostComputer IFD0:CameraSerialNumber
    XMP-aux:SerialNumber XMP-aux:OwnerName XMP-aux:LensSerialNumber XMP-exifEX:OwnerName
    XMP-exifEX:SerialNumber XMP-exifEX:LensSerialNumber XMP-exif:GPSAreaInformation
    XMP-exif:ImageUniqueID XMP-photoshop:City XMP-photoshop:State XMP-photoshop:Country
    XMP-photoshop:DocumentAncestors XMP-iptcCore:Location XMP-iptcCore:CreatorCity
    XMP-iptcCore:CountryCode XMP-iptcExt:LocationShownCity XMP-iptcExt:LocationCreatedCity
    XMP-iptcExt:PersonInImage XMP-iptcExt:DigitalImageGUID XMP-xmpMM:DocumentID
    XMP-xmpMM:InstanceID XMP-xmpMM:OriginalDocumentID XMP-xmpMM:DerivedFromDocumentID
    XMP-xmpMM:HistoryAction XMP-dc:Coverage XMP-dc:Identifier XMP-xmp:Identifier
    XMP-mwg-rs:RegionName XMP-MP:RegionPersonDisplayName
    IPTC:City IPTC:Sub-location IPTC:Province-State IPTC:Country-PrimaryLocationName
    IPTC:ContentLocationName IPTC:Contact IPTC:UniqueDocumentID IPTC:OwnerID
    """.split()] + ["-IPTC:Country-PrimaryLocationCode=Geh", "-IPTC:ContentLocationCode=Geh"]
CREDITS = [f"-{tag}=A. Photographer" for tag in """
    IFD0:Artist IFD0:Copyright ExifIFD:LensModel ExifIFD:UserComment XMP-dc:Creator XMP-dc:Rights
    XMP-photoshop:Credit XMP-xmpRights:Owner IPTC:By-line IPTC:Credit IPTC:CopyrightNotice
    IPTC:Source Photoshop:URL
    """.split()] + ["-Photoshop:CopyrightFlag=True"]
PRIVATE_TEXTS = [("tEXt", f"{keyword}\0{SECRET}".encode()) for keyword in
                 ("exif:GPSLatitude", "Location", "Serial Number", "Thumb::URI")]


def by_exiftool(files, folder):
    """The plain files with tags that exiftool wrote, and others with private ones."""
    for order in ("II", "MM"):
        for kind, tags in (("exiftool", TAGS), ("private", TAGS + SECRET_TAGS + CREDITS)):
            for name in ("plain.png", "plain.jpg"):
                target = folder / f"{kind}-{order}-{name}"
                target.write_bytes(files[name])
                subprocess.run(["exiftool", "-q", "-m", "-overwrite_original", "-charset", "utf8",
                                f"-ExifByteOrder={order}", *tags, str(target)], check=True)


def by_imagemagick(folder):
    """Files as ImageMagick turns one format into the other, if it is there."""
    for name in ("everything.jpg", "everything.png", "iptc.jpg"):
        stem, extension = name.split(".")
        target = folder / f"magick-{stem}.{'png' if extension == 'jpg' else 'jpg'}"
        if shutil.which("convert"):
            subprocess.run(["convert", str(folder / name), str(target)], check=True)


def write_all(folder, jpeg, gray, inks):
    """Writes every sample into a folder."""
    files = png_samples(jpeg) | jpeg_samples(jpeg, gray) | cameras(jpeg) | foreign_colours(inks)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    by_exiftool(files, folder)
    by_imagemagick(folder)
