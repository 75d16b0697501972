"""All equilibria of games of three and more players: Gambit's enumpoly and this library on the games of the data folder.

Optional: needs pygambit. Usage: python enumpoly.py [GAME ...]. CPU seconds; ours take in reading the file, the time of
starting the program is taken off.
"""

import json
import pathlib
import subprocess
import sys
import time

import _ours
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


def gambit(path):
    game = pygambit.read_nfg(str(path))
    best, count = float("inf"), 0
    for _ in range(3):
        start = time.process_time()
        result = pygambit.nash.enumpoly_solve(game)
        best = min(best, time.process_time() - start)
        count = distinct(game, result.equilibria)
    return best, count


def main():
    moloch = _ours.program()
    start = _ours.cpu([moloch, "--version"])
    _ours.header()
    for name in sys.argv[1:] or DEFAULT:
        path = GAMES / f"{name}.nfg"
        command = [moloch, "solve", str(path), "--method", "enumpoly", "--json", "--threads", "1"]
        answer = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
        own = max(_ours.cpu(command) - start, 1e-6)
        seconds, count = gambit(path)
        case = f"{name}: {len(answer['points'])} here, {count} there"
        _ours.row(case, "gambit enumpoly", seconds, own)


main()
