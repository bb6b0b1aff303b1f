#pragma once
// libpq's own header is all there is; constants written as macros with casts (PG_DIAG_*) are repeated as enum values,
// because Swift does not import character macros of every form.
#include <libpq-fe.h>
// Swift's Glibc module leaves eventfd out; waits are ended by one.
#include <sys/eventfd.h>
