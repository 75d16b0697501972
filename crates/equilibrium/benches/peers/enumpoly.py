"""All equilibria of games of three and more players: Gambit's enumpoly and this library on the games of the data folder.

Optional: needs pygambit and numpy. CPU seconds; ours take in reading the file, the time of starting the program is taken off.
usage: python enumpoly.py [GAME ...]      games of the data folder, side by side
       python enumpoly.py --random        twenty random games: for how many does enumpoly return fewer than are proved here?
"""

import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile
import time

import _ours
import nplayer
import pygambit

GAMES = pathlib.Path(__file__).parents[2] / "tests" / "data" / "games"
DEFAULT = [
    "mckelvey_mclennan_2x2x2", "rand_2x3x4_s0", "rand_2x3x4_s2", "rand_2x2x2x2_s2", "rand_2x2x2x2x2_s0",
    "rand_3x3x3_s0", "rand_3x3x3_s2", "volunteers_dilemma_4", "unanimity_3x3x3", "congestion_3p_3routes",
    "minority_5", "rand_3x3x3x3_s0",
]
RANDOM = {(3, 3, 3): 5, (2, 3, 4): 5, (2, 2, 2, 2): 4, (2, 2, 2, 2, 2): 4, (3, 3, 3, 3): 2}
LIMIT = 60


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


def stopped_after(path):
    """The same in a process of its own, which is stopped after a minute."""
    with multiprocessing.Pool(1) as pool:
        try:
            return pool.apply_async(gambit, (path,)).get(LIMIT)
        except multiprocessing.TimeoutError:
            return f"> {LIMIT} s", None


def ours(moloch, path):
    command = [moloch, "solve", str(path), "--method", "enumpoly", "--json", "--threads", "1"]
    answer = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    return command, answer


def write(path, actions, seed):
    columns = nplayer.columns(list(actions), seed)
    players = " ".join(f'"P{number + 1}"' for number in range(len(actions)))
    lines = (" ".join(map(str, payoffs)) for payoffs in zip(*columns))
    path.write_text(f'NFG 1 R "" {{ {players} }} {{ {" ".join(map(str, actions))} }}\n\n' + "\n".join(lines) + "\n")


def random_games(moloch):
    print("| game | proved here | complete | enumpoly | seconds |\n| --- | --- | --- | --- | --- |")
    fewer, total = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for actions, seed in [(actions, seed) for actions, count in RANDOM.items() for seed in range(count)]:
            path = pathlib.Path(folder) / "game.nfg"
            write(path, actions, seed)
            _, answer = ours(moloch, path)
            seconds, count = stopped_after(path)
            proved, complete = len(answer["points"]), answer["completeness"]["kind"]
            total += 1
            fewer += count is not None and count < proved
            name = "x".join(map(str, actions))
            print(f"| {name}, seed {seed} | {proved} | {complete} | {count} | {_ours.shown(seconds)} |", flush=True)
    print(f"\nenumpoly returns fewer equilibria than are proved here on {fewer} of {total} games.")


def main():
    moloch = _ours.program()
    if sys.argv[1:] == ["--random"]:
        random_games(moloch)
        return
    start = _ours.cpu([moloch, "--version"])
    _ours.header()
    for name in sys.argv[1:] or DEFAULT:
        path = GAMES / f"{name}.nfg"
        command, answer = ours(moloch, path)
        own = max(_ours.cpu(command) - start, 1e-6)
        seconds, count = gambit(path)
        case = f"{name}: {len(answer['points'])} here, {count} there"
        _ours.row(case, "gambit enumpoly", seconds, own)


if __name__ == "__main__":
    main()
