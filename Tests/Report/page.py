"""What the page of a report has to do, checked in a browser."""

import hashlib
import json
import subprocess
import time
import urllib.parse

import suite

VIEWS = ["side", "slider", "onion", "blink", "difference", "heat"]


def expect(condition, said):
    if not condition:
        raise AssertionError(said)


def expect_equal(found, wanted, said):
    expect(found == wanted, f"{said}: {found!r}, not {wanted!r}")


class Checks:
    """All checks of a report of two folders; each opens the page anew."""

    def __init__(self, browser, folder, fates, program):
        self.browser = browser
        self.folder = folder
        self.program = program
        self.report = folder / "report"
        self.made = folder / "made"
        self.fates = fates
        names = [name for name in dir(self) if name.startswith("check_")]
        self.all = [getattr(self, name) for name in sorted(names)]

    # What is asked of the page.

    def open(self, name=None, width=1400, height=900, **features):
        browser = self.browser
        browser.size(width, height)
        browser.prefer(**({"color_scheme": "light", "reduced_motion": "no-preference"} | features))
        browser.open("about:blank")
        browser.logs("performance")
        address = (self.report / "index.html").as_uri()
        if name is not None:
            address += "#" + urllib.parse.quote(name.decode(), safe="")
        browser.open(address)
        browser.wait("return document.body.dataset.ready && "
                     "document.getElementById('stage').dataset.shown")

    def run(self, script, *arguments):
        return self.browser.run(script, *arguments)

    def press(self, *keys):
        self.browser.press(*keys)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def current(self):
        """The name of the picture that is shown."""
        self.browser.wait("""
            const row = document.querySelector('#pictures [aria-current]');
            const rows = [...document.querySelectorAll('#pictures button')];
            return document.getElementById('stage').dataset.shown == rows.indexOf(row)""")
        return self.text("#name")

    def shown(self):
        """The names in the list that are shown."""
        return self.run("return [...document.querySelectorAll('#pictures li:not([hidden]) button')]"
                        ".map((row) => row.title)")

    def view(self):
        return self.run("return document.getElementById('stage').dataset.view")

    def scale(self):
        return self.run("return stage.lens.scale")

    def of_fate(self, fate):
        return next(name for name, other in self.fates.items() if other == fate)

    # The checks.

    def check_500_entries_are_ready_within_a_second(self):
        times = []
        for _ in range(3):
            self.open()
            times.append(int(self.run("return document.body.dataset.ready")))
        expect_equal(self.run("return document.querySelectorAll('#pictures li').length"),
                     len(self.fates), "entries")
        expect(min(times) < 1000, f"ready after {times} ms")

    def check_nothing_is_asked_for_outside_the_report(self):
        self.open()
        self.press(*"jjjjjjjjjj123456z")
        time.sleep(0.3)
        start = self.report.as_uri() + "/"
        # What a new tab of the browser itself still asks for is none of the page's.
        asked = [url for url in self.browser.requests() if not url.startswith("chrome:")]
        expect(any(url.endswith(".png") for url in asked), "no picture was asked for")
        expect_equal([url for url in asked if not url.startswith(start)], [], "asked for")

    def check_the_policy_holds(self):
        self.open()
        policy = self.run("return document.querySelector('meta[http-equiv]').content")
        for part in ("default-src 'none'", "img-src 'self'", "script-src 'sha256-"):
            expect(part in policy, f"{part} is not in {policy}")
        expect("unsafe" not in policy, policy)
        done = self.run("""
            window.hasRun = false;
            const script = document.createElement('script');
            script.textContent = 'window.hasRun = true';
            document.body.append(script);
            return window.hasRun""")
        expect(not done, "a script ran that the policy does not name")
        refusals = self.browser.logs("browser")
        expect(len(refusals) == 1 and "Content Security Policy" in refusals[0]["message"],
               f"{refusals}")

    def check_failures_are_listed_the_worst_first(self):
        self.open()
        statuses = self.run("return [...document.querySelectorAll('#pictures li:not([hidden]) "
                            "button')].map((row) => row.dataset.status)")
        order = ["error", "size", "changed", "missing", "new"]
        expect_equal(statuses, sorted(statuses, key=order.index), "order")
        failing = sum(fate != "equal" for fate in self.fates.values())
        expect_equal(len(statuses), failing, "failures")
        expect_equal(self.text("#verdict"),
                     f"{failing} of {len(self.fates)} pictures are not as expected", "verdict")

    def check_names_are_never_markup(self):
        for name in suite.HOSTILE:
            if name == self.undecodable:
                continue
            self.open(name)
            shown = self.text("#name")
            for character in ("\u202e", "\n"):
                expect(character not in shown, f"{name} is shown as {shown!r}")
        expect_equal(self.run("return document.querySelectorAll('#pictures img[src=x]').length"),
                     0, "elements made of names")
        expect("run" != self.run("return document.title"), "a name ran")

    undecodable = next(name for name in suite.HOSTILE if b"\xff" in name)

    def check_j_and_k_go_through_the_list(self):
        self.open()
        shown = self.shown()
        expect_equal(self.current(), shown[0], "the first")
        self.press("j", "j")
        expect_equal(self.current(), shown[2], "after j, j")
        self.press("k")
        expect_equal(self.current(), shown[1], "after k")
        self.press("k", "k", "k")
        expect_equal(self.current(), shown[0], "after more k than pictures")
        expect("2 of" not in self.text("#place"), self.text("#place"))
        expect(self.text("#live").startswith(shown[0]), "the live region tells the name")

    def check_digits_choose_views(self):
        self.open(self.of_fate("changed"))
        for number, view in enumerate(VIEWS, 1):
            self.press(str(number))
            expect_equal(self.view(), view, f"view of {number}")
            expect_equal(self.run("return document.getElementById(arguments[0]).ariaSelected",
                                  f"view-{view}"), "true", f"tab of {view}")
            expect("view" in self.text("#live"), "the live region tells the view")

    def check_each_view_shows_what_it_says(self):
        self.open(self.of_fate("changed"))
        self.press("2", "]")
        expect_equal(self.text("#control-value"), "55 %", "slider after ]")
        clip = self.run("return stage.images.actual.style.clipPath")
        expect(clip.startswith("inset("), clip)
        before = self.run("return stage.settings.slider")
        box = self.run("const box = document.querySelector('.divider').getBoundingClientRect();"
                       "return [Math.round(box.left + 1), Math.round(box.top + box.height / 2)]")
        self.browser.drag(box, [box[0] - 120, box[1]])
        expect(self.run("return stage.settings.slider") < before - 5, "the divider is not dragged")
        self.press("3", "[")
        expect_equal(self.run("return stage.images.actual.style.opacity"), "0.45", "opacity")
        self.press("5", "]", "]")
        expect_equal(self.run("return document.querySelector('.sheet').style.filter"),
                     "brightness(4)", "gain")
        expect_equal(self.run("return getComputedStyle(stage.images.actual).mixBlendMode"),
                     "difference", "blending")
        self.press("6")
        expect(self.run("return Boolean(document.querySelector('.ring'))"), "no ring")
        expect("level" in self.text(".legend"), "no legend")

    def check_blinking_stops_where_motion_is_not_wanted(self):
        label = "return document.querySelector('.label').textContent"
        name = self.of_fate("changed")
        self.open(name)
        self.press("4")
        first = self.run(label)
        self.browser.wait(f"return (() => {{ {label} }})() !== {json.dumps(first)}", 3)
        self.open(name, reduced_motion="reduce")
        self.press("4")
        seen = {self.run(label) for _ in range(12) if not time.sleep(0.1)}
        expect_equal(seen, {"Expected"}, "sides without motion")
        self.press("Space")
        expect_equal(self.run(label), "Actual", "side after a blank")

    def check_z_goes_to_the_worst_place_and_back(self):
        self.open(self.of_fate("changed"))
        self.press("2", "+", "+")
        before = self.run("return {...stage.lens}")
        self.press("z")
        expect_equal(self.scale(), 1, "scale at the worst place")
        middle = self.run("""
            const {x, y} = stage.picture.worst;
            const place = stage.lens.place({x: x + 0.5, y: y + 0.5});
            return [place.x - stage.pane.width / 2, place.y - stage.pane.height / 2]""")
        expect(all(abs(offset) <= 1 for offset in middle), f"the worst place is off by {middle}")
        expect(self.run("return Boolean(document.querySelector('.ring'))"), "no ring")
        self.press("z")
        expect_equal(self.run("return {...stage.lens}"), before, "the lens after z, z")

    def check_f_fits(self):
        self.open(self.of_fate("changed"))
        self.press("2")
        fit = self.scale()
        self.press("+", "+", "-", "f")
        expect_equal(self.scale(), fit, "scale after f")
        box = self.run("const a = document.querySelector('.sheet').getBoundingClientRect();"
                       "const b = document.getElementById('stage').getBoundingClientRect();"
                       "return [a.left - b.left, a.top - b.top, b.right - a.right,"
                       "b.bottom - a.bottom]")
        expect(all(margin >= 0 for margin in box), f"margins {box}")

    def check_filters_by_status_and_name(self):
        self.open()
        self.run("document.querySelectorAll('#statuses [data-status]').forEach((chip) => {"
                 "if (chip.ariaPressed === 'true' && chip.dataset.status !== 'size') chip.click()})")
        wanted = [suite.name_of(name) for name, fate in self.fates.items() if fate == "size"]
        expect_equal(sorted(self.shown()), sorted(wanted), "sizes")
        self.press("/")
        expect_equal(self.run("return document.activeElement.id"), "search", "focus after /")
        self.press(*"SHOP")
        wanted = [name for name in wanted if name.startswith("shop")]
        expect_equal(sorted(self.shown()), sorted(wanted), "sizes in shop")
        self.press(*"zzz")
        expect_equal(self.shown(), [], "names with zzz")
        expect(self.run("return !document.getElementById('none').hidden"), "nothing says so")

    def check_marks_are_exported_as_sha256sum_writes_them(self):
        names = [name for name in suite.HOSTILE if name != self.undecodable]
        names += [self.of_fate("new"), self.of_fate("size")]
        for name in names:
            self.open(name)
            self.press("m")
            expect_equal(self.text("#live"), "Marked", f"after m on {name}")
        self.press("j", "m", "m")
        self.open()
        self.run("list.choose(pictures.find((picture) => picture.entry.name_hex))")
        self.press("m")
        self.press("l")
        expect(self.run("return document.getElementById('marks').open"), "no dialog")
        expect("--approve --from" in self.text("#marks-command"), self.text("#marks-command"))
        self.browser.click("#save")
        saved = self.browser.folder / "approve.txt"
        end = time.monotonic() + 5
        while not saved.exists() and time.monotonic() < end:
            time.sleep(0.05)
        wanted = sorted(self.line(name) for name in [*names, self.undecodable])
        expect_equal(sorted(saved.read_bytes().splitlines(keepends=True)), wanted, "list")
        text = self.run("return document.getElementById('marks-text').value")
        expect_equal(len(text.splitlines()), len(wanted), "lines to copy")
        self.browser.click("#clear")
        expect_equal(self.text("#mark-count"), "0", "marks after clearing")
        self.press("Escape")
        expect(not self.run("return document.getElementById('marks').open"), "the dialog stays")

    def line(self, name):
        """The line that `sha256sum` writes for a file."""
        content = (self.made / suite.name_of(name)).read_bytes()
        digest = hashlib.sha256(content).hexdigest().encode()
        escaped = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
        return (b"\\" if escaped != name else b"") + digest + b"  " + escaped + b"\n"

    def check_missing_and_broken_pictures_are_not_marked(self):
        for fate in ("missing", "error"):
            self.open(self.of_fate(fate))
            self.press("m")
            expect_equal(self.text("#mark-count"), "0", f"marks after m on one that is {fate}")
            expect(self.run("return document.getElementById('mark').disabled"), "mark is enabled")

    def check_views_without_their_pictures_say_so(self):
        self.open(self.of_fate("missing"))
        self.press("5")
        expect_equal(self.view(), "side", "view")
        expect("not there" in self.text("#live"), self.text("#live"))
        expect_equal(self.text(".absent"), "No picture was made.", "what stands in its place")

    def check_keyboard_alone_reaches_everything(self):
        self.open(self.of_fate("changed"))
        reached = []
        for _ in range(60):
            self.press("Tab")
            place = self.run("""
                const found = document.activeElement;
                if (found === document.body) return null;
                const style = getComputedStyle(found);
                const isRow = document.getElementById('pictures').contains(found);
                return [found.id || (isRow ? 'row' : found.dataset.status),
                        style.outlineStyle !== 'none' && style.outlineWidth !== '0px']""")
            if place is None or place[0] in [name for name, _ in reached]:
                if place is not None and len(reached) > 5:
                    break
                continue
            reached.append(place)
        names = [name for name, _ in reached]
        for name in ("open-marks", "theme", "open-keys", "search", "size", "changed", "row",
                     "previous", "next", "mark", "view-side", "worst", "fit", "stage"):
            expect(name in names, f"{name} is not among {names}")
        expect_equal([name for name, is_seen in reached if not is_seen], [], "focus unseen on")

    def check_arrows_move_within_list_and_views(self):
        self.open()
        shown = self.shown()
        self.run("document.querySelector('#pictures [tabindex=\"0\"]').focus()")
        self.press("Down", "Down", "Up")
        expect_equal(self.current(), shown[1], "after arrows")
        expect_equal(self.run("return document.activeElement.title"), shown[1], "focus")
        self.press("End")
        expect_equal(self.current(), shown[-1], "after End")
        self.open(self.of_fate("changed"))
        self.run("document.getElementById('view-side').focus()")
        self.press("Right")
        expect_equal(self.view(), "slider", "view after an arrow")
        expect_equal(self.run("return document.activeElement.id"), "view-slider", "focus")

    def check_a_reader_hears_names(self):
        self.open(self.of_fate("changed"))
        self.press("2")
        tree = self.browser.devtools("Accessibility.getFullAXTree")["nodes"]
        spoken = ("button", "tab", "tabpanel", "slider", "searchbox", "navigation", "heading")
        for node in tree:
            role = node.get("role", {}).get("value")
            if node.get("ignored") or role not in spoken:
                continue
            expect(node.get("name", {}).get("value"), f"a {role} has no name: {node}")
        roles = {node.get("role", {}).get("value") for node in tree}
        expect({"main", "navigation", "tablist", "tabpanel", "status"} <= roles, f"{roles}")

    def check_dialogs_of_keys_open_and_close(self):
        self.open()
        self.press("?")
        expect(self.run("return document.getElementById('keys').open"), "no dialog")
        before = self.text("#name")
        self.press("j")
        expect_equal(self.text("#name"), before, "the picture behind the dialog")
        self.press("Escape")
        expect(not self.run("return document.getElementById('keys').open"), "the dialog stays")

    def check_text_can_be_read_in_both_schemes(self):
        papers = []
        for scheme in ("light", "dark"):
            self.open(self.of_fate("changed"), color_scheme=scheme)
            papers.append(self.run("return getComputedStyle(document.documentElement)"
                                   ".backgroundColor"))
            found = self.run(CONTRASTS)
            poor = {name: round(ratio, 2) for name, ratio in found.items() if ratio < 4.5}
            expect_equal(poor, {}, f"contrasts in {scheme}")
        expect(papers[0] != papers[1], f"both schemes are {papers[0]}")

    def check_t_switches_the_scheme(self):
        self.open(color_scheme="light")
        paper = "return getComputedStyle(document.documentElement).backgroundColor"
        light = self.run(paper)
        self.press("t", "t")
        dark = self.run(paper)
        expect(light != dark, "t, t leaves it light")
        self.open(color_scheme="light")
        expect_equal(self.run(paper), dark, "the scheme is kept")
        self.press("t")
        expect_equal(self.run(paper), light, "after a third t")

    def check_narrow_windows_show_one_part(self):
        self.open(width=400, height=820)
        visible = ("return ['nav', 'main'].map((name) =>"
                   "document.querySelector(name).getBoundingClientRect().height > 0)")
        expect_equal(self.run(visible), [True, False], "list and picture at first")
        self.browser.click("#pictures [aria-current]")
        expect_equal(self.run(visible), [False, True], "list and picture after a click")
        for key in "123456":
            self.press(key)
            width = self.run("return document.documentElement.scrollWidth")
            expect(width <= 400, f"the page is {width} wide in view {key}")
        height = self.run("return document.getElementById('stage').clientHeight")
        expect(height >= 200, f"pictures have {height} pixels")
        self.press("Escape")
        expect_equal(self.run(visible), [True, False], "list and picture after Escape")

    def check_zz_the_console_stays_empty(self):
        self.browser.logs("browser")
        for fate in ("changed", "faint", "size", "missing", "new", "error", "alpha"):
            self.open(self.of_fate(fate))
            self.press(*"123456zfm+-[]ml", "Escape", "?", "Escape", "t", "t", "t", "j", "k")
        expect_equal(self.browser.logs("browser"), [], "console")

    def check_zzz_the_exported_list_approves(self):
        marked = [name for name, fate in self.fates.items() if fate == "size"]
        for name in marked:
            self.open(name)
            self.press("m")
        saved = self.browser.folder / "approve.txt"
        saved.unlink(missing_ok=True)
        self.press("l")
        self.browser.click("#save")
        end = time.monotonic() + 5
        while not saved.exists() and time.monotonic() < end:
            time.sleep(0.05)
        outcome = subprocess.run(
            [self.program, "diff", "goldens", "made", "--approve", "--from", saved, "--quiet"],
            cwd=self.folder, capture_output=True)
        expect_equal(outcome.returncode, 0, f"exit of --approve, {outcome.stderr}")
        for name in marked:
            golden = self.folder / "goldens" / suite.name_of(name)
            expect_equal(golden.read_bytes(), (self.made / suite.name_of(name)).read_bytes(),
                         f"golden {name}")

    # For people to look at.

    def leave_pictures(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for width, height in ((1400, 900), (400, 820)):
            for scheme in ("light", "dark"):
                self.open(self.of_fate("changed"), width, height, color_scheme=scheme)
                for key in "126":
                    self.press(key)
                    time.sleep(0.2)
                    self.browser.screenshot(folder / f"{width}-{scheme}-{key}.png")


# The least contrast of text, as WCAG 2 computes it, of each kind of element that has some.
CONTRASTS = """
const channels = (colour) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const luminance = ([r, g, b]) => [r, g, b]
  .map((value) => value / 255)
  .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
const paper = (found) => {
  for (let at = found; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour[3] === 255) return colour;
  }
  return [255, 255, 255];
};
const ratios = {};
for (const found of document.querySelectorAll('body *')) {
  const own = [...found.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !found.checkVisibility() || found.matches(':disabled, [aria-disabled=true], :disabled *, [aria-disabled=true] *, .label, .legend, script, style')) continue;
  const [one, other] = [channels(getComputedStyle(found).color), paper(found)].map(luminance);
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const name = found.id || found.className || found.tagName;
  ratios[name] = Math.min(ratios[name] ?? 99, ratio);
}
return ratios;
"""
