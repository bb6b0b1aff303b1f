"""Runs a program and lets a thread of it stick: stick.py THREAD COMMAND...

At SIGUSR1 the thread of that name stands still while all others go on, at SIGUSR2 it goes on. At SIGTERM the program
ends.
"""

import ctypes
import glob
import os
import signal
import subprocess
import sys
import time

SEIZE, INTERRUPT, DETACH = 0x4206, 0x4207, 17  # linux/ptrace.h
ALL_THREADS = 0x40000000  # __WALL

ptrace = ctypes.CDLL(None, use_errno=True).ptrace
ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
ptrace.restype = ctypes.c_long
# What this one is killed by ends the program too.
die_with_parent = [1, signal.SIGKILL]  # PR_SET_PDEATHSIG
child = subprocess.Popen(sys.argv[2:], preexec_fn=lambda: ctypes.CDLL(None).prctl(*die_with_parent))
stuck = []


def trace(request, thread):
    """One request of ptrace(2)."""
    if ptrace(request, thread, None, None) != 0:
        print(f"ptrace: {os.strerror(ctypes.get_errno())}", file=sys.stderr, flush=True)


def stick(*_):
    for name in glob.glob(f"/proc/{child.pid}/task/*/comm"):
        if open(name).read().strip() == sys.argv[1]:
            thread = int(name.split("/")[4])
            trace(SEIZE, thread)
            trace(INTERRUPT, thread)
            stuck.append(thread)


def let_go(*_):
    while stuck:
        thread = stuck.pop()
        os.waitpid(thread, ALL_THREADS)
        trace(DETACH, thread)


signal.signal(signal.SIGUSR1, stick)
signal.signal(signal.SIGUSR2, let_go)
signal.signal(signal.SIGTERM, lambda *_: child.terminate())
while child.poll() is None:
    time.sleep(0.1)
