"""What a ProcessPoolExecutor takes. Reads an amount a line, answers with what it measured."""

import multiprocessing
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor

MEGABYTES = 8
WARM_UP = 20_000


def increment(number):
    return number + 1


def echo(data):
    return data


def open_pool(method):
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method))


def seconds(call, wanted):
    begin = time.perf_counter()
    result = call()
    took = time.perf_counter() - begin
    assert result == wanted
    return took


def cold(method):
    """A pool and its first result; how it ends is not measured."""

    def sample(amount):
        times = []
        for number in range(amount):
            pools = []

            def first():
                pools.append(open_pool(method))
                return pools[0].submit(increment, number).result()

            times.append(seconds(first, number + 1))
            pools[0].shutdown()
        return {"ms": statistics.median(times) * 1e3}

    return sample


def warm(method):
    pool = open_pool(method)

    def times(amount):
        return [
            seconds(lambda: pool.submit(increment, number).result(), number + 1)
            for number in range(amount)
        ]

    times(WARM_UP)

    def sample(amount):
        measured = sorted(times(amount))
        return {
            "p50, µs": measured[amount // 2] * 1e6,
            "p99, µs": measured[amount * 99 // 100] * 1e6,
        }

    return sample


def large(method):
    pool = open_pool(method)
    data = os.urandom(MEGABYTES << 20)

    def sample(amount):
        took = sum(
            seconds(lambda: pool.submit(echo, data).result(), data) for _ in range(amount)
        )
        return {"MB/s": 2 * MEGABYTES * amount / took}

    return sample


def memory(method):
    pool = open_pool(method)

    def sample(amount):
        for number in range(amount):
            pool.submit(increment, number).result()
        (child,) = multiprocessing.active_children()
        with open(f"/proc/{child.pid}/smaps_rollup", encoding="ascii") as rollup:
            kilobytes = {line.split()[0]: line.split()[1] for line in rollup}
        return {
            "PSS, MB": int(kilobytes["Pss:"]) / 1024,
            "RSS, MB": int(kilobytes["Rss:"]) / 1024,
        }

    return sample


def serve(sample):
    for line in sys.stdin:
        for measure, value in sample(int(line)).items():
            print(f"{measure}={value}")
        print(flush=True)


if __name__ == "__main__":
    measured = {"cold": cold, "warm": warm, "large": large, "memory": memory}
    serve(measured[sys.argv[1]](sys.argv[2]))
