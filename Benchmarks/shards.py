#!/usr/bin/env python3
"""Simulates how evenly the split by names spreads the work, and writes SHARDS.md.

usage: Benchmarks/shards.py [--pictures N] [--seed N]

The pictures' sizes are lognormal with a median of 2 megapixels; a picture costs 0.05 s and 1 s a
megapixel, a task 5 s to start. Only NumPy is needed.
"""

import argparse
import heapq
import pathlib

import numpy as np

MIX = [0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53]
TASKS = [1, 2, 4, 16, 64, 256, 1024]
FACTORS = [1, 4, 16, 32]
SIGMA, MEDIAN, START = 1.0, 2.0, 5.0


def hashes(names):
    """The stable hash of equally long names, as docs/batch.md gives it."""
    table = np.frombuffer("".join(names).encode(), np.uint8).reshape(len(names), -1)
    h = np.full(len(names), 0xCBF29CE484222325, np.uint64)
    for column in table.T:
        h = (h ^ column) * np.uint64(0x100000001B3)
    for factor in MIX:
        h = (h ^ (h >> np.uint64(33))) * np.uint64(factor)
    return h ^ (h >> np.uint64(33))


def parts(h, count):
    """floor(h * count / 2^64), in two halves, as NumPy has no 128 bits."""
    high, low = h >> np.uint64(32), h & np.uint64(0xFFFFFFFF)
    count = np.uint64(count)
    return ((high * count + (low * count >> np.uint64(32))) >> np.uint64(32)).astype(np.int64)


def makespan(costs, workers, slow=0):
    """Seconds until all tasks are done that workers take in order; `slow` of them take 3 times."""
    free = [(0.0, 3.0 if worker < slow else 1.0, worker) for worker in range(workers)]
    heapq.heapify(free)
    end = 0.0
    for cost in costs:
        time, pace, worker = heapq.heappop(free)
        time += (START + cost) * pace
        end = max(end, time)
        heapq.heappush(free, (time, pace, worker))
    return end


def rows(h, megapixels):
    """Lines of the two tables."""
    seconds = 0.05 + megapixels
    for tasks in TASKS:
        owners = parts(h, tasks)
        counts = np.bincount(owners, minlength=tasks)
        work = np.bincount(owners, seconds, tasks)
        yield (f"| {tasks:,} | {counts.min():,} to {counts.max():,} "
               f"| {counts.max() / counts.mean():.3f} | {work.max() / work.mean():.3f} |")
    yield None
    for workers in TASKS:
        slow = max(1, round(0.03 * workers)) if workers > 1 else 0
        cells = []
        for paces, power in ((0, workers), (slow, workers - slow + slow / 3)):
            ideal = seconds.sum() / power + START
            for factor in FACTORS:
                count = workers * factor
                costs = np.bincount(parts(h, count), seconds, count)
                cells.append(f"{makespan(costs, workers, paces) / ideal:.2f}")
        yield f"| {workers:,} | " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    names = [f"album-{i // 2000:05}/IMG_{i:08}.jpg" for i in range(given.pictures)]
    random = np.random.default_rng(given.seed)
    megapixels = random.lognormal(np.log(MEDIAN), SIGMA, given.pictures)
    tables = list(rows(hashes(names), megapixels))
    cut = tables.index(None)
    times = " | ".join(f"N = {f} x workers" if f > 1 else "N = workers" for f in FACTORS)
    lines = [
        "# Shards", "",
        f"Written by `Benchmarks/shards.py`: {given.pictures:,} pictures with consecutive names in "
        f"folders of 2,000, sizes lognormal (median {MEDIAN:.0f} megapixels, sigma {SIGMA}), "
        f"seed {given.seed}.", "",
        "## The parts", "", "The largest part beside the mean one, by pictures and by work.", "",
        "| parts | pictures in a part | pictures, largest / mean | work, largest / mean |",
        "| --- | --- | --- | --- |", *tables[:cut], "",
        "## The time", "",
        "Seconds until the last of N parts is done, beside those of a perfect division. Workers "
        "take the parts one after the other, as a scheduler's queue gives them out; a part "
        f"takes {START:.0f} s to start. On the right 3 % of the workers, at least one, are three "
        "times as slow.", "",
        f"| workers | {times} | slow: {times.replace(' | ', ' | slow: ')} |",
        "| --- |" + " --- |" * 2 * len(FACTORS), *tables[cut + 1:],
    ]
    (pathlib.Path(__file__).resolve().parent / "SHARDS.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
