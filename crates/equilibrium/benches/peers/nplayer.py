"""Times pygambit on the same random games as benches/homotopy.rs (optional; needs pygambit and numpy).

usage: python nplayer.py [SHAPE ...]      such as 3x3x3 2^6; prints the best CPU time of three runs of each method
Each method runs in a process of its own, since some end theirs, and is stopped after 20 seconds.
"""

import itertools
import multiprocessing
import sys
import time

import _ours

SHAPES = {
    "3x3x3": [3] * 3, "2^6": [2] * 6, "4x4x4": [4] * 3, "3^4": [3] * 4,
    "5x5x5": [5] * 3, "6x6x6": [6] * 3, "3^5": [3] * 5, "2^10": [2] * 10,
}
MASK = (1 << 64) - 1
LIMIT = 20


def columns(actions, seed):
    """Payoffs 0 to 100 from the linear congruence of the Rust bench, player 1's action fastest."""
    state = (12345 + seed * 0x9E3779B97F4A7C15) & MASK
    size = 1
    for count in actions:
        size *= count
    result = []
    for _ in actions:
        column = []
        for _ in range(size):
            state = (state * 6364136223846793005 + 1442695040888963407) & MASK
            column.append((state >> 33) % 101)
        result.append(column)
    return result


def has_pure(actions, payoffs):
    strides = [1]
    for count in actions[:-1]:
        strides.append(strides[-1] * count)
    for profile in itertools.product(*map(range, actions)):
        number = sum(a * s for a, s in zip(profile, strides))
        if all(
            column[number] >= max(column[number + (b - a) * s] for b in range(count))
            for column, a, s, count in zip(payoffs, profile, strides, actions)
        ):
            return True
    return False


def gambit_game(actions, payoffs):
    import numpy
    import pygambit

    arrays = [numpy.array(column).reshape(actions, order="F") for column in payoffs]
    return pygambit.Game.from_arrays(*arrays)


def solve(method, actions, payoffs, queue):
    import pygambit

    game = gambit_game(actions, payoffs)
    run = {
        "logit": lambda: pygambit.nash.logit_solve(game),
        "ipa": lambda: pygambit.nash.ipa_solve(game),
        "gnm": lambda: pygambit.nash.gnm_solve(game),
    }[method]
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = run()
        best = min(best, time.process_time() - start)
    queue.put((best, len(found.equilibria), [float(e.max_regret()) for e in found.equilibria]))


def timed(method, actions, payoffs):
    """CPU seconds and the words that go with them, or why there are none."""
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=solve, args=(method, actions, payoffs, queue))
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.kill()
        return f"> {LIMIT} s", ""
    if process.exitcode != 0:
        return f"ended with code {process.exitcode}", ""
    seconds, count, regrets = queue.get()
    return seconds, f"{count} found, regret {max(regrets, default=float('nan')):.1e}"


def main():
    ours = _ours.bench("homotopy")
    _ours.header()
    for name in sys.argv[1:] or SHAPES:
        actions = SHAPES[name]
        seed = next(s for s in itertools.count() if not has_pure(actions, columns(actions, s)))
        payoffs = columns(actions, seed)
        for method in ["ipa", "logit", "gnm"]:
            seconds, words = timed(method, actions, payoffs)
            _ours.row(f"one equilibrium, {name}, seed {seed}", f"gambit {method} {words}".strip(), seconds, ours.get(f"one/{name}"))


if __name__ == "__main__":
    main()
