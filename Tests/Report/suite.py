"""Makes two folders of screens to compare: every status, and names that are hard to show."""

import screens

# What becomes of the screens that are not equal, in turn.
FATES = ["changed", "faint", "size", "missing", "new", "changed", "error", "changed", "alpha"]

# Names that would be markup, another direction of writing, or no text at all.
HOSTILE = [
    b"names/<img src=x onerror=document.title='run'>.png",
    b"names/&amp;\"'`{{script}}</script>.png",
    "names/\u202egnp.right-to-left.png".encode(),
    b"names/two\nlines\\and backslash.png",
    b"names/no text \xff\xfe.png",
    b"names/#hash?query%20percent.png",
    b"names/" + b"long" * 50 + b".png",
]


def make(folder, count):
    """Makes `folder`/goldens and `folder`/made with so many pictures.

    Every fifth is not equal, and so is each with a hostile name. Returns the fates by name.
    """
    fates = {}
    for number in range(count - len(HOSTILE)):
        group = ("settings", "shop/cart", "mail")[number % 3]
        name = f"{group}/screen-{number:03}.png".encode()
        fates[name] = FATES[number // 5 % len(FATES)] if number % 5 == 0 else "equal"
    fates |= {name: "changed" for name in HOSTILE}
    for number, (name, fate) in enumerate(fates.items()):
        write(folder, name, number, fate)
    return fates


def write(folder, name, number, fate):
    goldens, made = folder / "goldens" / name_of(name), folder / "made" / name_of(name)
    expected, actual = (screen(number) for _ in range(2))
    if fate in ("changed", "error"):
        actual.fill(120 + number % 90, 70, 30, 12, (220, 60, 50))
    elif fate == "faint":
        actual.shift(1)
    elif fate == "size":
        actual.crop(actual.height - 9)
    if fate != "new":
        screens.write(goldens, expected)
    if fate != "missing":
        screens.write(made, actual, alpha=200 if fate == "alpha" else None)
    if fate == "error":
        made.write_bytes(made.read_bytes()[:600])


def screen(number):
    """A screen: small, as a browser is what is looked at."""
    theme = ("light", "dark")[number % 2]
    return screens.screen(number, theme, width=320, height=180)


def name_of(name):
    """A name of bytes as Python's functions take it."""
    return name.decode("utf-8", "surrogateescape")
