// A disk that fails when it is told to: preloaded into the app, it delays or breaks calls on files whose path holds FAULTY_PATH.
// The file FAULTY_CONTROL says how, as one line: "<mode> <milliseconds>".
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char mode[16];
static long delay_ms;

// Asked anew at each call: tests change it while the app runs.
static void read_control(void) {
  const char *path = getenv("FAULTY_CONTROL");
  char line[64] = "none 0";
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    static ssize_t (*real)(int, void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "read");
    ssize_t size = real(file, line, sizeof line - 1);
    line[size > 0 ? size : 0] = 0;
    close(file);
  }
  strcpy(mode, "none");
  delay_ms = 0;
  sscanf(line, "%15s %ld", mode, &delay_ms);
}

static int is_ours(int fd) {
  char link[64], path[4096];
  const char *part = getenv("FAULTY_PATH");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0 || !part) return 0;
  path[size] = 0;
  return strstr(path, part) != NULL;
}

// One byte for each call that was hit, beside FAULTY_CONTROL: a test can wait until the disk has failed.
static void note_hit(void) {
  const char *path = getenv("FAULTY_CONTROL");
  char name[4096];
  if (!path) return;
  snprintf(name, sizeof name, "%s.hits", path);
  int file = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return;
  if (write(file, "x", 1) < 0) errno = 0;
  close(file);
}

static int hits(int fd, const char *wanted) {
  if (!is_ours(fd)) return 0;
  read_control();
  if (strcmp(mode, wanted) != 0) return 0;
  note_hit();
  return 1;
}

static int broken(int why) {
  errno = why;
  return -1;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, name)

#define WRITER(name) \
  ssize_t name(int fd, const void *bytes, size_t size, off_t at) { \
    REAL(ssize_t, #name, int, const void *, size_t, off_t); \
    if (hits(fd, "write")) return broken(EIO); \
    if (hits(fd, "readonly")) return broken(EROFS); \
    /* Half of it is there, and the rest never will be. */ \
    if (hits(fd, "torn")) { real(fd, bytes, size / 2, at); return broken(EIO); } \
    return real(fd, bytes, size, at); \
  }
WRITER(pwrite)
WRITER(pwrite64)

#define READER(name) \
  ssize_t name(int fd, void *bytes, size_t size, off_t at) { \
    REAL(ssize_t, #name, int, void *, size_t, off_t); \
    if (hits(fd, "read")) return broken(EIO); \
    return real(fd, bytes, size, at); \
  }
READER(pread)
READER(pread64)

#define SYNCER(name) \
  int name(int fd) { \
    REAL(int, #name, int); \
    if (hits(fd, "sync")) return broken(EIO); \
    if (hits(fd, "slow")) usleep(delay_ms * 1000); \
    return real(fd); \
  }
SYNCER(fsync)
SYNCER(fdatasync)
