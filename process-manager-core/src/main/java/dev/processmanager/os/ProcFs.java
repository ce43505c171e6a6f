package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The process file system of Linux. Whatever vanishes while it is read has ended.
public final class ProcFs {

  private static final int FIELDS = 50;

  private final Path root;
  private final String bootId;
  private final ProcessLook.Shared looks = new ProcessLook.Shared();

  private ProcFs(Path root, String bootId) {
    this.root = root;
    this.bootId = bootId;
  }

  /// One line of facts about a process, from `/proc/PID/stat`.
  ///
  /// @param waitStatus how it ended, as its parent is told; 0 also where this user is not
  record Stat(
      long pid,
      char state,
      long parent,
      long group,
      long session,
      long threads,
      long startTicks,
      int waitStatus) {

    /// One whose first thread has ended lives as long as another does.
    boolean hasEnded() {
      return (state == 'Z' && threads <= 1) || state == 'X';
    }

    boolean isStopped() {
      return state == 'T' || state == 't';
    }
  }

  static Optional<ProcFs> at(Path root) {
    try {
      String bootId = Files.readString(root.resolve("sys/kernel/random/boot_id")).strip();
      return Optional.of(new ProcFs(root, bootId));
    } catch (IOException noSuchFileSystem) {
      return Optional.empty();
    }
  }

  String bootId() {
    return bootId;
  }

  /// The facts about a process; empty if there is none.
  ///
  /// @throws IOException if they cannot be read for another reason, which proves nothing
  Optional<Stat> stat(long pid) throws IOException {
    try {
      return Optional.of(parse(pid, text(pid, "stat")));
    } catch (IOException failure) {
      if (saysGone(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// By a stream, which costs a third of what a channel does; but only the latter tells precisely
  /// why there is none.
  private String text(long pid, String name) throws IOException {
    try (var in = new FileInputStream(root + "/" + pid + "/" + name)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (FileNotFoundException unreadable) {
      return Files.readString(file(pid, name), ISO_8859_1);
    }
  }

  /// The facts about every process that does not hide them.
  ///
  /// @throws IOException if there are others that cannot be read now
  List<Stat> all() throws IOException {
    var found = new ArrayList<Stat>();
    for (long pid : pids()) {
      readable(pid).ifPresent(found::add);
    }
    return found;
  }

  /// In a plain loop: a JVM that ends waits for all that is linked first then.
  private List<Long> pids() throws IOException {
    String[] entries = root.toFile().list();
    if (entries == null) {
      throw new IOException(root + " cannot be read");
    }
    var pids = new ArrayList<Long>();
    for (String entry : entries) {
      if (Character.isDigit(entry.charAt(0))) {
        pids.add(Long.valueOf(entry));
      }
    }
    return pids;
  }

  /// Whether living members of a session have pipes, which may be those of its leader, whose number
  /// has just been given back: if it is still the newest of all, nobody can have come after the
  /// leader, and there is nothing to look through.
  ///
  /// @throws IOException if that cannot be told
  boolean leavesPipes(long leader) throws IOException {
    return newest() != leader
        && all().stream()
            .filter(stat -> stat.session() == leader && !stat.hasEnded())
            .anyMatch(stat -> hasPipe(stat.pid()));
  }

  private boolean hasPipe(long pid) {
    try (Stream<Path> files = Files.list(file(pid, "fd"))) {
      return files.anyMatch(ProcFs::isPipe);
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException | UncheckedIOException hidden) {
      return true;
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
    } catch (IOException closed) {
      return false;
    }
  }

  /// The number that a process or a thread was given last; -1 if it cannot be told.
  private long newest() {
    try {
      String line = Files.readString(root.resolve("loadavg"), ISO_8859_1);
      return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1).strip());
    } catch (IOException | NumberFormatException unreadable) {
      return -1;
    }
  }

  private Optional<Stat> readable(long pid) throws IOException {
    try {
      return stat(pid);
    } catch (IOException | RuntimeException hidden) {
      requireReadable();
      return Optional.empty();
    }
  }

  /// If this JVM cannot even read about itself, for want of descriptors, others hide nothing.
  private void requireReadable() throws IOException {
    Files.readString(root.resolve("self/stat"), ISO_8859_1);
  }

  /// What a variable has in the environment a process was started with; of a process that hides it,
  /// nothing.
  ///
  /// @throws IOException if nothing can be read now
  Optional<String> variable(long pid, String name) throws IOException {
    try {
      String text = "\0" + text(pid, "environ") + "\0";
      int begin = text.indexOf("\0" + name + "=");
      if (begin < 0) {
        return Optional.empty();
      }
      int value = begin + name.length() + 2;
      return Optional.of(text.substring(value, text.indexOf('\0', value)));
    } catch (IOException hidden) {
      if (!(hidden instanceof AccessDeniedException) && !saysGone(hidden)) {
        requireReadable();
      }
      return Optional.empty();
    }
  }

  /// Whether there may be a process whose environment has this variable.
  boolean mayHaveVariable(String name) {
    try {
      for (long pid : pids()) {
        if (variable(pid, name).isPresent()) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static boolean saysGone(IOException failure) {
    return failure instanceof NoSuchFileException
        || String.valueOf(failure.getMessage()).contains("No such process");
  }

  /// All processes, as they are after this was called.
  ///
  /// @throws IOException if there are some that cannot be read now
  ProcessLook look() throws IOException {
    return looks.take(this);
  }

  Path directory(long pid) {
    return directory(Long.toString(pid));
  }

  Path directory(String process) {
    return root.resolve(process);
  }

  private Path file(long pid, String name) {
    return directory(pid).resolve(name);
  }

  /// The name in parentheses may hold spaces and parentheses itself, so fields count from the last
  /// one.
  private static Stat parse(long pid, String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", FIELDS + 1);
    return new Stat(
        pid,
        fields[0].charAt(0),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[17]),
        Long.parseLong(fields[19]),
        Integer.parseInt(fields[49].strip()));
  }
}
