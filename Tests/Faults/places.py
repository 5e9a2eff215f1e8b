"""Outputs in places of every kind, names of any bytes, and rivals."""

import os
import random
import shutil
import socket
import subprocess
import time

import tracing
from scenarios import image, read, write


class Place:
    """A folder with an input, and a judge of what a run does there."""

    def __init__(self, program, folder, group, report):
        self.program, self.folder, self.group, self.report = program, folder, group, report
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        write(self.path("in.png"), image("gradients.png"))

    def path(self, name):
        return os.path.join(os.fsencode(self.folder), os.fsencode(name))

    def judge(self, case, arguments, status, message=b"", names=None, **options):
        """Expects a status, a message, and names beside in.png."""
        outcome = tracing.run([self.program] + arguments, self.folder, **options)
        names = {os.fsencode(name) for name in names or []} | {b"in.png"}
        seen = set(os.listdir(os.fsencode(self.folder)))
        problem = None
        if outcome.status != status or message not in outcome.error:
            problem = f"{outcome}"
        elif outcome.error.count(b"\n  ") + bool(outcome.error) != outcome.error.count(b"\n"):
            problem = f"not one message: {outcome.error!r}"
        elif seen != names:
            problem = f"there are {sorted(seen)}"
        elif read(self.path("in.png")) != image("gradients.png"):
            problem = "the input is changed"
        self.report.add(self.group, case, problem)
        return outcome


def places(program, scratch, report):
    def place():
        return Place(program, os.path.join(scratch, "work"), "places", report)

    here = place()
    os.mkdir(here.path("d.png"))
    here.judge("a folder takes the input's name", ["in.png", "d.png"], 0, names=["d.png"])
    here.judge("a heat map is no folder", ["diff", "in.png", "in.png", "d.png"], 4,
               b"d.png: Is a directory", names=["d.png"])
    here.judge("null device", ["in.png", "/dev/null", "--format", "png"], 0, names=["d.png"])
    here.judge("full device", ["in.png", "/dev/full", "--format", "png"], 4,
               b"/dev/full: No space left on device", names=["d.png"])
    here.judge("no folder", ["in.png", "none/out.png"], 4, b"No such file", names=["d.png"])
    here.judge("a file as folder", ["in.png", "in.png/out.png"], 4, b"Not a directory",
               names=["d.png"])

    here = place()
    os.symlink("target.png", here.path("out.png"))
    here.judge("dangling link", ["in.png", "out.png"], 0, names=["out.png", "target.png"])
    report.add("places", "the link is kept",
               None if os.path.islink(here.path("out.png")) else "it is not")
    here = place()
    os.symlink("b.png", here.path("a.png"))
    os.symlink("a.png", here.path("b.png"))
    here.judge("links in a circle", ["in.png", "a.png"], 4, b"Too many levels of symbolic links",
               names=["a.png", "b.png"])
    for make, kind in [(os.symlink, "link to the input"), (os.link, "hard link to the input")]:
        here = place()
        make("in.png" if make is os.symlink else here.path("in.png"), here.path("out.png"))
        for case, arguments in input_overwriters():
            here.judge(f"{kind}, {case}", arguments, 2, b"input", names=["out.png"])
    here = place()
    os.mkfifo(here.path("out.png"))
    reader = subprocess.Popen(["cat", here.path("out.png")], stdout=subprocess.PIPE)
    here.judge("a pipe", ["in.png", "out.png"], 0, names=["out.png"])
    piped = reader.communicate()[0]
    report.add("places", "the pipe's bytes",
               None if piped.startswith(b"\x89PNG") else f"{piped[:9]}")
    here = place()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.fsdecode(here.path("out.png")))
        here.judge("a socket", ["in.png", "out.png"], 4, b"out.png", names=["out.png"])


def input_overwriters():
    return [
        ("plain", ["in.png", "out.png"]),
        ("heat map", ["diff", "in.png", "in.png", "out.png"]),
        ("round trip", ["roundtrip", "in.png", "out.png"]),
        ("small picture", ["roundtrip", "in.png", "back.png", "--forward", "out.png"]),
    ]


def names(program, scratch, report):
    for locale in ["C", "C.UTF-8"]:
        env = dict(os.environ, LANG=locale, LC_ALL=locale)
        for name, told in [
            (b"\xff\xfe.png", rb"\xff\xfe.png"), (b"a\nb.png", rb"a\x0ab.png"),
            (b"\x1b[31m.png", rb"\x1b[31m.png"), ("ü.png".encode(), "ü.png".encode()),
            (b"-dash.png", b"-dash.png"), (b"a b'c\"d\\.png", b"a b'c\"d\\.png"),
            (b"n" * 251 + b".png", b"n" * 251 + b".png"),
        ]:
            here = Place(program, os.path.join(scratch, "work"), "names", report)
            here.judge(f"{name} written, {locale}", ["--", "in.png", name], 0, names=[name],
                       env=env)
            here.judge(f"{name} read and refused, {locale}", ["--", name, b"./" + name], 2, told,
                       names=[name], env=env)
            os.remove(here.path(name))
            os.mkdir(here.path(name))
            here.judge(f"{name} told of, {locale}", ["diff", "--", "in.png", "in.png", name], 4,
                       told, names=[name], env=env)
    here = Place(program, os.path.join(scratch, "work"), "names", report)
    here.judge("a name that is too long", ["in.png", b"n" * 252 + b".png"], 4,
               b"File name too long")


def streams(program, scratch, report):
    here = Place(program, os.path.join(scratch, "work"), "streams", report)
    for case, line, names in [
        ("picture", "in.png -", []), ("JSON", "in.png out.png --json", ["out.png"]),
        ("help", "--help", []), ("figures", "diff in.png in.png", []),
        ("kernel", "kernel bicubic", []), ("manual", "man", []),
        ("explanation", "explain --value 3 --filter 3", []),
    ]:
        for redirection, message in [(">&-", b"Bad file descriptor"),
                                     (">/dev/full", b"No space left on device")]:
            script = f'exec "$0" {line} {redirection}'
            outcome = tracing.run(["sh", "-c", script, program], here.folder)
            problem = None
            expected = b"upsample: cannot write standard output: " + message + b".\n"
            if (outcome.status, outcome.error) != (4, expected):
                problem = f"{outcome}"
            elif set(os.listdir(here.folder)) - {"in.png"} != set(names):
                problem = f"there are {os.listdir(here.folder)}"
            report.add("streams", f"{case} {redirection}", problem)
            for name in names:
                os.remove(os.path.join(here.folder, name))


def rivals(program, scratch, report):
    """Several runs for one output at once, of which some are killed."""
    choice = random.Random(1)
    for turn in range(20):
        folder = os.path.join(scratch, f"work{turn}")
        here = Place(program, folder, "rivals", report)
        command = [program, "in.png", "out.png", "-s", "30"]
        runs = [subprocess.Popen(command, cwd=folder) for _ in range(4)]
        victims = choice.sample(runs, turn % 4)
        for victim in victims:
            time.sleep(choice.uniform(0, 0.01))
            victim.kill()
        statuses = [run.wait() for run in runs]
        others = [status for run, status in zip(runs, statuses) if run not in victims]
        report.add("rivals", f"turn {turn}", f"{statuses}" if any(others) else None)
        here.judge(f"after turn {turn}", command[1:], 0, names=["out.png"])
