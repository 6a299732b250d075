#!/usr/bin/python3 -IS
"""Process 1 of a node: what /bench/node/ says, on this node's interfaces, in gobgpd and in a web server.

Files are looked at again when one of them has changed and for a moment none did. What has not changed goes on running.
"""

import ctypes
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from web_server import WebServer  # noqa: E402

FOLDER = Path("/bench/node")
STATE = Path("/run/bench")
# Milliseconds without a change until the files count as complete, and seconds until they do whatever happens.
SETTLED = 40
PATIENCE = 0.3
# Seconds from the end of a gobgpd to the next one in its place.
PAUSE = 1.0
# Seconds for which a refused announcement is tried again.
TRIES = 3.0
# What a node of kind ends with when it is told to stop (kubernetes-sigs/kind#148): not 0, so that Docker's policy
# `on-failure` starts it again with the engine.
STOPPED = 130
# systemd's signal to shut down, which is the stop signal of kind's nodes.
HALT = signal.SIGRTMIN + 3

IN_CLOSE_WRITE, IN_MOVED, IN_CREATE, IN_DELETE = 0x8, 0xC0, 0x100, 0x200


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    STATE.mkdir(parents=True, exist_ok=True)
    # kind waits for this line or systemd's, whichever version it is.
    print("INFO: detected cgroup v1", flush=True)
    for number in (HALT, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    changes = watch(FOLDER)
    web = WebServer()
    while True:
        files = read_files()
        set_addresses(files.get("addresses", "").split())
        web.serve(files.get("web.json", "[]"))
        due = set_speakers(files)
        readable, _, _ = select.select([changes, *ends()], [], [], due)
        if changes in readable:
            settle(changes)


def stop(*_):
    for speaker in speakers.values():
        speaker.end()
    os._exit(STOPPED)


def watch(folder):
    """A descriptor that is readable when something in the folder has changed (inotify(7))."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    mask = IN_CLOSE_WRITE | IN_MOVED | IN_CREATE | IN_DELETE
    if descriptor < 0 or libc.inotify_add_watch(descriptor, str(folder).encode(), mask) < 0:
        sys.exit(f"{folder} cannot be watched: {os.strerror(ctypes.get_errno())}")
    return descriptor


def settle(changes):
    deadline = time.monotonic() + PATIENCE
    poll = select.poll()
    poll.register(changes, select.POLLIN)
    while time.monotonic() < deadline and poll.poll(SETTLED):
        os.read(changes, 65536)


def read_files():
    """The files by name, with the node's address in them; all of them or, without a speaker, none."""
    files = {}
    for path in FOLDER.iterdir():
        if path.name.endswith("~") or path.name.startswith("."):
            continue
        try:
            files[path.name] = path.read_text().replace("${NODE_IP}", own_address())
        except OSError:
            pass  # gone meanwhile, which is the next change
    return files if any(is_speaker(name) for name in files) else {}


def own_address():
    """That of the node's name: Docker puts it into /etc/hosts whenever it starts the container."""
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def is_speaker(name):
    return re.fullmatch(r"gobgpd-\d+\.toml", name) is not None


def set_addresses(wanted):
    """Makes these, and no others, the addresses of lo that are seen from outside."""
    listed = run("ip", "-oneline", "address", "show", "dev", "lo", "scope", "global")
    present = re.findall(r" inet6? (\S+)/\d+", listed)
    lines = [f"address add {with_length(a)} dev lo" for a in wanted if a not in present]
    lines += [f"address delete {with_length(a)} dev lo" for a in present if a not in wanted]
    if lines:
        run("ip", "-force", "-batch", "-", input="\n".join(lines) + "\n")


def with_length(address):
    return f"{address}/{128 if ':' in address else 32}"


def run(*argv, input=None):
    return subprocess.run(argv, input=input, capture_output=True, text=True).stdout


speakers = {}


def ends():
    """Descriptors that are readable when a gobgpd has ended."""
    return [speaker.ended for speaker in speakers.values() if speaker.ended is not None and not speaker.due]


def set_speakers(files):
    """Brings every gobgpd to what its files say; the seconds until one has to be started again, if any."""
    numbers = [int(name[len("gobgpd-") : -len(".toml")]) for name in files if is_speaker(name)]
    for number in [n for n in speakers if n not in numbers]:
        speakers.pop(number).end()
    for number in sorted(numbers):
        texts = [files.get(f"gobgpd-{number}.{kind}", "") for kind in ("toml", "arguments", "announcements")]
        speakers.setdefault(number, Speaker(number)).become(*texts)
    # Their sessions come up at the same time.
    for speaker in speakers.values():
        speaker.announce()
    dues = [speaker.due - time.monotonic() for speaker in speakers.values() if speaker.due]
    return max(0.0, min(dues)) if dues else None


class Speaker:
    """One gobgpd with what it announces."""

    def __init__(self, number):
        self.port = 50051 + number
        self.config = STATE / f"gobgpd-{number}.toml"
        self.process = None
        self.ended = None
        self.setup = None
        self.wanted = []
        self.announced = []
        self.due = None  # when it is started again

    def become(self, toml, arguments, announcements):
        self.wanted = [line.split() for line in announcements.splitlines() if line.strip()]
        if self.process and self.process.poll() is not None and not self.due:
            print(f"gobgpd at {self.port} has ended with {self.process.returncode}", flush=True)
            self.due = time.monotonic() + PAUSE
        waits = self.due and time.monotonic() < self.due
        if (toml, arguments) == self.setup and (waits or not self.due):
            return
        self.end()
        self.setup = (toml, arguments)
        self.config.write_text(toml)
        api = ["--api-hosts", f"127.0.0.1:{self.port}", "--pprof-disable"]
        self.process = subprocess.Popen(["gobgpd", "-f", str(self.config), *api, *arguments.split()])
        self.ended = os.pidfd_open(self.process.pid)

    def announce(self):
        if self.due:
            return
        gone = [words for words in self.announced if words not in self.wanted]
        new = [words for words in self.wanted if words not in self.announced]
        if gone or new:
            self.wait_until_listening()
        for words in [without(w) for w in gone] + new:
            self.tell(words)
        self.announced = self.wanted

    def wait_until_listening(self):
        while self.process.poll() is None:
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)

    def tell(self, words):
        deadline = time.monotonic() + TRIES
        while self.process.poll() is None:
            answer = subprocess.run(["gobgp", "-p", str(self.port), *words], capture_output=True, text=True)
            if answer.returncode == 0:
                return
            if time.monotonic() > deadline:
                print(f"gobgp {' '.join(words)}: {(answer.stderr or answer.stdout).strip()}", flush=True)
                return
            time.sleep(0.05)  # it listens before it has read its file

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(0.5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.ended is not None:
            os.close(self.ended)
        self.ended, self.process, self.setup, self.announced, self.due = None, None, None, [], None


def without(words):
    """`global rib add ...` as the command that takes it back."""
    return ["del" if i == 2 else word for i, word in enumerate(words)]


if __name__ == "__main__":
    main()
