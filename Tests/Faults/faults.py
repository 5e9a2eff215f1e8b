#!/usr/bin/env python3
"""Makes everything fail that the program relies on, one at a time.

Whatever fails: each output is the old file or the complete new one, nothing else
remains, the exit status says whose fault it is, and a message names the file and
the cause.

    faults.py PROGRAM [GROUP]...

The groups are those of GROUPS; without any, all of them run.
"""

import collections
import concurrent.futures
import os
import shutil
import signal
import sys
import tempfile
import threading

import limits
import places
import tracing
from scenarios import read, scenarios

ERRORS = {
    "EIO": "Input/output error", "ENOSPC": "No space left on device",
    "EMFILE": "Too many open files", "EINTR": "Interrupted system call",
}
SIGNALS = {
    "SIGTERM": 143, "SIGINT": 130, "SIGHUP": 129, "SIGQUIT": 131, "SIGXCPU": 152, "SIGKILL": -9,
}

# Calls that signals can interrupt are made again.
RETRIED = {
    "openat", "read", "pread64", "write", "fsync", "renameat", "renameat2", "flock", "unlinkat",
}
# What is lost when these fail can't be made up for.
VITAL = {"read": 3, "pread64": 3, "write": 4, "fsync": 4, "renameat": 4, "renameat2": 4}
# Where the system tells of limits, which are taken for none when it does not.
SYSTEM = ("/proc/", "/sys/")


class Report:
    """Counts the cases of a group and tells of those that went wrong."""

    def __init__(self):
        self.counts = collections.Counter()
        self.failures = 0
        self.lock = threading.Lock()

    def add(self, group, case, problem):
        with self.lock:
            self.counts[group] += 1
            if problem:
                self.failures += 1
                print(f"{group}: {case}: {problem}", flush=True)


def names_within(folder):
    """The names of all files but those of what the program knows of a folder."""
    return {
        os.path.relpath(os.path.join(parent, name), folder)
        for parent, _, names in os.walk(folder) for name in names
        if os.path.basename(parent) != ".upsample" or name.endswith(".tmp")}


def state_problem(scenario, folder, new):
    """What is wrong with the files in a folder after a run."""
    for name in scenario.outputs:
        content = read(os.path.join(folder, name))
        if content != scenario.old and content != new[name]:
            return f"{name} is neither the old file nor the new one"
    names = names_within(folder)
    expected = set(scenario.inputs) | set(scenario.outputs)
    if names - expected:
        return f"left behind: {sorted(names - expected)}"
    for name, content in scenario.inputs.items():
        if read(os.path.join(folder, name)) != content:
            return f"the input {name} is changed"
    return None


def is_new(scenario, folder, new):
    return all(read(os.path.join(folder, name)) == new[name] for name in scenario.outputs)


def error_problem(scenario, call, error, outcome, is_done):
    """What is wrong with a run one of whose calls failed."""
    if outcome.status == 0:
        if not is_done:
            return "status 0 without the output"
        if outcome.error:
            return f"status 0, but it says {outcome.error!r}"
        is_closing = call.name == "fsync" and call.path.endswith(
            tuple("/" + tree for tree in scenario.trees))
        is_lost = (call.name in VITAL and error != "EINTR" and not is_closing
                   and not call.path.startswith(SYSTEM))
        return "the failure is not noticed" if is_lost else None
    if error == "EINTR" and call.name in RETRIED:
        return f"not tried again: {outcome}"
    if outcome.status not in (3, 4):
        return f"status {outcome.status}: {outcome.error!r}"
    if call.name in VITAL and outcome.status != VITAL[call.name]:
        return f"status {outcome.status} blames the wrong side: {outcome.error!r}"
    text = outcome.error.decode()
    files = list(scenario.inputs) + scenario.outputs
    folders = [f"folder {os.path.dirname(name) or '.'}" for name in files]
    names = files + folders + ["standard output", *scenario.trees]
    if ERRORS[error] not in text or not any(name in text for name in names):
        return f"the message names no file or no cause: {text!r}"
    return None


class Injection:
    """Failing calls of one scenario."""

    def __init__(self, program, scenario, folder, report):
        self.command = [program] + scenario.arguments
        self.scenario = scenario
        self.folder = folder
        self.report = report
        scenario.prepare(folder)
        if tracing.run(self.command, folder).status != 0:
            sys.exit(f"{scenario.name}: the plain run fails")
        self.new = {name: read(os.path.join(folder, name)) for name in scenario.outputs}

    def run(self):
        self.scenario.prepare(self.folder)
        for call in tracing.calls(self.command, self.folder):
            for error in ERRORS:
                self.fail(call, error)
            for name, status in SIGNALS.items():
                self.stop(call, name, status)

    def fail(self, call, error):
        self.scenario.prepare(self.folder)
        outcome = tracing.run_injected(self.command, self.folder, call, f"error={error}")
        if outcome is None:
            return
        problem = state_problem(self.scenario, self.folder, self.new) or error_problem(
            self.scenario, call, error, outcome, is_new(self.scenario, self.folder, self.new))
        self.report.add(f"failing {call.name}", f"{self.scenario.name}, {call.name} {call.number}, {error}", problem)

    def stop(self, call, name, status):
        """Sends a signal at a call; after SIGKILL the next run sweeps up."""
        self.scenario.prepare(self.folder)
        outcome = tracing.run_injected(self.command, self.folder, call, f"signal={name}")
        if outcome is None:
            return
        problem = None
        if outcome.status not in (0, status):
            problem = f"status {outcome.status}: {outcome.error!r}"
        if name == "SIGKILL":
            problem = problem or self.kill_problem()
        problem = problem or state_problem(self.scenario, self.folder, self.new)
        self.report.add(f"{name} at a call", f"{self.scenario.name}, {call.name} {call.number}", problem)

    def kill_problem(self):
        for output in self.scenario.outputs:
            content = read(os.path.join(self.folder, output))
            if content not in (self.scenario.old, self.new[output]):
                return f"{output} is torn"
        outcome = tracing.run(self.command, self.folder)
        # Where nothing may be replaced, the killed run may have been done already.
        is_refused = self.scenario.old is None and outcome.status == 4
        if outcome.status != 0 and not is_refused:
            return f"the next run fails: {outcome}"
        return None if is_new(self.scenario, self.folder, self.new) else "the next run made nothing"


def inject(program, scratch, report):
    def work(numbered):
        number, scenario = numbered
        folder = os.path.join(scratch, str(number), "work")
        os.mkdir(os.path.dirname(folder))
        Injection(program, scenario, folder, report).run()

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, enumerate(scenarios())))
    for name in SIGNALS:
        if report.counts[f"{name} at a call"] == 0:
            report.add(f"{name} at a call", "all", "strace sent none")


GROUPS = {
    "calls": inject, "limits": limits.limits, "disks": limits.disks, "places": places.places,
    "names": places.names, "streams": places.streams, "rivals": places.rivals,
}


def main():
    program = os.path.abspath(sys.argv[1])
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    report = Report()
    for name in sys.argv[2:] or GROUPS:
        scratch = tempfile.mkdtemp(prefix="faults-")
        os.chmod(scratch, 0o755)
        try:
            GROUPS[name](program, scratch, report)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    for group, count in report.counts.items():
        print(f"{count:6} {group}")
    print(f"{sum(report.counts.values()):6} cases, {report.failures} failures")
    sys.exit(report.failures > 0)


if __name__ == "__main__":
    main()
