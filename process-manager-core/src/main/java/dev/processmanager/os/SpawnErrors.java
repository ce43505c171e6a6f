package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operating system's error numbers for a launch that failed, in words.
final class SpawnErrors {

  static final int ENOEXEC = 8;
  static final int EAGAIN = 11;
  static final int EMFILE = 24;

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(2, "there is no such file"),
          Map.entry(7, "the argument list is too long"),
          Map.entry(ENOEXEC, "it is not in a format that can be executed"),
          Map.entry(EAGAIN, "there are too many processes"),
          Map.entry(12, "there is not enough memory"),
          Map.entry(13, "it may not be executed"),
          Map.entry(20, "a part of its path is not a directory"),
          Map.entry(23, "the system has too many open files"),
          Map.entry(EMFILE, "this JVM has too many open files"),
          Map.entry(26, "it is being written"),
          Map.entry(36, "its name is too long"),
          Map.entry(40, "its path has too many symbolic links"));

  /// Another try must fail in the same way.
  private static final Set<Integer> PERMANENT = Set.of(2, 7, ENOEXEC, 13, 20, 36, 40);

  private SpawnErrors() {}

  static LaunchException explained(String program, int error, @Nullable Throwable cause) {
    String why = WORDS.getOrDefault(error, "the system gave error " + error);
    return new LaunchException(
        program,
        PERMANENT.contains(error),
        "Cannot launch: program \"" + program + "\": " + why,
        cause);
  }

  /// The system gives no thread more, neither to this JVM nor, then, to a child.
  static LaunchException noThread(String program, OutOfMemoryError cause) {
    return explained(program, EAGAIN, cause);
  }

  static LaunchException unreadableInput(Path file, @Nullable Throwable cause) {
    return new LaunchException(
        file.toString(), true, "Cannot launch: input file \"" + file + "\" cannot be read", cause);
  }
}
