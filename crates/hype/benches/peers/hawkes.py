"""Hawkes processes with one exponential kernel: ours beside tick and hawkesbook, where Python has them.

    python3 crates/hype/benches/peers/hawkes.py            # the peers alone
    python3 crates/hype/benches/peers/hawkes.py --ours     # and our benches, in the same run

Times are the fastest of several runs, of the processor for the peers and of divan's clock for ours. Everybody works on
the process with baseline 0.5, kick 0.6 and fade 1; the fit of tick takes the fade as given, the others find it.
"""

import pathlib
import re
import subprocess
import sys
import time

BASELINE, KICK, FADE = 0.5, 0.6, 1.0
RATE = BASELINE / (1.0 - KICK / FADE)


def fastest(work, runs=5):
    """Seconds of the processor, the least of several runs; the first one may compile. None when the work fails."""
    try:
        work()
    except Exception as error:  # A peer that does not work on this Python is told, and the others go on.
        print(f"fails here: {error}", file=sys.stderr)
        return None
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def with_hawkesbook():
    import numpy as np
    import hawkesbook as book

    theta = np.array([BASELINE, KICK, FADE])
    book.numba_seed(1)
    long = book.exp_simulate_by_composition(theta, 1_000_000)
    short = book.exp_simulate_by_composition(theta, 10_000)
    return {
        "thin_a_million_announcements": fastest(lambda: book.exp_simulate_by_thinning(theta, 1e6 / RATE)),
        "likelihood_of_a_million_events": fastest(lambda: book.exp_log_likelihood(long, long[-1], theta)),
        "fit_ten_thousand_events": fastest(lambda: book.exp_mle_with_grad(short, short[-1])),
    }


def with_tick():
    import numpy as np
    from tick.hawkes import HawkesExpKern, ModelHawkesExpKernLogLik, SimuHawkesExpKernels

    def simulated(count):
        simulation = SimuHawkesExpKernels(
            adjacency=np.array([[KICK / FADE]]), decays=FADE, baseline=np.array([BASELINE]),
            end_time=count / RATE, seed=1, verbose=False)
        simulation.simulate()
        return simulation.timestamps

    long, short = simulated(1e6), simulated(1e4)
    coefficients = np.array([BASELINE, KICK / FADE])

    def likelihood():
        # The weights depend on the fade, so that a new fade costs them anew.
        model = ModelHawkesExpKernLogLik(FADE, n_threads=1)
        model.fit(long)
        return model.loss(coefficients)

    def fitted():
        HawkesExpKern(FADE, gofit="likelihood", penalty="none", solver="agd", tol=1e-8, max_iter=1000).fit(short)

    return {
        "thin_a_million_announcements": fastest(lambda: simulated(1e6)),
        "likelihood_of_a_million_events": fastest(likelihood),
        "fit_ten_thousand_events": fastest(fitted),
    }


def ours():
    """The fastest times of our benches in seconds."""
    root = pathlib.Path(__file__).resolve().parents[4]
    command = ["cargo", "bench", "-q", "-p", "moloch-hype", "--bench", "hawkes"]
    text = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    units = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
    rows = re.findall(r"[├╰]─ (\w+)\s+([\d.]+) (ns|µs|ms|s)", text)
    return {name: float(number) * units[unit] for name, number, unit in rows}


def main():
    found = {}
    for name, measure in {"hawkesbook": with_hawkesbook, "tick": with_tick}.items():
        try:
            found[name] = measure()
        except ImportError as error:
            print(f"{name}: not installed here ({error})", file=sys.stderr)
    mine = ours() if "--ours" in sys.argv else {}
    print("| what | " + " | ".join(["ours", *found]) + " |")
    print("|---|" + "---|" * (len(found) + 1))
    for what in sorted({row for times in found.values() for row in times} | set(mine)):
        cells = [f"{1e3 * mine[what]:.3g} ms" if what in mine else ""]
        for times in found.values():
            theirs = times.get(what, 0.0)
            ratio = f" ({theirs / mine[what]:.3g} times)" if theirs and what in mine else ""
            cells.append("fails" if theirs is None else f"{1e3 * theirs:.4g} ms{ratio}" if theirs else "")
        print(f"| {what.replace('_', ' ')} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
