"""Runs a program under the system call filter of a unit, as systemd would: confine.py UNIT PROGRAM ARGUMENT...

Of the unit it takes SystemCallFilter=, RestrictAddressFamilies=, MemoryDenyWriteExecute= and RestrictNamespaces=. What
is not allowed fails with EPERM, an address family with EAFNOSUPPORT.
Source: systemd.exec(5), "Sandboxing" and "System Call Filtering".
"""
import errno
import os
import socket
import subprocess
import sys

import seccomp
from seccomp import EQ, MASKED_EQ, Arg

PROT_WRITE, PROT_EXEC = 2, 4
CLONE_NAMESPACES = 0x7E020080


def settings(unit):
    """Values of the unit by key, in their order."""
    values = {}
    with open(unit, encoding="utf-8") as lines:
        for line in lines:
            key, is_setting, value = line.strip().partition("=")
            if is_setting and not line.startswith("#"):
                values.setdefault(key, []).append(value)
    return values


def calls(names):
    """The system calls of names and of @groups, which systemd knows."""
    found = set()
    for name in names:
        if not name.startswith("@"):
            found.add(name)
            continue
        told = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", name], check=True,
                              capture_output=True, text=True).stdout
        lines = [line.strip() for line in told.splitlines()[1:]]
        found |= calls(line for line in lines if line and not line.startswith("#"))
    return found


def allowed(filters):
    """What a list of SystemCallFilter= leaves: the first is what is allowed, one with ~ takes away."""
    left = calls(["@default"])
    for value in filters:
        left = left - calls(value[1:].split()) if value.startswith("~") else left | calls(value.split())
    return left


def confine(unit):
    """Confines this process, and what it becomes."""
    values = settings(unit)
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    rules.set_attr(seccomp.Attr.CTL_NNP, 1)
    special = {"socket", "clone", "clone3", "unshare", "setns", "mprotect", "pkey_mprotect", "mmap"}
    for name in sorted(allowed(values["SystemCallFilter"]) - special):
        if seccomp.resolve_syscall(seccomp.Arch(), name) >= 0:
            rules.add_rule(seccomp.ALLOW, name)
    families = {getattr(socket, name) for name in values["RestrictAddressFamilies"][0].split()}
    for family in range(64):
        action = seccomp.ALLOW if family in families else seccomp.ERRNO(errno.EAFNOSUPPORT)
        rules.add_rule(action, "socket", Arg(0, EQ, family))
    if values.get("MemoryDenyWriteExecute") == ["yes"]:
        for protection in (0, PROT_WRITE):
            rules.add_rule(seccomp.ALLOW, "mmap", Arg(2, MASKED_EQ, PROT_WRITE | PROT_EXEC, protection))
        rules.add_rule(seccomp.ALLOW, "mmap", Arg(2, MASKED_EQ, PROT_WRITE | PROT_EXEC, PROT_EXEC))
        rules.add_rule(seccomp.ALLOW, "mprotect", Arg(2, MASKED_EQ, PROT_EXEC, 0))
    if values.get("RestrictNamespaces") == ["yes"]:
        rules.add_rule(seccomp.ALLOW, "clone", Arg(0, MASKED_EQ, CLONE_NAMESPACES, 0))
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")  # glibc then takes clone, whose flags can be seen.
    rules.load()


confine(sys.argv[1])
os.execvp(sys.argv[2], sys.argv[2:])
