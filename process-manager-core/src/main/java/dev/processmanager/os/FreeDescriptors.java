package dev.processmanager.os;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// Proves that the JDK can open what it needs for a child. Where it comes to the limit in the
/// middle of a start, it closes numbers that it has not set, which may be files of the host.
final class FreeDescriptors {

  /// Five pipes, a file, and what is read about the child.
  private static final int NEEDED = 12;

  private FreeDescriptors() {}

  /// @throws dev.processmanager.process.LaunchException if there are too few
  static void check(String program) {
    Deque<FileInputStream> opened = new ArrayDeque<>();
    try {
      for (int i = 0; i < NEEDED; i++) {
        opened.push(new FileInputStream("/dev/null"));
      }
    } catch (IOException tooMany) {
      throw SpawnErrors.explained(program, SpawnErrors.EMFILE, tooMany);
    } finally {
      opened.forEach(FreeDescriptors::close);
    }
  }

  private static void close(FileInputStream one) {
    try {
      one.close();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
