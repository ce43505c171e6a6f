"""What subprocess takes. Reads an amount a line, answers with what it measured."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 8
BUFFER = 65_536
CHILDREN = 10
TREE = "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 600 & echo $!; done; wait"


def true(_=0):
    subprocess.run(["true"], capture_output=True, check=True)


def alone(amount):
    begin = time.perf_counter()
    for _ in range(amount):
        true()
    return {"ms": (time.perf_counter() - begin) * 1e3 / amount}


def together(amount):
    begin = time.perf_counter()
    for _ in range(0, amount, AT_ONCE):
        list(THREADS.map(true, range(AT_ONCE)))
    return {"ms": (time.perf_counter() - begin) * 1e3 / amount}


def bytes_read(amount):
    begin = time.perf_counter()
    count = 0
    command = ["head", "-c", str(amount), "/dev/zero"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as child:
        while chunk := child.stdout.read(BUFFER):
            count += len(chunk)
    assert count == amount
    return {"GB/s": count / (time.perf_counter() - begin) / 1e9}


def lines(amount):
    begin = time.perf_counter()
    count = 0
    with subprocess.Popen(["seq", str(amount)], stdout=subprocess.PIPE, text=True) as child:
        for _ in child.stdout:
            count += 1
    assert count == amount
    return {"ms": (time.perf_counter() - begin) * 1e3}


def is_gone(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def tree(_):
    with subprocess.Popen(
        ["sh", "-c", TREE], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as child:
        pids = [int(child.stdout.readline()) for _ in range(CHILDREN)]
        begin = time.perf_counter()
        os.killpg(child.pid, signal.SIGTERM)
        child.wait()
        while not all(is_gone(pid) for pid in pids):
            time.sleep(0.0002)
        return {"ms until all are gone": (time.perf_counter() - begin) * 1e3, "left alive": 0}


def noticed():
    with subprocess.Popen(
        ["sleep", "600"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        begin = time.perf_counter()
        child.kill()
        child.wait()
        return (time.perf_counter() - begin) * 1e3


def exit_noticed(amount):
    waits = sorted(noticed() for _ in range(amount))
    return {"p50, ms": waits[amount // 2], "p99, ms": waits[amount * 99 // 100]}


def serve(work):
    for line in sys.stdin:
        for measure, value in work(int(line)).items():
            print(f"{measure}={value}")
        print(flush=True)


if __name__ == "__main__":
    THREADS = ThreadPoolExecutor(AT_ONCE)
    serve(
        {
            "alone": alone,
            "together": together,
            "bytes": bytes_read,
            "lines": lines,
            "tree": tree,
            "exit": exit_noticed,
        }[sys.argv[1]]
    )
