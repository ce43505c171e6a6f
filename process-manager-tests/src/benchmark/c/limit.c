/* What the operating system takes for each kind of work: posix_spawn, pipes read by poll, waitpid.
 * Reads an amount a line, answers with what it measured. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define AT_ONCE 8
#define TREE "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 600 & echo $!; done; wait"

extern char **environ;

struct child {
  pid_t pid;
  int out, err;
};

static void require(int works) {
  if (!works) {
    perror("limit");
    exit(1);
  }
}

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static struct child start(char *const argv[]) {
  struct child child;
  int out[2], err[2];
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  require(pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  require(posix_spawnp(&child.pid, argv[0], &actions, &attributes, argv, environ) == 0);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  close(err[1]);
  child.out = out[0];
  child.err = err[0];
  return child;
}

/* Counts the bytes of stdout, and its ends of lines where they are wanted. */
static long drain(struct child child, int lines) {
  static char buffer[65536];
  struct pollfd pipes[2] = {{child.out, POLLIN, 0}, {child.err, POLLIN, 0}};
  long count = 0;
  for (int open = 2; open > 0;) {
    require(poll(pipes, 2, -1) > 0);
    for (int i = 0; i < 2; i++) {
      if (pipes[i].fd < 0 || !pipes[i].revents) {
        continue;
      }
      ssize_t length = read(pipes[i].fd, buffer, sizeof buffer);
      if (length <= 0) {
        close(pipes[i].fd);
        pipes[i].fd = -1;
        open--;
      } else if (!lines) {
        count += length;
      } else {
        char *end = buffer + length;
        for (char *at = buffer; (at = memchr(at, '\n', end - at)); at++) {
          count++;
        }
      }
    }
  }
  return count;
}

static void reap(struct child child) {
  int status;
  require(waitpid(child.pid, &status, 0) == child.pid);
}

static void run(int amount, int at_once) {
  char *argv[] = {"true", NULL};
  struct child children[AT_ONCE];
  double begin = milliseconds();
  for (int done = 0; done < amount; done += at_once) {
    for (int i = 0; i < at_once; i++) {
      children[i] = start(argv);
    }
    for (int i = 0; i < at_once; i++) {
      drain(children[i], 0);
      reap(children[i]);
    }
  }
  printf("ms=%f\n\n", (milliseconds() - begin) / amount);
}

static void read_all(long amount, int lines) {
  char text[32];
  snprintf(text, sizeof text, "%ld", amount);
  char *bytes[] = {"head", "-c", text, "/dev/zero", NULL};
  char *seq[] = {"seq", text, NULL};
  double begin = milliseconds();
  struct child child = start(lines ? seq : bytes);
  require(drain(child, lines) == amount);
  reap(child);
  double took = milliseconds() - begin;
  printf(lines ? "ms=%f\n\n" : "GB/s=%f\n\n", lines ? took : amount / took / 1e6);
}

static int is_gone(int pid) {
  char path[32], state = 'X';
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *stat = fopen(path, "r");
  if (stat) {
    require(fscanf(stat, "%*d (%*[^)]) %c", &state) == 1);
    fclose(stat);
  }
  return state == 'Z' || state == 'X';
}

static void tree(void) {
  char *argv[] = {"sh", "-c", TREE, NULL};
  struct child child = start(argv);
  FILE *out = fdopen(child.out, "r");
  int pids[10];
  for (int i = 0; i < 10; i++) {
    require(fscanf(out, "%d", &pids[i]) == 1);
  }
  double begin = milliseconds();
  kill(-child.pid, SIGTERM);
  reap(child);
  for (int i = 0; i < 10;) {
    i += is_gone(pids[i]);
  }
  printf("ms until all are gone=%f\nleft alive=0\n\n", milliseconds() - begin);
  fclose(out);
  close(child.err);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void exits(int amount) {
  char *argv[] = {"sleep", "600", NULL};
  double *waits = malloc(amount * sizeof *waits);
  for (int i = 0; i < amount; i++) {
    struct child child = start(argv);
    double begin = milliseconds();
    kill(child.pid, SIGKILL);
    reap(child);
    waits[i] = milliseconds() - begin;
    close(child.out);
    close(child.err);
  }
  qsort(waits, amount, sizeof *waits, ascending);
  printf("p50, ms=%f\np99, ms=%f\n\n", waits[amount / 2], waits[amount * 99 / 100]);
  free(waits);
}

int main(int argc, char **argv) {
  const char *work = argc > 1 ? argv[1] : "";
  for (long amount; scanf("%ld", &amount) == 1; fflush(stdout)) {
    if (!strcmp(work, "alone")) {
      run(amount, 1);
    } else if (!strcmp(work, "together")) {
      run(amount, AT_ONCE);
    } else if (!strcmp(work, "bytes") || !strcmp(work, "lines")) {
      read_all(amount, !strcmp(work, "lines"));
    } else if (!strcmp(work, "tree")) {
      tree();
    } else {
      exits(amount);
    }
  }
  return 0;
}
