"""Our own times for the scripts beside this file: a bench of the crate and its report, or the program on a game."""

import json
import os
import re
import resource
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
ROW = re.compile(r"[├╰]─ (\S+)(?:\s+([\d.]+) (ns|µs|ms|s))?")


def bench(name, only=""):
    """Fastest seconds by `function/argument`, of the benches whose name contains `only`."""
    command = ["cargo", "bench", "-q", "-p", "moloch-equilibrium", "--bench", name]
    command += ["--", only] if only else []
    report = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True, env=os.environ)
    return read(report.stdout)


def read(report):
    times, function = {}, ""
    for line in report.splitlines():
        found = ROW.search(line)
        if not found:
            continue
        name, value, unit = found.groups()
        if line.startswith(("├", "╰")):
            function, key = name, name
        else:
            key = f"{function}/{name}"
        if value:
            times[key] = float(value) * UNITS[unit]
    return times


def program():
    """Path of the program `moloch`, built in release mode."""
    command = ["cargo", "build", "-q", "--release", "-p", "moloch-cli", "--message-format", "json"]
    report = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    built = [json.loads(line).get("executable") for line in report.stdout.splitlines()]
    return next(path for path in built if path)


def cpu(command, repeats=3):
    """Least CPU seconds of a command."""
    best = float("inf")
    for _ in range(repeats):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def header():
    print("| case | peer | peer | ours | peer / ours |\n| --- | --- | --- | --- | --- |", flush=True)


def row(case, peer, seconds, own):
    """One line of the table; `seconds` may be words when the peer gave no answer."""
    ratio = f"{seconds / own:.3g}" if own and not isinstance(seconds, str) else ""
    print(f"| {case} | {peer} | {shown(seconds)} | {shown(own)} | {ratio} |", flush=True)


def shown(seconds):
    if seconds is None or isinstance(seconds, str):
        return seconds or ""
    unit = next(unit for unit in ("s", "ms", "µs", "ns") if seconds >= UNITS[unit] or unit == "ns")
    return f"{seconds / UNITS[unit]:.3g} {unit}"
