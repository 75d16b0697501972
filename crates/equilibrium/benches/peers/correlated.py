"""The best correlated equilibrium of the games of benches/correlated.rs: HiGHS (through scipy) and open_spiel beside ours.

Optional: nothing is built or tested with it. HiGHS solves the same linear programme in doubles and proves nothing; the time of
building the programme is left out for it. CPU seconds of one thread, best of three.
"""

import time

import _ours

SIZES = [4, 8, 12, 20]


def payoffs(size):
    """Payoffs 0 to 100, player 1's action fastest: the same numbers as the bench draws."""
    import numpy

    state, tables = 12_345, []
    for _ in range(2):
        table = numpy.zeros((size, size))
        for column in range(size):
            for row in range(size):
                state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
                table[row, column] = (state >> 33) % 101
        tables.append(table)
    return tables


def programme(tables):
    """Objective, incentive constraints (at most zero) over the profiles, rows first."""
    import numpy

    first, second = tables
    size, rows = len(first), []
    for told in range(size):
        for played in range(size):
            if played != told:
                gain = numpy.zeros((size, size))
                gain[told, :] = first[played, :] - first[told, :]
                rows.append(gain.ravel())
                gain = numpy.zeros((size, size))
                gain[:, told] = second[:, played] - second[:, told]
                rows.append(gain.ravel())
    return (first + second).ravel(), numpy.array(rows)


def highs(tables):
    import numpy
    from scipy.optimize import linprog

    total, rows = programme(tables)
    start = time.process_time()
    result = linprog(-total, A_ub=rows, b_ub=numpy.zeros(len(rows)), A_eq=numpy.ones((1, len(total))), b_eq=[1.0], method="highs")
    return time.process_time() - start, f"value {-result.fun:.6f}"


def open_spiel(tables):
    from open_spiel.python.algorithms import jpsro
    import numpy

    meta = numpy.stack(tables)
    start = time.process_time()
    dist, _ = jpsro._mwce(meta, [numpy.ones(len(table)) for table in tables], ignore_repeats=True)
    return time.process_time() - start, f"value {(numpy.asarray(dist).reshape(meta[0].shape) * meta.sum(0)).sum():.6f}"


def main():
    ours = _ours.bench("correlated", "best_total_payoff")
    _ours.header()
    for size in SIZES:
        own = ours.get(f"best_total_payoff/{size}")
        for name, solver in (("HiGHS", highs), ("open_spiel", open_spiel)):
            try:
                solver(payoffs(3))
                seconds, words = min(solver(payoffs(size)) for _ in range(3))
            except ImportError:
                continue
            _ours.row(f"best correlated equilibrium, {size} x {size}, {words}", name, seconds, own)


if __name__ == "__main__":
    main()
