"""Counts the equilibria that other programs return on the games that users reported.

Writes tests/data/reported_peers.json, from which the book makes its scoreboard. Needs nashpy, quantecon and pygambit;
run it by hand when their versions change: `python reported.py --write`. Without `--write` it prints a table.
"""

import importlib.metadata
import json
import multiprocessing
import sys
import warnings
from fractions import Fraction
from pathlib import Path

import nashpy
import numpy as np
import pygambit
import quantecon.game_theory as gt

LIMIT_SECONDS = 30
DATA = Path(__file__).resolve().parents[2] / "tests" / "data"
PEERS = ["Nashpy support", "Nashpy vertex", "QuantEcon support", "QuantEcon vertex", "Gambit enummixed", "Gambit enumpoly"]


def found(peer, row, column):
    """The profiles that a peer returns."""
    floats = [np.array([[float(Fraction(v)) for v in line] for line in m]) for m in (row, column)]
    library, method = peer.split()
    if library == "Nashpy":
        game = nashpy.Game(*floats)
        return list(getattr(game, f"{method}_enumeration")())
    if library == "QuantEcon":
        game = gt.NormalFormGame((gt.Player(floats[0]), gt.Player(floats[1].T)))
        return list(getattr(gt, f"{method}_enumeration")(game))
    exact = [np.array([[pygambit.Rational(str(Fraction(v))) for v in line] for line in m]) for m in (row, column)]
    game = pygambit.Game.from_arrays(*exact)
    solve = pygambit.nash.enummixed_solve if method == "enummixed" else pygambit.nash.enumpoly_solve
    profiles = []
    for profile in solve(game).equilibria:
        profiles.append([[float(profile[s]) for s in player.strategies] for player in game.players])
    return profiles


def count(peer, game, answer):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            row, column = game["row"], game["column"]
            a = np.array([[float(Fraction(v)) for v in line] for line in row])
            b = np.array([[float(Fraction(v)) for v in line] for line in column])
            good = set()
            for x, y in found(peer, row, column):
                x, y = np.array(x, dtype=float), np.array(y, dtype=float)
                scale = max(np.ptp(a), np.ptp(b), 1e-300)
                gain = max((a @ y).max() - x @ a @ y, (x @ b).max() - x @ b @ y)
                if gain <= 1e-7 * scale:
                    good.add(tuple(np.round(np.concatenate([x, y]), 4) + 0.0))
            text = str(len(good))
        except Exception as problem:
            text = f"fails ({type(problem).__name__})"
        # A warning of numpy about a division is none about equilibria.
        warned = any("degenerate" in str(w.message) or "even" in str(w.message) for w in caught)
    answer.put(text + (", warns" if warned else ""))


def limited(peer, game):
    answer = multiprocessing.Queue()
    process = multiprocessing.Process(target=count, args=(peer, game, answer))
    process.start()
    process.join(LIMIT_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        return f"nothing in {LIMIT_SECONDS} s"
    return answer.get() if not answer.empty() else "crashes"


def main():
    games = json.loads((DATA / "reported.json").read_text())
    versions = {name: importlib.metadata.version(name) for name in ("nashpy", "quantecon", "pygambit")}
    counts = {game["id"]: {peer: limited(peer, game) for peer in PEERS} for game in games}
    if "--write" in sys.argv:
        result = {"versions": versions, "limit_seconds": LIMIT_SECONDS, "counts": counts}
        (DATA / "reported_peers.json").write_text(json.dumps(result, indent=1) + "\n")
    print("| game | truth | " + " | ".join(PEERS) + " |\n|---|---|" + "---|" * len(PEERS))
    for game in games:
        print(f"| {game['title']} | {game['extreme']} | " + " | ".join(counts[game["id"]].values()) + " |")
    print("\n" + ", ".join(f"{name} {version}" for name, version in versions.items()))


if __name__ == "__main__":
    main()
