"""Prints the addresses that a process listens on, one a line: listening.py PID."""

import os
import socket
import sys

pid = sys.argv[1]
sockets = set()
for name in os.listdir(f"/proc/{pid}/fd"):
    target = os.readlink(f"/proc/{pid}/fd/{name}")
    if target.startswith("socket:["):
        sockets.add(target[8:-1])
for family, table in ((socket.AF_INET, "tcp"), (socket.AF_INET6, "tcp6")):
    with open(f"/proc/{pid}/net/{table}") as lines:
        for line in list(lines)[1:]:
            words = line.split()
            if words[3] != "0A" or words[9] not in sockets:
                continue
            address, port = words[1].split(":")
            parts = [bytes.fromhex(address[i : i + 8])[::-1] for i in range(0, len(address), 8)]
            print(f"{socket.inet_ntop(family, b''.join(parts))}:{int(port, 16)}")
