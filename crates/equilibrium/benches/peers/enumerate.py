#!/usr/bin/env python3
"""All equilibria of random n x n games: this library, lrsnash and quantecon on the same games, in CPU seconds.

    python3 enumerate.py PROGRAM [n ...]

PROGRAM is called as `PROGRAM FILE` and must solve the game in FILE (numbers of rows and columns, player 1's
payoffs row by row, then player 2's). The time of starting it, measured on a 1x1 game, is taken off. Peers that are
not installed are left out. Optional: nothing in the repository needs this file."""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

REPEATS = 3


def games(size):
    state = 12345
    payoffs = []
    for _ in range(2 * size * size):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        payoffs.append((state >> 33) % 101)
    # The generator fills player 1's payoffs and then player 2's, player 1's action varying fastest.
    def matrix(part):
        return [[part[column * size + row] for column in range(size)] for row in range(size)]
    return matrix(payoffs[:size * size]), matrix(payoffs[size * size:])


def cpu(command):
    best = float("inf")
    for _ in range(REPEATS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def write(folder, size):
    rows, columns = games(size)
    text = lambda matrix: "\n".join(" ".join(map(str, row)) for row in matrix)
    path = os.path.join(folder, f"{size}.txt")
    with open(path, "w", encoding="ascii") as file:
        file.write(f"{size} {size}\n\n{text(rows)}\n\n{text(columns)}\n")
    return path


def quantecon_time(size):
    try:
        import numpy
        import quantecon.game_theory as gt
    except ImportError:
        return None
    rows, columns = (numpy.array(matrix, dtype=float) for matrix in games(size))
    game = gt.NormalFormGame((gt.Player(rows), gt.Player(columns.T.copy())))
    gt.vertex_enumeration(game)
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        gt.vertex_enumeration(game)
        best = min(best, time.process_time() - start)
    return best


def main():
    program = sys.argv[1]
    sizes = [int(size) for size in sys.argv[2:]] or [8, 10, 12, 14, 16]
    with tempfile.TemporaryDirectory() as folder:
        commands = {"ours": [program]}
        if shutil.which("lrsnash"):
            commands["lrsnash"] = ["lrsnash"]
        starts = {name: cpu([*command, write(folder, 1)]) for name, command in commands.items()}
        for size in sizes:
            path = write(folder, size)
            times = {name: cpu([*command, path]) - starts[name] for name, command in commands.items()}
            times["quantecon"] = quantecon_time(size)
            ours = max(times["ours"], 1e-6)
            line = [f"{name} {value * 1e3:.1f} ms ({value / ours:.1f})" for name, value in times.items() if value is not None]
            print(f"n = {size}: " + ", ".join(line), flush=True)


main()
