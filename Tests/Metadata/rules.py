"""What becomes of every tag, as exiftool names them: docs/metadata.md, said once more.

Every tag that no rule names must be in the output as it was, and no other may be there.
"""

import re

# How files are stored, and what exiftool computes of the rest.
NOT_METADATA = re.compile(
    r"SourceFile|(System|ExifTool|Composite|ICC(?!-header:)[^:]*):.*|File:(?!Comment$).*|(Adobe|APP14):.*"
    r"|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette"
    r"|Transparency|NumPaletteEntries|APNG\w*|Animation\w*|ProfileName|SignificantBits"
    r"|BackgroundColor)")

DROP, SAME = "drop", "same"
WIDTH, HEIGHT, UPRIGHT, HALF = "width", "height", "upright", "half"
COLOURS = {"gray": "GRAY", "colour": "RGB "}

# (where, tag, what becomes of it): the first rule that fits counts. `where` is the formats of
# input and output, p and j, as a pattern.
RULES = [(re.compile(where), re.compile(tag + "$"), verdict) for where, tag, verdict in [
    # The thumbnail with its directory, and what is made anew.
    ("..", r"IFD[1-9]:.*", DROP),
    ("..", r"JFIF:Thumbnail.*|JFXX:.*|Photoshop:Photoshop(BGR)?Thumbnail|Photoshop:PhotoshopThumb.*", DROP),
    ("..", r"XMP-xmpGImg:.*|XMP-xmp:Thumbnails.*|XMP-xmpNote:HasExtendedXMP", DROP),
    ("..", r"MPF.*:.*|MPImage\d+:.*|JUMBF:.*|JFIF:JFIFVersion|XMP-hdrgm:.*", DROP),
    # What is broken, or does not hold any more.
    ("..", r"PNG:(Tag|TextualData|ICC_Profile|DigitalSignature|GIFPlainTextExtension)", DROP),
    # Where things are.
    ("..", r"(?!PNG)[^:]*:(\w*ImageStart|\w*Offsets?)", DROP),
    ("p.", r"PNG:(PaletteHistogram|SuggestedPalette.*|StereoMode|ModifyDate)", DROP),
    # Sizes.
    ("pj", r"IFD0:(ImageWidth|ImageHeight|BitsPerSample|Compression|PhotometricInterpretation"
           r"|StripOffsets|SamplesPerPixel|RowsPerStrip|StripByteCounts|PlanarConfiguration)", DROP),
    ("..", r"(IFD0|XMP-tiff):ImageWidth|(ExifIFD|XMP-exif):ExifImageWidth", WIDTH),
    ("..", r"(IFD0|XMP-tiff):ImageHeight|(ExifIFD|XMP-exif):ExifImageHeight", HEIGHT),
    ("..", r"(IFD0|XMP-tiff):Orientation", UPRIGHT),
    ("pp", r"PNG:Subject(PixelWidth|PixelHeight)", HALF),
    # ImageMagick writes IPTC data twice; once is enough.
    ("pj", r"IPTC\d+:.*", DROP),
    # What only one format has.
    ("pj", r"PNG:(?!Comment).*|PNG-(mDCV|cLLI|cICP|oFFs|pHYs|sCAL):.*", DROP),
    ("jp", r"(Ducky|FLIR|AVI1|APP\d+|CIFF|JFIF|InfiRay|AROT|PictureInfo):.*", DROP),
    ("jp", r"IPTC\d*:.*|Photoshop:(IPTCDigest|CopyrightFlag|URL)", SAME),
    ("jp", r"Photoshop:.*", "text"),
    ("pp", r"PNG:(VirtualImageWidth|VirtualImageHeight|VirtualPageUnits)", DROP),
]]


