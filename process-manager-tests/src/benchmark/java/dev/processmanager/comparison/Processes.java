package dev.processmanager.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What `/proc` tells.
public final class Processes {

  private static final Path PROC = Path.of("/proc");

  private Processes() {}

  /// {@return whether a process has ended, collected or not}
  public static boolean isGone(long pid) {
    char state = state(pid);
    return state == 0 || state == 'Z' || state == 'X';
  }

  public static boolean isStopped(long pid) {
    return state(pid) == 'T';
  }

  private static char state(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return 0;
    }
  }

  /// {@return how many files a process has open}
  public static long files(long pid) throws IOException {
    return count(PROC.resolve(pid + "/fd"));
  }

  /// {@return how many threads a process has}
  public static long threads(long pid) throws IOException {
    return count(PROC.resolve(pid + "/task"));
  }

  /// {@return how many children of a process have ended without having been collected}
  public static long zombies(long parent) throws IOException {
    try (Stream<Path> all = Files.list(PROC)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .filter(pid -> isZombie(Long.parseLong(pid), parent))
          .count();
    }
  }

  private static boolean isZombie(long pid, long parent) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z " + parent + " ");
    } catch (IOException gone) {
      return false;
    }
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }
}
