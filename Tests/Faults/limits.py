"""Runs with less of everything than is needed."""

import os
import resource
import subprocess

import tracing
from scenarios import Scenario, image, read, turned

NOBODY = 65534


def plain(line, inputs):
    return Scenario(line, line, inputs, ["out.png"])


def check(program, scenario, folder, group, case, report, statuses=(3, 4), **options):
    """One run that succeeds, or fails with a message and leaves everything alone."""
    scenario.prepare(folder)
    command = options.pop("prefix", []) + [program] + scenario.arguments
    outcome = tracing.run(command, folder, **options)
    report.add(group, case, problem(scenario, folder, outcome, statuses))
    return outcome


def problem(scenario, folder, outcome, statuses):
    output = read(os.path.join(folder, scenario.outputs[0]))
    names = set(os.listdir(folder))
    if names - set(scenario.inputs) - set(scenario.outputs):
        return f"left behind: {sorted(names)}"
    if outcome.status == 0:
        return "status 0 without the output" if output == scenario.old else None
    if output != scenario.old:
        return "the old file is gone"
    if outcome.status not in statuses or b"upsample: " not in outcome.error:
        return f"{outcome}"
    return None


def limits(program, scratch, report):
    folder = os.path.join(scratch, "work")
    png, jpeg = image("gradients.png"), image("chroma-420.jpg")
    small = plain("in.png out.png", {"in.png": png})
    small.prepare(folder)
    tracing.run([program] + small.arguments, folder)
    size = len(read(os.path.join(folder, "out.png")))
    for limit in range(0, size + 1, max(1, size // 40)):
        check(program, small, folder, "limited file size", f"{limit} bytes", report,
              preexec=limiting(resource.RLIMIT_FSIZE, limit))
    for limit in range(4, 16):
        check(program, small, folder, "limited descriptors", f"{limit}", report,
              preexec=limiting(resource.RLIMIT_NOFILE, limit))
    pictures = {
        "plain": ("in.png out.png -s 20", {"in.png": png}),
        "turned": ("in.jpg out.png -s 12", {"in.jpg": turned(jpeg, 6)}),
        "interlaced": ("in.png out.png -s 16", {"in.png": image("interlaced.png")}),
        "progressive": ("in.jpg out.png -s 12 -k lanczos3",
                        {"in.jpg": image("progressive.jpg")}),
    }
    for name, (line, inputs) in pictures.items():
        limit_memory(program, plain(line, inputs), folder, name, report)
    if os.geteuid() == 0:
        limit_threads(program, small, folder, report)


def limiting(which, limit):
    return lambda: resource.setrlimit(which, (limit, limit))


def limit_memory(program, scenario, folder, name, report):
    """From where the program can be loaded to where it has enough, in small steps."""
    scenario.prepare(folder)
    least = 1 << 20
    while loads(program, folder, least) is False:
        least += 1 << 20
    for limit in range(least, least + (160 << 20), 1 << 20):
        check(program, scenario, folder, "limited memory", f"{name}, {limit} bytes", report,
              preexec=limiting(resource.RLIMIT_AS, limit))


def loads(program, folder, limit):
    version = tracing.run(
        [program, "--version"], folder, preexec=limiting(resource.RLIMIT_AS, limit))
    return version.status == 0


def limit_threads(program, scenario, folder, report):
    """As another user, of whose processes there may be few."""
    copy = os.path.join(folder, "..", "program")
    subprocess.run(["install", "-m", "755", program, copy], check=True)

    def restrict(limit):
        resource.setrlimit(resource.RLIMIT_NPROC, (limit, limit))
        os.setgroups([])
        os.setuid(NOBODY)

    for limit in range(0, 6):
        scenario.prepare(folder)
        os.chmod(folder, 0o777)
        os.chmod(os.path.join(folder, "out.png"), 0o666)
        arguments = [copy] + scenario.arguments + ["-j4", "-s", "30"]
        outcome = tracing.run(arguments, folder, timeout=30, preexec=lambda: restrict(limit))
        report.add("limited threads", f"{limit}", problem(scenario, folder, outcome, ()))


def disks(program, scratch, report):
    """Full and read-only file systems, where this process may mount them."""
    folder = os.path.join(scratch, "disk")
    os.mkdir(folder)
    picture = os.path.join(scratch, "in.png")
    with open(picture, "wb") as file:
        file.write(image("still-life.png"))
    if not mount(folder, "size=4k"):
        print("disks: left out, since this user may not mount")
        return
    unmount(folder)
    for pages in range(1, 40):
        mount(folder, f"size={4 * pages}k")
        fill(program, picture, folder, f"{4 * pages} KiB", report)
        unmount(folder)
    mount(folder, "size=1m,ro")
    outcome = tracing.run([program, picture, "out.png"], folder)
    is_told = outcome.status == 4 and b"out.png: Read-only file system" in outcome.error
    report.add("read-only disk", "tmpfs", None if is_told else f"{outcome}")
    unmount(folder)


def fill(program, picture, folder, case, report):
    """A picture on a disk that has room for an old file and maybe a new one."""
    output = os.path.join(folder, "out.png")
    with open(output, "wb") as file:
        file.write(b"old")
    outcome = tracing.run([program, picture, "out.png"], folder)
    content = read(output)
    is_whole = content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")
    is_told = outcome.status == 4 and b"out.png: No space left on device" in outcome.error
    is_right = is_whole if outcome.status == 0 else is_told and content == b"old"
    is_clean = os.listdir(folder) == ["out.png"]
    report.add("full disk", case, None if is_right and is_clean else f"{outcome}")


def mount(folder, options):
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0


def unmount(folder):
    subprocess.run(["umount", folder], check=True)
