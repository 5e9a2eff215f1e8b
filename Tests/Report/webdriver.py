"""A browser that is driven through WebDriver: the standard library and Debian's chromium."""

import base64
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

# Keys that have no character.
KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Shift": "\ue008", "Home": "\ue011",
    "End": "\ue010", "Left": "\ue012", "Up": "\ue013", "Right": "\ue014", "Down": "\ue015",
    "Space": " ",
}


class Failure(Exception):
    """What the driver says went wrong."""


class Browser:
    """A chromium without a window, in a folder of its own that ends with it."""

    def __init__(self, arguments=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="browser"))
        port = free_port()
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.address = f"http://127.0.0.1:{port}"
        self.session = ""
        try:
            self.begin(arguments)
        except BaseException:
            self.end()
            raise

    def begin(self, arguments):
        options = {
            "binary": shutil.which("chromium"),
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--force-device-scale-factor=1", f"--user-data-dir={self.folder / 'profile'}",
                *arguments,
            ],
            "prefs": {"download.default_directory": str(self.folder)},
        }
        capabilities = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        for attempt in range(100):
            try:
                answer = self.call("POST", "/session", {
                    "capabilities": {"alwaysMatch": capabilities}})
                break
            except urllib.error.URLError:
                if attempt == 99:
                    raise
                time.sleep(0.1)
        self.session = f"/session/{answer['sessionId']}"
        self.devtools("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.folder))

    def end(self):
        if self.session:
            self.call("DELETE", self.session)
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def call(self, method, path, body=None):
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(
            self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Failure(json.load(error)["value"]["message"]) from None

    def devtools(self, command, **parameters):
        """A command of Chromium's own protocol."""
        return self.call("POST", f"{self.session}/goog/cdp/execute",
                         {"cmd": command, "params": parameters})

    def open(self, address):
        self.call("POST", f"{self.session}/url", {"url": address})

    def run(self, script, *arguments):
        return self.call("POST", f"{self.session}/execute/sync",
                         {"script": script, "args": list(arguments)})

    def wait(self, script, seconds=10):
        """Waits until a script's value is true."""
        end = time.monotonic() + seconds
        while not (value := self.run(script)):
            if time.monotonic() > end:
                raise Failure(f"did not come true within {seconds} s: {script}")
            time.sleep(0.02)
        return value

    def press(self, *keys):
        """Presses keys one after the other, as a keyboard does."""
        actions = []
        for key in keys:
            held = [KEYS["Shift"]] if key.startswith("Shift+") else []
            key = key.removeprefix("Shift+")
            value = KEYS.get(key, key)
            downs = [{"type": "keyDown", "value": code} for code in [*held, value]]
            actions += downs + [{"type": "keyUp", "value": code} for code in [value, *held]]
        self.call("POST", f"{self.session}/actions",
                  {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def drag(self, start, end):
        """Drags the pointer between two points of the window."""
        move = {"type": "pointerMove", "duration": 0}
        self.call("POST", f"{self.session}/actions", {"actions": [{
            "type": "pointer", "id": "mouse", "actions": [
                {**move, "x": start[0], "y": start[1]}, {"type": "pointerDown", "button": 0},
                {**move, "x": end[0], "y": end[1]}, {"type": "pointerUp", "button": 0}]}]})

    def click(self, selector):
        found = self.call("POST", f"{self.session}/element",
                          {"using": "css selector", "value": selector})
        self.call("POST", f"{self.session}/element/{found[ELEMENT]}/click")

    def logs(self, kind):
        """What was logged since the last time."""
        return self.call("POST", f"{self.session}/se/log", {"type": kind})

    def requests(self):
        """The addresses that pages asked for since the last time."""
        messages = [json.loads(entry["message"])["message"] for entry in self.logs("performance")]
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]

    def size(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=False)

    def prefer(self, **features):
        """Sets what the user prefers, as color_scheme="dark" or reduced_motion="reduce"."""
        self.devtools("Emulation.setEmulatedMedia", features=[
            {"name": f"prefers-{name.replace('_', '-')}", "value": value}
            for name, value in features.items()])

    def screenshot(self, path):
        picture = self.call("GET", f"{self.session}/screenshot")
        pathlib.Path(path).write_bytes(base64.b64decode(picture))


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