# What `private` removes.
PRIVATE = re.compile(
    r"GPS:.*|(Canon|Nikon|Sony|MakerNotes|Ducky|FLIR|AVI1|APP\d+|CIFF|InfiRay|AROT|PictureInfo):.*"
    r"|IFD0:(HostComputer|CameraSerialNumber)"
    r"|ExifIFD:(OwnerName|SerialNumber|LensSerialNumber|ImageUniqueID|MakerNote.*)"
    # IPTC data that is there twice becomes one.
    r"|IPTC\d+:.*|IPTC:(City|Sub-location|Province-State|Country-PrimaryLocation(Name|Code)"
    r"|ContentLocation(Name|Code)|Contact|UniqueDocumentID|OwnerID)"
    r"|Photoshop:(?!([XY]Resolution|DisplayedUnits[XY]|CopyrightFlag|URL)$).*"
    r"|XMP-(xmpMM|mwg-rs|MP):.*|XMP-[^:]+:(GPS\w+|ImageUniqueID|OwnerName|(Lens)?SerialNumber"
    r"|City|State|Country|CountryCode|Location|Location(Shown|Created)\w+|Creator(City|\w*Address)"
    r"|PersonInImage|DigitalImageGUID|DocumentAncestors|Coverage|Identifier)"
    r"|PNG:(Exif(GPS\w*|MakerNote)|Location|SerialNumber|ThumbURI|GIFApplicationExtension|\w*APP12\w*)",
    re.IGNORECASE)

# The samples of these names lose all of it, for it can't be searched.
UNSEARCHED = {"xmp-foreign": "XMP-"}

# What else the samples of these names lose: data too long for a JPEG, parts that are there twice.
LOSSES = {"exif-long": ("pj", r"Canon:.*"), "profile-twice": ("..", r"ICC.*")}


def verdict(direction, tag):
    """What becomes of a tag in a direction such as pj."""
    return next((verdict for where, pattern, verdict in RULES
                 if where.match(direction) and pattern.match(tag)), SAME)


def expected(tags, direction, size, way, name):
    """The tags that an output of a file of that name must have: {tag: values}."""
    where, lost = LOSSES.get(name, ("", ""))
    turn = tags.get("IFD0:Orientation", [1])[0]
    turn = turn if turn in range(1, 9) else 1
    wanted = {}
    for tag, values in tags.items():
        what = verdict(direction, tag)
        if what == "text":
            what = SAME if way == "all" else DROP
        if way == "private" and tag.startswith(UNSEARCHED.get(name, "nothing")):
            continue
        if re.fullmatch(where, direction) and re.fullmatch(lost, tag):
            continue
        if what == DROP or NOT_METADATA.fullmatch(tag) or is_dropped(tag, tags, way, direction):
            continue
        if becomes_srgb(direction, tags) and tag in SAID_OF_SRGB:
            values = [SAID_OF_SRGB[tag]] * len(values)
        if what in (WIDTH, HEIGHT):
            values = [{WIDTH: size[0], HEIGHT: size[1]}[what]] * len(values)
        if what == UPRIGHT and turn > 1:
            values = [1] * len(values)
        if way == "print" and DENSITY.fullmatch(tag) and has_unit(tag, tags):
            values = [2 * value for value in values]
        if tag == "PNG:ImageOffset":
            if turn > 1:
                continue
            values = [doubled(value) for value in values]
        if what == HALF:
            values = [float(value) / 2 for value in values]
            if turn >= 5:
                tag = tag.replace("Width", "?").replace("Height", "Width").replace("?", "Height")
        if tag.lower() in ("png:comment", "file:comment"):
            tag = {"p": "PNG:Comment", "j": "File:Comment"}[direction[1]]
        wanted.setdefault(tag, []).extend(values)
    return wanted


DENSITY = re.compile(r"(IFD0|JFIF|Photoshop|XMP-tiff):[XY]Resolution|PNG-pHYs:PixelsPerUnit[XY]")


def has_unit(tag, tags):
    """Whether a density is one, and not only the ratio of a pixel's sides."""
    units = {"JFIF": "JFIF:ResolutionUnit", "PNG-pHYs": "PNG-pHYs:PixelUnits"}
    return tags.get(units.get(tag.split(":")[0]), [1])[0] > 0


