"""Runs of the program under strace."""

import collections
import os
import re
import subprocess

# Memory, threads, time and the end: not the file system's, and not what can fail alone.
OTHERS = {
    "brk", "mmap", "munmap", "mprotect", "madvise", "mremap", "execve", "exit_group", "exit",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "gettid", "getrandom", "futex", "clone3",
    "sched_getaffinity", "sched_yield", "rseq", "set_robust_list", "prlimit64", "clock_nanosleep",
    "restart_syscall", "sigaltstack", "arch_prctl", "set_tid_address", "getuid", "geteuid", "getgid",
    "getegid",
}

# The program's first call of its own; those before are the loader's.
FIRST_CALL = "rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN"

# The C library reads the list of the process's mappings, in as many pieces as their
# addresses make it long: with fixed ones every run makes the same calls.
STRACE = ["setarch", "-R", "strace", "-qq"]

# The number-th call of its name, from 1, and the path of the file that it reads or writes.
Call = collections.namedtuple("Call", "name number path")
Outcome = collections.namedtuple("Outcome", "status output error")


def run(command, folder, stdin=b"", timeout=120, env=None, preexec=None):
    """What a command shows. A status below 0 is the number of a signal."""
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=env, preexec_fn=preexec)
    try:
        output, error = process.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Outcome("hangs", b"", b"")
    return Outcome(process.returncode, output, error)


def calls(command, folder):
    """The calls of the program's main thread, from its own first one on."""
    log = os.path.join(folder, "..", "calls")
    subprocess.run(
        STRACE + ["-y", "-o", log] + command, cwd=folder, check=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    counts = collections.Counter()
    own = []
    has_begun = False
    with open(log, errors="replace") as lines:
        for line in lines:
            has_begun = has_begun or FIRST_CALL in line
            match = re.match(r"(\w+)\((?:\d+<([^>]*)>)?", line)
            if not match:
                continue
            name = match[1]
            counts[name] += 1
            if has_begun and name not in OTHERS:
                own.append(Call(name, counts[name], match[2] or ""))
    return own


def run_injected(command, folder, call, injection):
    """What a command shows whose call fails, or is met by a signal; `None` where it
    came to no such call, since threads share them differently each time."""
    inject = f"inject={call.name}:{injection}:when={call.number}"
    log = os.path.join(folder, "..", "injected")
    # With a filter in the kernel strace is faster, but sends no signals.
    speed = ["--seccomp-bpf"] if injection.startswith("error") else []
    outcome = run(
        [*STRACE, *speed, "-f", "-o", log, "-e", f"trace={call.name}", "-e", inject]
        + command, folder)
    with open(log, errors="replace") as lines:
        text = lines.read()
    is_met = any(mark in text for mark in ["INJECTED", "---", "+++ killed by"])
    return outcome if is_met else None
