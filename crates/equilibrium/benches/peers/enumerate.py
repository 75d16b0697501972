"""All equilibria of random n x n games: this library, lrsnash and quantecon on the same games.

    python3 enumerate.py [n ...]

CPU seconds of one thread; the time of starting lrsnash, measured on a 1x1 game, is taken off. Peers that are not
installed are left out. Optional: nothing in the repository needs this file."""
import os
import shutil
import sys
import tempfile
import time

import _ours

REPEATS = 3
LARGEST_FOR_QHULL = 14


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
    sizes = [int(size) for size in sys.argv[1:]] or [8, 10, 12, 14, 16]
    ours = _ours.bench("bimatrix", "random_games")
    _ours.header()
    with tempfile.TemporaryDirectory() as folder:
        start = _ours.cpu(["lrsnash", write(folder, 1)]) if shutil.which("lrsnash") else None
        for size in sizes:
            case, own = f"all equilibria, {size} x {size}", ours.get(f"random_games/{size}")
            if start is not None:
                _ours.row(case, "lrsnash", max(_ours.cpu(["lrsnash", write(folder, size)]) - start, 0.0), own)
            seconds = quantecon_time(size) if size <= LARGEST_FOR_QHULL else None
            if seconds is not None:
                _ours.row(case, "quantecon vertex enumeration (not complete)", seconds, own)


main()