# What is said of colours that were converted.
SAID_OF_SRGB = {"ExifIFD:ColorSpace": 1, "XMP-exif:ColorSpace": 1,
                "XMP-photoshop:ICCProfileName": "sRGB IEC61966-2.1"}


def has_inks(tags):
    """Whether a picture is CMYK."""
    return tags.get("File:ColorComponents") == [4]


def becomes_srgb(direction, tags):
    """Whether colours are converted: inks for a PNG, and what only a PNG can tell for a JPEG."""
    if direction == "jp":
        return has_inks(tags)
    if direction != "pj" or "ICC-header:ColorSpaceData" in tags:
        return False
    if "PNG-cICP:TransferCharacteristics" in tags:
        return tags["PNG-cICP:TransferCharacteristics"][0] not in (2, 16, 18)
    gamma = tags.get("PNG:Gamma", [2.2])[0]
    return "PNG:SRGBRendering" not in tags and not 1 / 0.46 <= gamma <= 1 / 0.45


def is_dropped(tag, tags, way, direction):
    """Whether a tag can't stay because of others, or of how it is written."""
    if tag.startswith("PNG-pHYs") and 0 in tags["PNG-pHYs:PixelsPerUnitX"]:
        return True
    space = tags.get("ICC-header:ColorSpaceData", [None])[0]
    if tag.startswith("ICC"):
        if has_inks(tags):
            return space != "CMYK" or direction[1] == "p"
        is_gray = tags.get("PNG:ColorType", [2])[0] in (0, 4) or tags.get("File:ColorComponents") == [1]
        return space != COLOURS["gray" if is_gray else "colour"]
    if tag == "PNG:SRGBRendering" and space:
        return True
    if way == "private" and PRIVATE.fullmatch(tag):
        return True
    return way == "strip" and not re.match(
        r"PNG:(Gamma|White|Red|Green|Blue|SRGB)|PNG-(cICP|mDCV|cLLI)", tag)


def doubled(offset):
    """An offset in pixels as exiftool writes it, twice as far."""
    if "pixels" not in offset:
        return offset
    return re.sub(r"\d+", lambda digits: str(2 * int(digits[0]) % 2**32), offset)


# What an output may have beyond its input's tags, and differ in.
ADDED = [(re.compile(where), re.compile(tag + "$")) for where, tag in [
    (".j", r"JFIF:(JFIFVersion|ResolutionUnit|[XY]Resolution)"),
    ("jp", r"PNG-pHYs:.*"),
    ("pj", r"IFD0:(YCbCrPositioning|ResolutionUnit|[XY]Resolution)|ExifIFD:(ExifVersion"
           r"|ComponentsConfiguration|FlashpixVersion|ColorSpace|ExifImage(Width|Height))"),
    (".j", r"XMP-xmpNote:HasExtendedXMP"),
]]


def is_added(direction, tag, tags):
    """Whether an output may have a tag that its input, of those tags, has not."""
    if tag == "PNG:SRGBRendering" and becomes_srgb(direction, tags):
        return True
    return any(where.match(direction) and pattern.match(tag) for where, pattern in ADDED)


def density(tags):
    """Pixels of a metre, across and down, or None: what a viewer is told."""
    def of(x, y, unit, metres):
        if {x, y, unit} <= tags.keys() and tags[unit][0] in metres and tags[x][0] and tags[y][0]:
            return tuple(tags[k][0] / metres[tags[unit][0]] for k in (x, y))
        return None
    return (of("IFD0:XResolution", "IFD0:YResolution", "IFD0:ResolutionUnit", {2: .0254, 3: .01})
            or of("PNG-pHYs:PixelsPerUnitX", "PNG-pHYs:PixelsPerUnitY", "PNG-pHYs:PixelUnits", {1: 1})
            or of("JFIF:XResolution", "JFIF:YResolution", "JFIF:ResolutionUnit", {1: .0254, 2: .01}))
