"""Small pictures that end too early."""

import collections

import numpy

import reference_png
from bench import PLAIN, is_one_line
from bombs import SEEDS

CUT = ["png/color0-depth1-rows", "png/color0-depth16-adam7", "png/color2-depth8-rows",
       "png/color2-depth16-rows", "png/color3-depth4-adam7", "png/color3-depth8-rows",
       "png/color4-depth16-rows", "png/color6-depth8-adam7", "png/ancillary",
       "png/transparent-colour", "jpeg/420", "jpeg/444", "jpeg/411", "jpeg/gray", "jpeg/restart",
       "jpeg/progressive", "jpeg/progressive-restart", "jpeg/arithmetic",
       "jpeg/arithmetic-progressive", "jpeg/segments"]


def check_cuts(bench):
    counts = collections.Counter()
    for name in CUT:
        data = (SEEDS / name).read_bytes()
        cuts = []
        for length in range(len(data) + 1):
            cut = bench.folder / f"cut-{length}"
            cut.write_bytes(data[:length])
            cuts.append(cut)
        runs = list(bench.run(cuts))
        whole = reference_png.decode(runs[-1].output)[0]
        for cut, run in zip(cuts, runs):
            counts["files"] += 1
            counts["refused"] += run.status == 3 and is_one_line(run.message)
            counts["whole"] += run.status == 0
            missing = run.status == 0 and not numpy.array_equal(
                reference_png.decode(run.output)[0], whole)
            counts["wrong"] += missing or run.status not in (0, 3)
            counts["partial outputs"] += run.status != 0 and run.output.exists()
            if missing or run.status not in (0, 3):
                print(f"  {name} cut to {cut.name}: {run}")
        for run in bench.run(cuts[:-1], [*PLAIN, "--recover"]):
            counts["recovered"] += run.status == 0
            counts["wrong"] += run.status not in (0, 3)
        counts["temporaries"] += sum(
            ".tmp" in file.name or file.name.startswith(".") for file in bench.folder.iterdir())
    print(f"| {len(CUT)} small files cut at every byte | {counts['files']} runs |")
    print(f"| refused with one line | {counts['refused']} |")
    print(f"| read, every pixel there: the end marker alone is missing | {counts['whole']} |")
    print(f"| read with missing pixels, or other exits | {counts['wrong']} |")
    left = counts["partial outputs"] + counts["temporaries"]
    bench.expect(counts["wrong"] + left == 0)
    print(f"| outputs or temporary files left | {left} |")
    print(f"| recovered on request | {counts['recovered']} |")


def cut_files(folder):
    """Files that lack their last quarter."""
    for name in CUT:
        data = (SEEDS / name).read_bytes()
        (folder / f"cut-off-{name.replace('/', '-')}").write_bytes(data[:len(data) - len(data) // 4])
    return sorted(folder.glob("cut-off-*"))
