package dev.processmanager.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A world of processes of its own, in which a host and what comes from it is everybody, so that
/// nobody can hide. The first process there waits until the world is closed, with which it ends.
final class World implements AutoCloseable {

  private static final String[] FIRST_PROCESS = {
    "unshare",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "sh",
    "-c",
    "\"$@\" < /dev/null & read -r _",
    "sh"
  };

  private static final Pattern GUARDIAN = Pattern.compile("process-manager-guardian");

  private final Host host;

  World(Host.Setup setup, Path directory) {
    host = setup.prefixedBy(FIRST_PROCESS).start(directory);
  }

  void awaitLine(String line) {
    Machine.await(
        "the line " + line + " of " + host.output() + host.errors(),
        () -> host.output().lines().anyMatch(line::equals));
  }

  /// The JVM whose main class is this one.
  long jvm(Class<?> main) {
    return members().stream()
        .filter(pid -> commandLine(pid).contains(main.getName()))
        .filter(pid -> commandLine(pid).startsWith(System.getProperty("java.home")))
        .findFirst()
        .orElseThrow();
  }

  List<Long> guardians() {
    return members().stream().filter(World::isGuardian).toList();
  }

  /// Everybody but the first process, the guardians, and what those are just using.
  List<Long> others() {
    return members().stream()
        .filter(pid -> !isGuardian(pid) && !isGuardian(Machine.parent(pid)))
        .toList();
  }

  static boolean isGuardian(long pid) {
    return GUARDIAN.matcher(commandLine(pid)).find();
  }

  static String commandLine(long pid) {
    return Machine.text(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ').strip();
  }

  private List<Long> members() {
    long first = first();
    Optional<Path> here = world(first);
    return Machine.processes().stream()
        .filter(pid -> pid != first && here.equals(world(pid)) && Machine.state(pid) != 'Z')
        .toList();
  }

  private long first() {
    return Machine.processes().stream()
        .filter(pid -> Machine.parent(pid) == host.pid())
        .findFirst()
        .orElseThrow(() -> new AssertionError(host.output() + host.errors()));
  }

  private static Optional<Path> world(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
