"""Measures whole processes: seconds and peak memory, in interleaved rounds."""

import os
import statistics
import sys

# Runs a command and tells of it. A process begins with the peak memory of the one that started
# it, so that one is to be small.
STARTER = """
import os, sys, time
begun = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
told = time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss
os.write(int(sys.argv[1]), " ".join(map(str, told)).encode())
sys.exit(os.waitstatus_to_exitcode(status) & 255)
"""

# How long, in seconds, and how often an operation is run for the median of its times.
LEAST_SECONDS, LEAST_RUNS = 0.25, 7
# A command whose first run takes longer, in seconds, runs `SLOW_ROUNDS` times after it.
SLOW, SLOW_ROUNDS = 8, 1


class Run:
    """One process: its wall and processor time in seconds and its peak resident memory in bytes,
    with those of the processes that it ran."""

    def __init__(self, command):
        told, tell = os.pipe()
        os.set_inheritable(tell, True)
        starter = [sys.executable, "-I", "-S", "-c", STARTER, str(tell), *command]
        child = os.posix_spawn(sys.executable, starter, os.environ)
        os.close(tell)
        with os.fdopen(told) as file:
            figures = [float(figure) for figure in file.read().split()]
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status:
            raise SystemExit(f"status {status}: {' '.join(command)}")
        self.seconds, self.processor, peak = figures
        self.memory = peak * 1024


def rounds(commands, count):
    """Runs every command once a round, `count` rounds after one that is not counted.

    `commands` maps names to argument lists; returns names to lists of `Run`, round by round.
    """
    first = {name: Run(command) for name, command in commands.items()}
    runs = {name: [] for name in commands}
    for turn in range(count):
        for name, command in commands.items():
            if turn < SLOW_ROUNDS or first[name].seconds <= SLOW:
                runs[name].append(Run(command))
    return runs


def median(runs):
    """(seconds, bytes of peak memory): the median of each."""
    return statistics.median(r.seconds for r in runs), statistics.median(r.memory for r in runs)


def ratio(runs, others):
    """The median over the rounds of how many times as long `others` took as `runs`."""
    return statistics.median(b.seconds / a.seconds for a, b in zip(runs, others))
