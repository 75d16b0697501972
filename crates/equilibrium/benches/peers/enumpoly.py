"""Gambit's enumpoly on the games of the data folder: CPU time and number of distinct equilibria.

Optional: needs pygambit. Usage: python enumpoly.py [GAME ...]
"""

import pathlib
import sys
import time

import pygambit

GAMES = pathlib.Path(__file__).parents[2] / "tests" / "data" / "games"
DEFAULT = [
    "mckelvey_mclennan_2x2x2", "rand_2x3x4_s0", "rand_2x3x4_s2", "rand_2x2x2x2_s2", "rand_2x2x2x2x2_s0",
    "rand_3x3x3_s0", "rand_3x3x3_s2", "volunteers_dilemma_4", "unanimity_3x3x3", "congestion_3p_3routes",
    "minority_5", "rand_3x3x3x3_s0",
]


def distinct(game, equilibria):
    found = set()
    for profile in equilibria:
        found.add(tuple(round(float(profile[strategy]), 6) for player in game.players for strategy in player.strategies))
    return len(found)


for name in sys.argv[1:] or DEFAULT:
    game = pygambit.read_nfg(str(GAMES / f"{name}.nfg"))
    best, count = float("inf"), 0
    for _ in range(3):
        start = time.process_time()
        result = pygambit.nash.enumpoly_solve(game)
        best = min(best, time.process_time() - start)
        count = distinct(game, result.equilibria)
    print(f"{name}: {best * 1e3:.2f} ms, {count} equilibria", flush=True)
