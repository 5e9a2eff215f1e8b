"""Pictures with damaged colour profiles, made of the profiles of a folder."""

import io
import random
import struct
import zlib

from PIL import Image

from bombs import PNG


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def damaged(profile, dice):
    """The profile with some of its lengths, counts, types and bytes changed, or cut."""
    data = bytearray(profile)
    for _ in range(dice.randint(1, 6)):
        way = dice.randrange(4)
        place = dice.randrange(128, len(data) - 4)
        if way == 0:
            count = struct.unpack_from(">I", data, 128)[0]
            place = 132 + 12 * dice.randrange(max(1, min(count, 60))) + 4 * dice.randrange(3)
        if place + 4 > len(data):
            continue
        if way < 2:
            number = dice.choice([0, 1, 2**31 - 1, 2**32 - 1, len(data), dice.randrange(2**32)])
            struct.pack_into(">I", data, place, number)
        elif way == 2:
            data[place] ^= 1 << dice.randrange(8)
        else:
            del data[dice.randrange(132, len(data)):]
        if len(data) < 140:
            break
    struct.pack_into(">I", data, 0, len(data))
    return bytes(data)


def picture(profile):
    """A picture of the profile's colours, PNG or JPEG, or nothing for other colours."""
    space = profile[16:20]
    if space == b"CMYK":
        file = io.BytesIO()
        Image.new("CMYK", (16, 16), (40, 90, 160, 220)).save(file, "JPEG", icc_profile=profile)
        return file.getvalue()
    channels = {b"RGB ": 3, b"GRAY": 1}.get(space)
    if channels is None:
        return None
    rows = b"".join(b"\0" + bytes((x * 29 + y * 83) & 255 for x in range(9 * channels))
                    for y in range(9))
    return (PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, channels - 1, 0, 0, 0))
            + chunk(b"iCCP", b"p\0\0" + zlib.compress(profile))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def damaged_pictures(folder, count):
    """So many pictures, from the profiles below a folder in turn."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".icc", ".icm"))
    profiles = [file.read_bytes() for file in files]
    profiles = [profile for profile in profiles if picture(profile) and len(profile) < 1 << 20]
    dice = random.Random(4)
    made = (picture(damaged(dice.choice(profiles), dice)) for _ in range(count))
    yield from filter(None, made)


def check_profiles(bench, folder, count):
    """Pictures with damaged profiles are made by the plain way, with a warning."""
    files = []
    for number, data in enumerate(damaged_pictures(folder, count)):
        files.append(bench.folder / f"profile-{number}")
        files[-1].write_bytes(data)
    runs = list(bench.run(files, ["--format", "png", "--linear-light"]))
    wrong = [(file, run) for file, run in zip(files, runs)
             if run.status != 0 or run.message.count("\n") > 1]
    for file, run in wrong[:9]:
        print(f"  {run}")
    bench.expect(runs and not wrong)
    print(f"| pictures with damaged profiles | {len(runs)} |")
    print(f"| not made, or with more than one warning | {len(wrong)} |")
    print(f"| highest memory, longest time | {max(run.kilobytes for run in runs) / 1024:.0f} MB, "
          f"{max(run.milliseconds for run in runs):.0f} ms |")
