"""Runs of the program on many files, and what the judge says to them."""

import collections
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
PLAIN = ["--scale", "1", "--kernel", "nearest", "--first-frame", "--format", "png"]
SANITIZERS = {"ASAN_OPTIONS": "detect_odr_violation=0:detect_leaks=0"}
Run = collections.namedtuple("Run", "status kilobytes milliseconds message output")


class Bench:
    """A folder to work in, the compiled judge, and the program."""

    def __init__(self, program, folder):
        self.program, self.folder, self.count = program, pathlib.Path(folder), 0
        self.is_wrong = False
        self.judge = str(self.folder / "judge")
        subprocess.run(["cc", "-O2", HERE / "judge.c", "-o", self.judge, "-lpng"], check=True)

    def run(self, files, options=PLAIN):
        """What the program says to each file."""
        lines, places = [], []
        for file in files:
            self.count += 1
            output, messages = (self.folder / f"{self.count}.{end}" for end in ("png", "txt"))
            places.append((output, messages))
            lines.append(f"{file}\t{output}\t{messages}")
        told = subprocess.run(
            [self.judge, "run", "10", self.program, *options], input="\n".join(lines),
            capture_output=True, text=True, check=True,
            env=os.environ | {"SWIFT_BACKTRACE": "enable=no"} | SANITIZERS).stdout.splitlines()
        for (output, messages), line in zip(places, told):
            status, kilobytes, milliseconds, _ = line.split()
            text = messages.read_text(errors="replace")
            messages.unlink()
            yield Run(int(status), int(kilobytes), float(milliseconds), text, output)

    def expect(self, is_right):
        self.is_wrong = self.is_wrong or not is_right

    def png_verdicts(self, files):
        told = subprocess.run([self.judge, "png"], input="\n".join(map(str, files)),
                              capture_output=True, text=True, check=True)
        return told.stdout.splitlines()


def is_one_line(message):
    return message.startswith("upsample: ") and message.count("\n") == 1
