"""Runs functions in a ProcessPoolExecutor, as told by JSON lines."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor

ANSWER = 42
DEPTH = 5_000


class OddFailure(Exception):
    """Cannot be made from its args alone."""

    def __init__(self, what, number):
        super().__init__(f"{what} {number}")


def tell(pids, pid):
    with open(pids, "a", encoding="ascii") as file:
        file.write(f"{pid}\n")


def answer(pids):
    return ANSWER


def exit(pids):
    sys.exit(3)


def die(pids):
    os.kill(os.getpid(), signal.SIGKILL)


def unserialisable(pids):
    return threading.Lock()


def odd_failure(pids):
    raise OddFailure("odd", 1)


def deep(pids):
    nested = []
    for _ in range(DEPTH - 1):
        nested = [nested]
    return nested


def print_much(pids):
    for _ in range(10):
        os.write(1, bytes(1 << 20))
    return ANSWER


def read(pids):
    sys.stdin.read()
    return ANSWER


def leave_child(pids):
    tell(pids, subprocess.Popen(["sleep", "30"]).pid)
    return ANSWER


def leave_thread(pids):
    threading.Thread(target=time.sleep, args=(30,)).start()
    return ANSWER


def sleep(pids):
    tell(pids, os.getpid())
    time.sleep(30)
    return ANSWER


CHORES = {
    "answer": answer,
    "exit": exit,
    "die": die,
    "unserialisable": unserialisable,
    "odd_failure": odd_failure,
    "deep": deep,
    "print": print_much,
    "read": read,
    "leave_child": leave_child,
    "leave_thread": leave_thread,
    "sleep": sleep,
}


def measured(result):
    depth = 0
    while isinstance(result, list):
        depth += 1
        result = result[0] if result else None
    return depth if depth else result


def fail():
    raise RuntimeError("no worker comes up")


def perform(pool, request):
    if request["op"] == "call":
        return {"result": measured(submit(pool, request).result())}
    if request["op"] == "begin":
        submit(pool, request)
    elif request["op"] == "bad_start":
        with ProcessPoolExecutor(1, initializer=fail) as bad:
            return {"result": submit(bad, request).result()}
    else:
        pool.shutdown()
    return {}


def submit(pool, request):
    return pool.submit(CHORES[request["chore"]], request["pids"])


def main():
    # What the workers print must not come between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    pool = ProcessPoolExecutor(1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = perform(pool, request)
        except BaseException as failure:  # sys.exit in a task arrives here
            reply = {"error": f"{type(failure).__name__}: {failure}"}
        answers.write(json.dumps({**reply, "id": request["id"]}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
