// SPDX-License-Identifier: GPL-3.0-or-later
// The C library's calls, each passed on to it and noted. Only those SQLite and Qt make on files.
#include "tests/support/powerloss/journal.h"

#include <cerrno>
#include <cstdio>
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

using linnet::test::powerloss::journal;

namespace {

template <typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

bool hasRoom(int descriptor, off64_t end)
{
    if (journal().reserve(descriptor, end))
        return true;
    errno = ENOSPC;
    return false;
}

//! What is written while the disk is at it may come too late for it.
int syncAndNote(int descriptor, int (*sync)(int))
{
    const auto path = journal().watchedPath(descriptor);
    const size_t changes = path ? journal().pending(*path) : 0;
    const int outcome = sync(descriptor);
    if (path && outcome == 0)
        journal().synced(*path, changes);
    return outcome;
}

int noteTruncation(int descriptor, off64_t size, int outcome)
{
    const auto path = journal().watchedPath(descriptor);
    if (path && outcome == 0)
        journal().truncated(*path, size);
    return outcome;
}

} // namespace

extern "C" {

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset)
{
    static auto *const real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    const auto path = journal().watchedPath(descriptor);
    if (path && !hasRoom(descriptor, offset + off64_t(size)))
        return -1;
    const ssize_t written = real(descriptor, data, size, offset);
    if (path && written > 0)
        journal().written(*path, offset, static_cast<const char *>(data), size_t(written));
    return written;
}

ssize_t write(int descriptor, const void *data, size_t size)
{
    static auto *const real = next<ssize_t(int, const void *, size_t)>("write");
    const auto path = journal().watchedPath(descriptor);
    if (!path)
        return real(descriptor, data, size);
    const off64_t offset = lseek64(descriptor, 0, SEEK_CUR);
    if (!hasRoom(descriptor, offset + off64_t(size)))
        return -1;
    const ssize_t written = real(descriptor, data, size);
    if (written > 0)
        journal().written(*path, offset, static_cast<const char *>(data), size_t(written));
    return written;
}

int fsync(int descriptor)
{
    static auto *const real = next<int(int)>("fsync");
    return syncAndNote(descriptor, real);
}

int fdatasync(int descriptor)
{
    static auto *const real = next<int(int)>("fdatasync");
    return syncAndNote(descriptor, real);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    static auto *const real = next<int(int, off64_t)>("ftruncate64");
    return noteTruncation(descriptor, size, real(descriptor, size));
}

int unlink(const char *path) noexcept
{
    static auto *const real = next<int(const char *)>("unlink");
    const int outcome = real(path);
    if (const auto watched = journal().watchedPath(path); watched && outcome == 0)
        journal().removed(*watched);
    return outcome;
}

int rename(const char *from, const char *to) noexcept
{
    static auto *const real = next<int(const char *, const char *)>("rename");
    const int outcome = real(from, to);
    const auto watchedFrom = journal().watchedPath(from);
    const auto watchedTo = journal().watchedPath(to);
    if (watchedFrom && watchedTo && outcome == 0)
        journal().renamed(*watchedFrom, *watchedTo);
    return outcome;
}

} // extern "C"
