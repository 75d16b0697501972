"""Times of peers on the games of benches/evolution.rs, and a table of ratios to ours.

Optional: never needed to build or to test.
Peers that are not installed are left out. Each figure is the best of several runs in one process and one thread.
"""

import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import _ours
import numpy as np

GAMES = {
    "large_prize": np.array([[51.0, 0.6, 51.0], [60.96, 30.8, 60.8024], [51.0, 1.979, 51.0]]),
    "small_prize": np.array([[1.5, 0.6, 1.5], [1.56, 1.1, 1.4024], [1.5, 1.979, 1.5]]),
    "rock_paper_scissors": np.array([[0.0, -1.0, 2.0], [2.0, 0.0, -1.0], [-1.0, 2.0, 0.0]]),
}
BETA = 0.1


def best(work, repeats=5):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def scattered(rows, columns, players):
    state, size, draws = 12345, 1 << 64, []
    for _ in range(players * rows * columns):
        state = (state * 6364136223846793005 + 1442695040888963407) % size
        draws.append((state >> 33) % 101)
    # One player after the other, player 1's action fastest.
    tables = np.array(draws, dtype=float).reshape(players, columns, rows)
    return [table.T.copy() for table in tables]


def egttools_times():
    import egttools
    from egttools.analytical import PairwiseComparison
    from egttools.games import Matrix2PlayerGameHolder
    from scipy.sparse.linalg import eigs

    for name, payoffs in GAMES.items():
        game = Matrix2PlayerGameHolder(3, payoffs)  # kept alive: a temporary is freed under the solver
        hundred, fifty = PairwiseComparison(100, game), PairwiseComparison(50, game)
        yield f"small_mutation_limit_of_100/{name}", "egttools", best(
            lambda: hundred.calculate_transition_and_fixation_matrix_sml(BETA)
        )
        yield f"transition_matrix_of_50/{name}", "egttools", best(lambda: fifty.calculate_transition_matrix(BETA, 0.01))

        def solve():
            matrix = fifty.calculate_transition_matrix(BETA, 0.01)
            eigs(matrix.T.tocsc(), k=1, sigma=1.0 + 1e-9)

        yield f"full_chain_of_50/{name}", "egttools + scipy shift-invert", best(solve)
        from egttools.numerical import PairwiseComparisonNumerical

        run = PairwiseComparisonNumerical(game, 100, 1_000_000)
        start = np.array([34, 33, 33])
        yield f"million_steps_of_100/{name}", "egttools", best(lambda: run.evolve(1_000_000, BETA, 1e-3, start))


def quantecon_times():
    import quantecon.game_theory as gt

    first, second = scattered(50, 50, 2)
    game = gt.NormalFormGame([gt.Player(first), gt.Player(second.T.copy())])
    play = gt.FictitiousPlay(game)
    play.play(init_actions=(0, 0), num_reps=10)
    for periods in (10_000, 100_000):
        yield f"fictitious_play_of_50_by_50/{periods}", "quantecon", best(
            lambda: play.play(init_actions=(0, 0), num_reps=periods), 3
        )


def nashpy_times():
    import nashpy

    game = nashpy.Game(np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]))
    points = np.linspace(0, 100, 1001)
    yield "replicator_of_rock_paper_scissors", "nashpy", best(
        lambda: game.replicator_dynamics(y0=np.array([0.5, 0.3, 0.2]), timepoints=points)
    )


def main():
    mine = _ours.bench("evolution")
    _ours.header()
    for peer in (egttools_times, quantecon_times, nashpy_times):
        try:
            for case, name, seconds in peer():
                _ours.row(case, name, seconds, mine.get(case))
        except ImportError as missing:
            print(f"left out: {missing}", file=sys.stderr)


if __name__ == "__main__":
    main()
