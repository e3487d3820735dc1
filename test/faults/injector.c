// Stands between a process and the file system (LD_PRELOAD): it counts what changes a folder, and at
// one of these calls kills the process, cuts a write short and kills, or lets the call fail.
//
// FAULT_FOLDER  the folder, as a path begins
// FAULT_AT      which call, from 1; 0 for none
// FAULT_HOW     kill, half, or the number of an error (errno)
// FAULT_LOG     file that gets the name of each call, a line each
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_int calls;
static atomic_char watched[65536];

static int inside(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int isWatched(int fd) { return fd >= 0 && fd < 65536 && watched[fd]; }

// Counts a call; gives 0 where it may go on, -1 where it fails. `half` says how a write is cut short.
static int meet(const char *name, int fd, const void *data, size_t size) {
  int number = atomic_fetch_add(&calls, 1) + 1;
  const char *log = getenv("FAULT_LOG");
  if (log) {
    int out = syscall(SYS_open, log, O_WRONLY | O_CREAT | O_APPEND, 0666);
    char line[64];
    size_t length = strlen(name);
    memcpy(line, name, length);
    line[length] = '\n';
    syscall(SYS_write, out, line, length + 1);
    syscall(SYS_close, out);
  }
  const char *at = getenv("FAULT_AT"), *how = getenv("FAULT_HOW");
  if (!at || !how || atoi(at) != number) return 0;
  if (strcmp(how, "half") == 0 && data) syscall(SYS_write, fd, data, size / 2);
  if (strcmp(how, "half") == 0 || strcmp(how, "kill") == 0) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  errno = atoi(how);
  return -1;
}

#define OPENED(open, flags)                                         \
  int fd = open;                                                    \
  if (fd >= 0 && fd < 65536) watched[fd] = writes;                  \
  return fd;

#define OPEN(name)                                                  \
  int name(const char *path, int flags, ...) {                      \
    va_list rest;                                                   \
    va_start(rest, flags);                                          \
    mode_t mode = va_arg(rest, mode_t);                             \
    va_end(rest);                                                   \
    int writes = inside(path) && (flags & (O_WRONLY | O_RDWR));     \
    if (writes && meet("open", -1, NULL, 0)) return -1;             \
    OPENED(REAL(name)(path, flags, mode), flags)                    \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (fd >= 0 && fd < 65536) watched[fd] = 0;
  return REAL(close)(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
  if (isWatched(fd) && meet("write", fd, data, size)) return -1;
  return REAL(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  if (isWatched(fd) && meet("write", fd, data, size)) return -1;
  return REAL(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  if (isWatched(fd) && meet("write", fd, data, size)) return -1;
  return REAL(pwrite64)(fd, data, size, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (isWatched(fd) && meet("write", fd, parts->iov_base, parts->iov_len)) return -1;
  return REAL(writev)(fd, parts, count);
}

#define ON_FD(type, name, given, passed)                            \
  type name given {                                                 \
    if (isWatched(fd) && meet(#name, -1, NULL, 0)) return -1;       \
    return REAL(name) passed;                                       \
  }
ON_FD(int, fsync, (int fd), (fd))
ON_FD(int, fdatasync, (int fd), (fd))
ON_FD(int, fchmod, (int fd, mode_t mode), (fd, mode))
ON_FD(int, fchown, (int fd, uid_t user, gid_t group), (fd, user, group))
ON_FD(int, ftruncate64, (int fd, off64_t length), (fd, length))

#define ON_PATH(name, given, passed)                                \
  int name given {                                                  \
    if (inside(path) && meet(#name, -1, NULL, 0)) return -1;        \
    return REAL(name) passed;                                       \
  }
ON_PATH(unlink, (const char *path), (path))
ON_PATH(rmdir, (const char *path), (path))
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(rename, (const char *path, const char *to), (path, to))
ON_PATH(link, (const char *path, const char *to), (path, to))
ON_PATH(symlink, (const char *path, const char *to), (path, to))
