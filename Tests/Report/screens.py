"""Draws screens of an application that is not there, to be compared: the standard library alone.

A screen is a list of rows of bytes, RGB of 8 bits. All of them follow from their numbers.
"""

import random
import struct
import zlib

WIDTH, HEIGHT = 640, 360

# Of a light and a dark theme: background, panel, line, text, accent.
THEMES = {
    "light": [(250, 250, 248), (238, 238, 235), (214, 214, 210), (70, 74, 80), (38, 104, 198)],
    "dark": [(24, 26, 30), (34, 37, 42), (58, 62, 69), (190, 194, 200), (118, 170, 255)],
}


class Screen:
    """A picture that is drawn by rectangles."""

    def __init__(self, width, height, colour):
        self.width, self.height = width, height
        self.rows = [bytearray(bytes(colour) * width) for _ in range(height)]

    def fill(self, x, y, width, height, colour):
        left, right = max(0, x), min(self.width, x + width)
        for row in self.rows[max(0, y):max(0, min(self.height, y + height))]:
            row[3 * left:3 * right] = bytes(colour) * max(0, right - left)

    def shift(self, levels):
        """Makes every sample larger by so many levels."""
        table = bytes(min(255, value + levels) for value in range(256))
        self.rows = [bytearray(row.translate(table)) for row in self.rows]

    def crop(self, height):
        self.rows = self.rows[:height]
        self.height = height


def words(screen, chance, x, y, width, colour, size=7):
    """A line of words, each a bar as long as it."""
    end = x + width
    while x < end - 4 * size:
        length = min(chance.randint(2, 9) * size // 2, end - x)
        screen.fill(x, y, length, size, colour)
        x += length + size


def screen(number, theme="light", width=WIDTH, height=HEIGHT):
    """The screen of a number: a bar at the top, a list at the left, cards or a table."""
    chance = random.Random(number)
    paper, panel, line, text, accent = THEMES[theme]
    made = Screen(width, height, paper)
    side = width // 4
    made.fill(0, 0, width, 36, panel)
    made.fill(0, 36, width, 1, line)
    made.fill(12, 12, 12, 12, accent)
    words(made, chance, 34, 14, 150, text, 9)
    made.fill(0, 37, side, height, panel)
    for row, y in enumerate(range(52, height - 12, 24)):
        if row == number % 6:
            made.fill(0, y - 8, side, 24, line)
            made.fill(0, y - 8, 3, 24, accent)
        words(made, chance, 16, y, chance.randint(side // 3, side - 32), text)
    (cards if number % 2 else table)(made, chance, side + 20, THEMES[theme])
    return made


def cards(made, chance, left, colours):
    _, panel, line, text, accent = colours
    width = (made.width - left - 40) // 3
    for y in range(60, made.height - 40, 110):
        for column in range(3):
            x = left + column * (width + 10)
            made.fill(x, y, width, 100, line)
            made.fill(x + 1, y + 1, width - 2, 98, panel)
            words(made, chance, x + 10, y + 12, width - 40, accent)
            for bar in range(9):
                height = chance.randint(6, 40)
                made.fill(x + 10 + bar * (width - 20) // 9, y + 88 - height, 8, height, text)


def table(made, chance, left, colours):
    _, panel, line, text, accent = colours
    for row, y in enumerate(range(60, made.height - 20, 22)):
        made.fill(left, y + 16, made.width - left - 20, 1, line)
        for column in range(4):
            x = left + column * (made.width - left - 20) // 4
            words(made, chance, x, y + 4, chance.randint(30, 90), accent if row == 0 else text)


def write(path, made, alpha=None):
    """Writes a PNG file; with `alpha`, every pixel has that."""
    rows = made.rows
    if alpha is not None:
        rows = []
        for row in made.rows:
            pixels = bytearray([alpha]) * (4 * made.width)
            for channel in range(3):
                pixels[channel::4] = row[channel::3]
            rows.append(pixels)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 6)
    colour = 2 if alpha is None else 6
    header = struct.pack(">IIBBBBB", made.width, made.height, 8, colour, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
