package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `/proc` tells of a process besides its line of facts. What cannot be read is not told.
record ProcDetails(ProcFs proc) {

  private static final String DELETED = " (deleted)";
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  /// The machine and, after a blank, the name space of this JVM's numbers: its inode, which is used
  /// again once it is gone, and when its first process started, where that is told.
  ///
  /// @throws IOException if that cannot be read now
  String namespace() throws IOException {
    String first = proc.stat(1).map(stat -> Long.toString(stat.startTicks())).orElse("?");
    Path link = Files.readSymbolicLink(proc.directory("self").resolve("ns/pid"));
    return machine() + " " + link + "@" + first;
  }

  /// Containers often have no id; then their names have to do.
  private String machine() throws IOException {
    String id = Files.isReadable(MACHINE_ID) ? Files.readString(MACHINE_ID).strip() : "";
    return id.isEmpty()
        ? Files.readString(proc.directory("sys").resolve("kernel/hostname")).strip()
        : id;
  }

  /// The file it executes, also if that was replaced meanwhile; empty if that is not told.
  String executable(long pid) {
    try {
      String file = Files.readSymbolicLink(proc.directory(pid).resolve("exe")).toString();
      return file.endsWith(DELETED) ? file.substring(0, file.length() - DELETED.length()) : file;
    } catch (IOException hidden) {
      return "";
    }
  }

  /// The number of its user; negative if that is not told.
  long user(long pid) {
    return attribute(Long.toString(pid), "unix:uid");
  }

  /// Whether a process belongs to this JVM's user and group, to whom the system tells more.
  boolean isOwn(long pid) {
    String number = Long.toString(pid);
    return ownUser() >= 0
        && attribute(number, "unix:uid") == ownUser()
        && attribute(number, "unix:gid") == attribute("self", "unix:gid");
  }

  long ownUser() {
    return attribute("self", "unix:uid");
  }

  private long attribute(String process, String name) {
    try {
      return ((Number) Files.getAttribute(proc.directory(process), name)).longValue();
    } catch (IOException | UnsupportedOperationException hidden) {
      return -1;
    }
  }

  /// Whether this user sees the processes of all others.
  boolean hidesNobody() {
    try {
      return proc.stat(1).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// The arguments, of which the first is the program; empty if they are not told.
  List<String> commandLine(long pid) {
    try {
      String line = Files.readString(proc.directory(pid).resolve("cmdline"), ISO_8859_1);
      return List.of(line.split("\0", -1));
    } catch (IOException hidden) {
      return List.of();
    }
  }

  /// The time since the boot; 0 if that is not told.
  long uptimeMillis() {
    try {
      String line = Files.readString(proc.directory("uptime"), ISO_8859_1);
      return (long) (Double.parseDouble(line.substring(0, line.indexOf(' '))) * 1_000);
    } catch (IOException unreadable) {
      return 0;
    }
  }

  /// How a zombie ended, if the system tells that to this user.
  Optional<Integer> waitStatus(ProcFs.Stat zombie) {
    return zombie.hasEnded() && (zombie.waitStatus() != 0 || isOwn(zombie.pid()))
        ? Optional.of(zombie.waitStatus())
        : Optional.empty();
  }
}
