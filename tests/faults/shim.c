/* Stands between a process and the system: makes the Nth call on files below a folder fail, or kills the process there, and
 * moves the clock. Loaded by LD_PRELOAD; told what to do through a file that both sides have in memory (see shim.rs). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { OFF, ONCE, FOR_EVER, KILL, KILL_HALF };
enum { WRITES = 1, READS = 2, OPENS = 4 };

static struct {
    volatile int mode, error, which, pad;
    volatile long countdown, seen, seconds;
    char root[4000];
} *control, nobody;

static unsigned char ours[1 << 16];

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("SATCHEL_SHIM");
    int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
    void *memory = fd < 0 ? MAP_FAILED : mmap(0, sizeof nobody, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    control = memory == MAP_FAILED ? (void *)&nobody : memory;
    if (fd >= 0) close(fd);
}

#define NEXT(name) ({ static __typeof__(&name) next; if (!next) next = dlsym(RTLD_NEXT, #name); next; })

static int below(const char *path) {
    return control && control->root[0] && path && !strncmp(path, control->root, strlen(control->root));
}

/* Whether this call must fail; on a kill it doesn't come back. */
static int fails(int kind, int fd, const void *bytes, size_t count) {
    if (!control || !(control->which & kind)) return 0;
    __atomic_add_fetch(&control->seen, 1, __ATOMIC_SEQ_CST);
    int mode = control->mode;
    if (mode == OFF) return 0;
    long left = __atomic_sub_fetch(&control->countdown, 1, __ATOMIC_SEQ_CST);
    if (mode == FOR_EVER ? left >= 0 : left != -1) return 0;
    if (mode == KILL_HALF && bytes) NEXT(write)(fd, bytes, count / 2);
    if (mode == KILL || mode == KILL_HALF) { kill(getpid(), SIGKILL); for (;;) pause(); }
    errno = control->error;
    return 1;
}

static int mine(int fd) { return fd >= 0 && fd < (int)sizeof ours && ours[fd]; }
static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < (int)sizeof ours) ours[fd] = below(path);
    return fd;
}

/* Only a file that isn't there yet takes room. */
static int makes(const char *path, int flags) { return flags & O_CREAT && access(path, F_OK); }

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);                         \
        if (below(path) && fails(OPENS | (makes(path, flags) ? WRITES : 0), -1, 0, 0)) return -1;                         \
        return opened(NEXT(name)(path, flags, mode), path);                                                            \
    }
OPEN(open)
OPEN(open64)
#define OPENAT(name)                                                                                                   \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more);                         \
        if (below(path) && fails(OPENS | (makes(path, flags) ? WRITES : 0), -1, 0, 0)) return -1;                         \
        return opened(NEXT(name)(folder, path, flags, mode), path);                                                    \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    if (fd >= 0 && fd < (int)sizeof ours) ours[fd] = 0;
    return NEXT(close)(fd);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    return mine(fd) && fails(WRITES, fd, bytes, count) ? -1 : NEXT(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(pwrite64)(fd, bytes, count, at);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(writev)(fd, parts, count);
}
ssize_t read(int fd, void *bytes, size_t count) {
    return mine(fd) && fails(READS, fd, 0, 0) ? -1 : NEXT(read)(fd, bytes, count);
}
ssize_t pread(int fd, void *bytes, size_t count, off_t at) {
    return mine(fd) && fails(READS, fd, 0, 0) ? -1 : NEXT(pread)(fd, bytes, count, at);
}
ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) {
    return mine(fd) && fails(READS, fd, 0, 0) ? -1 : NEXT(pread64)(fd, bytes, count, at);
}
int ftruncate(int fd, off_t length) { return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(ftruncate)(fd, length); }
int ftruncate64(int fd, off64_t length) {
    return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(ftruncate64)(fd, length);
}
int fsync(int fd) { return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(fsync)(fd); }
int fdatasync(int fd) { return mine(fd) && fails(WRITES, fd, 0, 0) ? -1 : NEXT(fdatasync)(fd); }
int rename(const char *from, const char *to) {
    return (below(from) || below(to)) && fails(WRITES, -1, 0, 0) ? -1 : NEXT(rename)(from, to);
}
int unlink(const char *path) { return below(path) && fails(WRITES, -1, 0, 0) ? -1 : NEXT(unlink)(path); }
int mkdir(const char *path, mode_t mode) { return below(path) && fails(WRITES, -1, 0, 0) ? -1 : NEXT(mkdir)(path, mode); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int done = NEXT(clock_gettime)(clock, now);
    if (!done && clock == CLOCK_REALTIME && control) now->tv_sec += control->seconds;
    return done;
}
