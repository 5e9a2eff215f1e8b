"""Seeded mutations of pictures."""

import random
import struct
import zlib

from bombs import JPEG, PNG


def mutate(data, generator):
    data = bytearray(data)
    for _ in range(generator.randint(1, 4)):
        place = generator.randrange(max(1, len(data)))
        end = min(len(data), place + generator.randint(1, 8))
        way = generator.randrange(6)
        if way == 0 and data:
            data[place] = generator.randrange(256)
        elif way == 1 and data:
            data[place] ^= 1 << generator.randrange(8)
        elif way == 2:
            data[place:end] = bytes([generator.choice([0, 255, 127, 128])]) * (end - place)
        elif way == 3:
            del data[place:end]
        elif way == 4:
            data[place:place] = data[place:end]
        elif generator.random() < 0.3:
            del data[place:]
    return bytes(data)


def repair_checksums(data):
    """The same PNG file with the right checksum behind every chunk, so that more is reached."""
    result, place = bytearray(data), 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        end = place + 8 + length
        if end + 4 > len(data):
            break
        struct.pack_into(">I", result, end, zlib.crc32(data[place + 4:end]))
        place = end + 4
    return bytes(result)


def make_mutations(files, count, folder):
    generator = random.Random(1)
    small = [file for file in files if file.stat().st_size <= 100_000]
    for number in range(count):
        data = mutate(generator.choice(small).read_bytes(), generator)
        if data.startswith(PNG) and generator.random() < 0.5:
            data = repair_checksums(data)
        if data.startswith((PNG, JPEG)):
            file = folder / f"mutation-{number}"
            file.write_bytes(data)
            yield file
