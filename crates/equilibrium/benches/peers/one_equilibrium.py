"""One equilibrium of the games of benches/one_equilibrium.rs by other solvers, where they are installed.

Usage: python one_equilibrium.py [LIMIT]     seconds that one run may take, 20 unless given

Optional: nothing is built or tested with it. CPU seconds of one process each, compilation of numba left out.
"""

import multiprocessing
import sys
import time

import _ours

MASK = (1 << 64) - 1


def payoffs(size, seed, players):
    """Payoffs 0 to 999,999 (one player: 0 to 100), player 1's action fastest: the same numbers as the bench draws."""
    import numpy

    state = (seed * 0x9E3779B97F4A7C15 + 12345) & MASK
    tables = []
    for _ in range(players):
        values = []
        for _ in range(size * size):
            state = (state * 6364136223846793005 + 1442695040888963407) & MASK
            values.append((state >> 33) % (101 if players == 1 else 1_000_000))
        tables.append(numpy.array(values, dtype=float).reshape(size, size).T.copy())
    return tables


def quantecon_path(tables, capping):
    import quantecon.game_theory as games

    first, second = tables
    game = games.NormalFormGame((games.Player(first), games.Player(second.T.copy())))
    small = games.NormalFormGame([[(1, 1), (0, 0)], [(0, 0), (1, 1)]])
    games.lemke_howson(small, capping=capping)
    start = time.process_time()
    games.lemke_howson(game, capping=capping, max_iter=10**9)
    return time.process_time() - start


def quantecon_minmax(tables):
    from quantecon.optimize.minmax import minmax

    minmax(tables[0][:2, :2].copy())
    start = time.process_time()
    minmax(tables[0])
    return time.process_time() - start


def nashpy_path(tables):
    import nashpy

    game = nashpy.Game(*tables)
    start = time.process_time()
    game.lemke_howson(initial_dropped_label=0)
    return time.process_time() - start


def gambit_exact(tables):
    import pygambit

    game = pygambit.Game.from_arrays(*(table.astype(int) for table in tables))
    start = time.process_time()
    pygambit.nash.lcp_solve(game, rational=True, use_strategic=True, stop_after=1)
    return time.process_time() - start


def work(solver, size, seed, players, options, answer):
    answer.put(solver(payoffs(size, seed, players), **options))


def timed(solver, size, seed, players, limit, **options):
    """CPU seconds, or why there are none."""
    answer = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(solver, size, seed, players, options, answer))
    process.start()
    process.join(limit + 20)
    if process.is_alive():
        process.kill()
        return f"> {limit:g} s"
    return answer.get(timeout=1) if not answer.empty() else "failed"


def main():
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    ours = _ours.bench("one_equilibrium")
    _ours.header()
    for seed in range(20):
        own = ours.get(f"one_equilibrium_of_1000/{seed}")
        for name, capping in (("quantecon lemke_howson", None), ("quantecon lemke_howson, capping 10", 10)):
            took = timed(quantecon_path, 1000, seed, 2, limit, capping=capping)
            _ours.row(f"one equilibrium, 1000 x 1000, seed {seed}", name, took, own)
    for size in (20, 50, 100):
        for name, solver in (("nashpy lemke_howson", nashpy_path), ("gambit lcp, rational", gambit_exact)):
            took = timed(solver, size, 3, 2, limit)
            _ours.row(f"one equilibrium, {size} x {size}", name, took, ours.get(f"one_equilibrium_by_size/{size}"))
    for size in (50, 100, 200, 500, 1000):
        own = ours.get(f"zero_sum_by_linear_programme/{size}")
        _ours.row(f"zero-sum, {size} x {size}", "quantecon minmax", timed(quantecon_minmax, size, 0, 1, limit), own)


if __name__ == "__main__":
    main()
