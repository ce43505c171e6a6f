package dev.processmanager.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// A wall clock of their own for hosts and what they start, which can be set while they work.
///
/// @param library what is loaded into them
/// @param step the file that says by how many seconds it is wrong
public record WrongClock(Path library, Path step) {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/time.h>
      #include <time.h>
      static volatile long *step;
      static long wrong(void) {
        if (!step) {
          int file = open(getenv("CLOCK_STEP"), O_RDONLY);
          step = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
        }
        return *step;
      }
      int clock_gettime(clockid_t clock, struct timespec *now) {
        static int (*real)(clockid_t, struct timespec *);
        if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
        int result = real(clock, now);
        if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += wrong();
        return result;
      }
      int gettimeofday(struct timeval *restrict now, void *restrict zone) {
        struct timespec exact;
        int result = clock_gettime(CLOCK_REALTIME, &exact);
        now->tv_sec = exact.tv_sec;
        now->tv_usec = exact.tv_nsec / 1000;
        return result;
      }
      time_t time(time_t *now) {
        struct timespec exact;
        clock_gettime(CLOCK_REALTIME, &exact);
        if (now) *now = exact.tv_sec;
        return exact.tv_sec;
      }
      """;

  /// Compiles it, and begins with the right time.
  public static WrongClock compiledIn(Path directory) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("clock.c"), SOURCE);
    int compiled =
        new ProcessBuilder("cc", "-shared", "-fPIC", "-o", "clock.so", "clock.c", "-ldl")
            .directory(directory.toFile())
            .inheritIO()
            .start()
            .waitFor();
    if (compiled != 0) {
      throw new AssertionError("the library of the clock cannot be compiled");
    }
    var clock = new WrongClock(directory.resolve("clock.so"), directory.resolve("step"));
    clock.set(Duration.ZERO);
    return clock;
  }

  /// What a command is to be prefixed by.
  public List<String> prefix() {
    return List.of("env", "LD_PRELOAD=" + library, "CLOCK_STEP=" + step);
  }

  /// In place, since it is mapped.
  public void set(Duration wrong) throws IOException {
    byte[] seconds =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(wrong.toSeconds())
            .array();
    Files.write(step, seconds, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
