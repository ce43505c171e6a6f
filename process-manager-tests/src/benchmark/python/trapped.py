"""Runs commands with subprocess, as told by JSON lines, each in a thread."""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
import threading

GRACE = 1

started = {}
lock = threading.Lock()


def outcome(code, stdout, timed_out=False):
    return {
        "code": code,
        "end": "timed out" if timed_out else f"code {code}",
        "stdout": stdout.decode("utf-8", "replace"),
        "timedOut": timed_out,
    }


def source(request):
    given = request.get("input")
    return {"stdin": subprocess.DEVNULL} if given is None else {"input": base64.b64decode(given)}


def run(request):
    try:
        done = subprocess.run(
            request["argv"],
            capture_output=True,
            timeout=request.get("limit"),
            cwd=request.get("dir"),
            check=False,
            **source(request),
        )
        return outcome(done.returncode, done.stdout)
    except subprocess.TimeoutExpired as late:
        return outcome(-1, late.stdout or b"", True)


class Running:
    """A thread feeds and reads it, as communicate() does both."""

    def __init__(self, request):
        given = request.get("input")
        self.process = subprocess.Popen(
            request["argv"],
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=request.get("dir"),
            start_new_session=True,
        )
        self.stdout = b""
        data = None if given is None else base64.b64decode(given)
        self.reader = threading.Thread(target=self.communicate, args=(data,), daemon=True)
        self.reader.start()

    def communicate(self, data):
        self.stdout, _ = self.process.communicate(data)

    def outcome(self):
        self.reader.join()
        return outcome(self.process.returncode, self.stdout)

    def stop(self):
        if self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def start(request):
    running = Running(request)
    with lock:
        key = len(started)
        started[key] = running
    return {"key": key}


def outlive(request):
    with open(request["log"], "wb") as log:
        subprocess.Popen(
            request["argv"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return {}


def stop(request):
    started[request["key"]].stop()
    return {}


def result(request):
    return started[request["key"]].outcome()


OPERATIONS = {"run": run, "start": start, "outlive": outlive, "stop": stop, "outcome": result}


def serve(request):
    try:
        answer = OPERATIONS[request["op"]](request)
    except Exception as failure:  # every failure is an answer
        answer = {"error": f"{type(failure).__name__}: {failure}"}
    answer["id"] = request["id"]
    with lock:
        print(json.dumps(answer), flush=True)


def main(megabytes):
    if megabytes:
        # The interpreter itself takes some.
        resource.setrlimit(resource.RLIMIT_AS, ((megabytes + 200) << 20,) * 2)
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "exit":
            sys.exit(0)
        threading.Thread(target=serve, args=(request,), daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]))
