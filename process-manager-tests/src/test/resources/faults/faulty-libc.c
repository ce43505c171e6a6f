/* The calls of the C library that the native engine makes, some of which fail as they are told to. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/types.h>

enum { SHORT = -1, FIRST_SYSCALL = 16, CALLS = 512 };
enum { READ, WRITE, PIPE2, CLOSE, FCNTL, SPAWN, EPOLL_CREATE, EPOLL_CTL, EPOLL_WAIT, EVENTFD };

static struct { int error, every, count, done; } faults[CALLS];
static int strangers;

/* Lets every n-th call fail; none if n is 0. System calls count from FIRST_SYSCALL. */
int fault_set(int call, int error, int every) {
  faults[call].error = error;
  faults[call].every = every;
  return faults[call].count = faults[call].done = 0;
}

int fault_done(int call) { return faults[call].done; }

/* How often a pipe was read or written, or a child spawned, on a thread that is not the library's. */
int fault_strangers(void) { return strangers; }

static int hit(int call) {
  int every = faults[call].every;
  if (!every || __atomic_add_fetch(&faults[call].count, 1, __ATOMIC_SEQ_CST) % every) return 0;
  __atomic_add_fetch(&faults[call].done, 1, __ATOMIC_SEQ_CST);
  if (faults[call].error != SHORT) errno = faults[call].error;
  return 1;
}

static void watch_thread(void) {
  char name[16] = {0};
  prctl(PR_GET_NAME, name);
  if (strncmp(name, "process-manager", 15)) __atomic_add_fetch(&strangers, 1, __ATOMIC_SEQ_CST);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_DEFAULT, #name))

extern ssize_t read(int, void *, size_t);
extern ssize_t write(int, const void *, size_t);
extern int close(int);
extern int pipe2(int *, int);
extern long syscall(long, ...);
extern int fcntl(int, int, ...);

static size_t shorter(int call, size_t n) {
  return faults[call].error == SHORT && n > 3 && hit(call) ? 3 : n;
}

ssize_t read(int fd, void *to, size_t n) {
  watch_thread();
  if (faults[READ].error != SHORT && hit(READ)) return -1;
  return REAL(read)(fd, to, shorter(READ, n));
}

ssize_t write(int fd, const void *from, size_t n) {
  if (n == 8) return REAL(write)(fd, from, n); /* anybody may wake the loop */
  watch_thread();
  if (faults[WRITE].error != SHORT && hit(WRITE)) return -1;
  return REAL(write)(fd, from, shorter(WRITE, n));
}

int pipe2(int *fds, int flags) { return hit(PIPE2) ? -1 : REAL(pipe2)(fds, flags); }

/* As the system does it: whatever it says, the descriptor is closed. */
int close(int fd) {
  int result = REAL(close)(fd);
  return hit(CLOSE) ? -1 : result;
}

int fcntl(int fd, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  int argument = va_arg(arguments, int);
  va_end(arguments);
  return hit(FCNTL) ? -1 : REAL(fcntl)(fd, command, argument);
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const argv[], char *const envp[]) {
  watch_thread();
  return hit(SPAWN) ? faults[SPAWN].error
                    : REAL(posix_spawn)(pid, path, actions, attributes, argv, envp);
}

int epoll_create1(int flags) { return hit(EPOLL_CREATE) ? -1 : REAL(epoll_create1)(flags); }

int eventfd(unsigned int count, int flags) {
  return hit(EVENTFD) ? -1 : REAL(eventfd)(count, flags);
}

int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event) {
  return operation == EPOLL_CTL_ADD && hit(EPOLL_CTL) ? -1
                                                      : REAL(epoll_ctl)(epoll, operation, fd, event);
}

int epoll_wait(int epoll, struct epoll_event *events, int max, int millis) {
  return hit(EPOLL_WAIT) ? -1 : REAL(epoll_wait)(epoll, events, max, millis);
}

long syscall(long number, ...) {
  va_list arguments;
  va_start(arguments, number);
  long a = va_arg(arguments, long), b = va_arg(arguments, long), c = va_arg(arguments, long);
  long d = va_arg(arguments, long), e = va_arg(arguments, long);
  va_end(arguments);
  return hit(FIRST_SYSCALL + number) ? -1 : REAL(syscall)(number, a, b, c, d, e);
}
