"""Measures whole processes: seconds and peak memory, in interleaved rounds."""

import os
import statistics
import time


# How long, in seconds, and how often an operation is run for the median of its times.
LEAST_SECONDS, LEAST_RUNS = 0.25, 7
# A command whose first run takes longer, in seconds, runs `SLOW_ROUNDS` times after it.
SLOW, SLOW_ROUNDS = 8, 1


class Run:
    """One process: its wall and processor time in seconds and its peak resident memory in bytes,
    with those of the processes that it ran."""

    def __init__(self, command):
        begun = time.perf_counter()
        child = os.posix_spawnp(command[0], command, os.environ)
        _, status, usage = os.wait4(child, 0)
        self.seconds = time.perf_counter() - begun
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024
        if status:
            raise SystemExit(f"status {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")


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
