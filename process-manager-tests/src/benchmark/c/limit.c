/* What the operating system charges: posix_spawn, two pipes read by poll, waitpid.
 * Reads a number of runs a line, runs /bin/true so often, answers with the time of each. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void require(int works) {
  if (!works) {
    perror("limit");
    exit(1);
  }
}

static void drain(int out, int err) {
  char buffer[4096];
  struct pollfd pipes[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  int open = 2;
  while (open > 0) {
    require(poll(pipes, 2, -1) > 0);
    for (int i = 0; i < 2; i++) {
      if (pipes[i].fd >= 0 && pipes[i].revents && read(pipes[i].fd, buffer, sizeof buffer) <= 0) {
        close(pipes[i].fd);
        pipes[i].fd = -1;
        open--;
      }
    }
  }
}

static void run(void) {
  char *argv[] = {"true", NULL};
  int out[2], err[2], status;
  pid_t pid;
  posix_spawn_file_actions_t actions;
  require(pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err[1], 2);
  require(posix_spawn(&pid, "/bin/true", &actions, NULL, argv, environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  close(err[1]);
  drain(out[0], err[0]);
  require(waitpid(pid, &status, 0) == pid);
}

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(void) {
  int runs;
  while (scanf("%d", &runs) == 1) {
    double begin = milliseconds();
    for (int i = 0; i < runs; i++) {
      run();
    }
    printf("ms=%f\n\n", (milliseconds() - begin) / runs);
    fflush(stdout);
  }
  return 0;
}
