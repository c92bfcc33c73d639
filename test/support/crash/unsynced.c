/*
 * A layer under the store, loaded into a process with LD_PRELOAD: it notes what is written to one
 * file and what is synced, so that a power cut can be played afterwards at any moment, and it
 * fails chosen calls with an I/O error.
 *
 *   UNSYNCED_NAME     files whose path ends so are watched
 *   UNSYNCED_JOURNAL  where the notes go; the process itself may append to it as well
 *   UNSYNCED_FAIL     "write" or "sync": which calls fail with EIO; none without it
 *   UNSYNCED_FAIL_AT  the first one that fails, counted from 1 among its kind
 *   UNSYNCED_FAIL_FOR how many fail
 *
 * A note is three 64-bit numbers in the machine's byte order, kind, a and b, then b bytes:
 *   W a=offset b=length   a write that returned
 *   D a=offset b=length   a write through a descriptor that syncs its data before it returns
 *   T a=length b=0        a change of the file's length
 *   S a=count b=0         a sync that returned; a is how many notes there were when it began
 *   E a=count b=0         a sync that failed: what was written before it may never reach the disk
 *   M a=0 b=0             the file was mapped for writing: this layer is blind to such writes
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 4096
#define PARTS 1026

static unsigned char watched[DESCRIPTORS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t notes;
static uint64_t writes, syncs;
static int journal = -1;

#define REAL(result, name, ...)                                    \
  static result (*real)(__VA_ARGS__);                              \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t real_writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  return real(fd, parts, count);
}

static int real_open(const char *path, int flags, mode_t mode) {
  REAL(int, "open64", const char *, int, ...);
  return real(path, flags, mode);
}

static int is_watched(int fd) { return fd >= 0 && fd < DESCRIPTORS && watched[fd]; }

static void watch(int fd, const char *path) {
  const char *name = getenv("UNSYNCED_NAME");
  if (fd < 0 || fd >= DESCRIPTORS) return;
  size_t length = strlen(path), wanted = name ? strlen(name) : 0;
  watched[fd] = wanted > 0 && length >= wanted && !strcmp(path + length - wanted, name);
}

/* One writev on a descriptor that appends: notes never mix, and their order is the file's. */
static void note(char kind, uint64_t a, uint64_t b, const struct iovec *data, int count) {
  const char *path = getenv("UNSYNCED_JOURNAL");
  struct iovec parts[PARTS];
  uint64_t head[3] = {(uint64_t)kind, a, b};
  int saved = errno;
  if (!path || count > PARTS - 1) abort();
  parts[0] = (struct iovec){head, sizeof head};
  size_t total = sizeof head;
  for (int at = 0; at < count; at++) {
    size_t left = sizeof head + b - total;
    size_t length = data[at].iov_len < left ? data[at].iov_len : left;
    parts[at + 1] = (struct iovec){data[at].iov_base, length};
    total += length;
  }
  pthread_mutex_lock(&lock);
  if (journal < 0) journal = real_open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (real_writev(journal, parts, count + 1) != (ssize_t)total) abort();
  notes++;
  pthread_mutex_unlock(&lock);
  errno = saved;
}

static uint64_t note_count(void) {
  pthread_mutex_lock(&lock);
  uint64_t count = notes;
  pthread_mutex_unlock(&lock);
  return count;
}

static uint64_t number(const char *name, uint64_t otherwise) {
  const char *text = getenv(name);
  return text ? strtoull(text, NULL, 10) : otherwise;
}

static int must_fail(const char *kind, uint64_t *count) {
  const char *wanted = getenv("UNSYNCED_FAIL");
  uint64_t mine = __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST);
  if (!wanted || strcmp(wanted, kind)) return 0;
  uint64_t first = number("UNSYNCED_FAIL_AT", 1);
  if (mine < first || mine >= first + number("UNSYNCED_FAIL_FOR", 1)) return 0;
  errno = EIO;
  return 1;
}

static void note_write(int fd, uint64_t offset, ssize_t done, const struct iovec *data, int count) {
  if (done <= 0) return;
  int flags = fcntl(fd, F_GETFL);
  note(flags >= 0 && (flags & O_DSYNC) ? 'D' : 'W', offset, (uint64_t)done, data, count);
}

static ssize_t write_parts(int fd, const struct iovec *data, int count, off64_t offset) {
  REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off64_t);
  if (!is_watched(fd)) return real(fd, data, count, offset);
  if (must_fail("write", &writes)) return -1;
  ssize_t done = real(fd, data, count, offset);
  note_write(fd, (uint64_t)offset, done, data, count);
  return done;
}

static ssize_t write_next(int fd, const struct iovec *data, int count) {
  if (!is_watched(fd)) return real_writev(fd, data, count);
  if (must_fail("write", &writes)) return -1;
  off64_t offset = lseek64(fd, 0, SEEK_CUR);
  ssize_t done = real_writev(fd, data, count);
  note_write(fd, (uint64_t)offset, done, data, count);
  return done;
}

static struct iovec whole(const void *bytes, size_t length) {
  return (struct iovec){(void *)bytes, length};
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  struct iovec data = whole(bytes, length);
  return write_parts(fd, &data, 1, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return pwrite64(fd, bytes, length, offset);
}

ssize_t pwritev64(int fd, const struct iovec *data, int count, off64_t offset) {
  return write_parts(fd, data, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *data, int count, off_t offset) {
  return write_parts(fd, data, count, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec data = whole(bytes, length);
  return write_next(fd, &data, 1);
}

ssize_t writev(int fd, const struct iovec *data, int count) { return write_next(fd, data, count); }

int ftruncate64(int fd, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  if (is_watched(fd) && must_fail("write", &writes)) return -1;
  int result = real(fd, length);
  if (result == 0 && is_watched(fd)) note('T', (uint64_t)length, 0, NULL, 0);
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_with(int fd, int (*real)(int)) {
  if (!is_watched(fd)) return real(fd);
  uint64_t before = note_count();
  int result = must_fail("sync", &syncs) ? -1 : real(fd);
  note(result == 0 ? 'S' : 'E', before, 0, NULL, 0);
  return result;
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return sync_with(fd, real);
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  return sync_with(fd, real);
}

void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t offset) {
  REAL(void *, "mmap64", void *, size_t, int, int, int, off64_t);
  if (is_watched(fd) && (flags & MAP_SHARED) && (protection & PROT_WRITE))
    note('M', 0, 0, NULL, 0);
  return real(at, length, protection, flags, fd, offset);
}

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  return mmap64(at, length, protection, flags, fd, offset);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  int fd = real_open(path, flags, mode);
  watch(fd, path);
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open64(path, flags, mode);
}

int close(int fd) {
  REAL(int, "close", int);
  if (fd >= 0 && fd < DESCRIPTORS) watched[fd] = 0;
  return real(fd);
}
