"""Kills comparisons at random moments: the page of a report is whole, or that of before."""

import json
import random
import re
import shutil
import subprocess
import time

COUNT = 40


def check(program, folder):
    """Whether all reports are as they should be; `folder` holds goldens/ and made/."""
    chance = random.Random(18)
    command = [program, "diff", "goldens", "made", "--quiet", "--report", "killed"]
    start = time.monotonic()
    run(command, folder)
    whole = time.monotonic() - start
    found, faults = {"before": 0, "none": 0}, []
    for number in range(COUNT):
        # Half of them begin with a report of other pictures, half with none.
        shutil.rmtree(folder / "killed", ignore_errors=True)
        if number % 2:
            run([program, "diff", "made", "goldens", "--quiet", "--report", "killed"], folder)
        process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole))
        process.kill()
        process.wait()
        page = folder / "killed/index.html"
        found["before" if page.exists() else "none"] += 1
        if fault := page.exists() and fault_of(page):
            faults.append(f"after kill {number}: {fault}")
        if number % 2 and not page.exists():
            faults.append(f"after kill {number}: the page of before has gone")
    if (code := run(command, folder)) != 3 or fault_of(folder / "killed/index.html"):
        faults.append(f"the report after all kills exits {code}")
    left = [path.name for path in (folder / "killed/pictures").iterdir() if path.name.startswith(".")]
    if left:
        faults.append(f"of those that were killed there is still {left}")
    for fault in faults:
        print(f"failed  {fault}", flush=True)
    print(f"{'failed' if faults else 'ok'}      {COUNT} kills: {found}", flush=True)
    return not faults


def run(command, folder):
    return subprocess.run(command, cwd=folder, stderr=subprocess.DEVNULL, check=False).returncode


def fault_of(page):
    """What a page lacks that tells of pictures; `None` of a whole one."""
    text = page.read_text()
    told = re.search(r'id="report">(.*?)</script>', text, re.DOTALL)
    if not told or not text.endswith("</html>\n"):
        return "the page is cut short"
    for entry in json.loads(told[1])["pictures"]:
        for path in entry.get("pictures", {}).values():
            if not (page.parent / path).exists():
                return f"{path} is not there"
    return None
