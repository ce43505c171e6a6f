package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A small shell between a host and its detached child, which waits for the child and writes down
/// how it ended, when the host is perhaps no more.
///
/// The child is its foreground: one in the background would read nothing and ignore `INT`. The
/// shell itself outlives the signals that a whole group gets; whoever kills it takes the exit code
/// with it, nothing else. To the host it tells the child's number and, if there is none in the end
/// because the program could not be executed, the code that says so. It has no names of its own
/// among the child's variables.
final class Shim {

  /// By which it is known among processes.
  private static final String NAME = "process-manager-shim";

  private static final int PLACE_OF_NAME = 3;

  /// What shells add to an environment.
  private static final List<String> ADDED = List.of("PWD", "OLDPWD", "SHLVL");

  private Shim() {}

  /// A command line in front of another.
  ///
  /// @param shell the shell's file
  /// @param log to which the output is appended
  static List<String> prefix(Path shell, ExitFile file, Path log, Environment environment) {
    String added =
        ADDED.stream()
            .filter(name -> environment.value(name).isEmpty())
            .reduce("unset process_manager_log_", (all, name) -> all + " " + name);
    String name = file.cookie().substring(0, file.cookie().indexOf('='));
    String stamp = file.generation() + " " + name + "=$" + name;
    return List.of(
        shell.toString(),
        "-c",
        script(added, statFields(), stamp),
        NAME,
        file.path().toAbsolutePath().toString(),
        log.toString());
  }

  private static String script(String unset, String statFields, String stamp) {
    return """
    trap : HUP INT QUIT PIPE ALRM TERM USR1 USR2
    exec 3>&1 >/dev/null 2>&1
    process_manager_shim=$1.$$
    (
      trap ': >"$process_manager_shim.refused"' EXIT
      if read -r %2$s </proc/self/stat; then
        echo "$process_manager_pid $process_manager_start" >&3
      else
        sh -c 'echo $PPID' >&3
      fi
      shift
      process_manager_log=$1
      shift
      %1$s
      exec "$@" >>"$process_manager_log" 2>&1 3>&-
    )
    process_manager_code=$?
    umask 077
    if [ -e "$process_manager_shim.refused" ]; then
      echo "refused $process_manager_code" >&3
      command -p rm -f "$process_manager_shim.refused"
    fi
    { printf '%%s\\n' "%3$s $process_manager_code" >"$process_manager_shim" \\
      && command -p mv -f "$process_manager_shim" "$1"; } \\
      || command -p rm -f "$process_manager_shim"
    """
        .formatted(unset, statFields, stamp);
  }

  /// The first and the 22nd field of a line of facts, the number and the start, and those between.
  private static String statFields() {
    var names = new ArrayList<String>();
    names.add("process_manager_pid");
    for (int i = 2; i < 22; i++) {
      names.add("process_manager_rest");
    }
    names.add("process_manager_start");
    names.add("process_manager_rest");
    return String.join(" ", names);
  }

  /// Whether a process is a shim, or is just becoming what one has started: in between it has no
  /// command line.
  static boolean mayBe(long pid, ProcFs proc) {
    return isAt(pid, proc) || new ProcDetails(proc).commandLine(pid).equals(List.of(""));
  }

  private static boolean isAt(long pid, ProcFs proc) {
    List<String> line = new ProcDetails(proc).commandLine(pid);
    return line.size() > PLACE_OF_NAME && line.get(PLACE_OF_NAME).equals(NAME);
  }

  /// Who was started with a cookie, for a host that knows nothing but that: the oldest who has it,
  /// or whom the shim has become. Nobody if only the shim is left, about to write the end down.
  ///
  /// @param marked whoever has it, the oldest first
  static Optional<Identity.OfProcess> mainOf(
      List<ProcFs.Stat> marked, ProcFs proc, Identities identities) {
    if (marked.isEmpty() || !isAt(marked.getFirst().pid(), proc)) {
      return marked.stream().findFirst().map(identities::of);
    }
    long shim = marked.getFirst().pid();
    String file = new ProcDetails(proc).commandLine(shim).get(PLACE_OF_NAME + 1);
    return marked.stream()
        .filter(stat -> stat.parent() == shim)
        .filter(stat -> !isHelper(stat.pid(), file, proc))
        .findFirst()
        .map(identities::of);
  }

  /// Whether somebody moves or removes files for a shim.
  private static boolean isHelper(long pid, String file, ProcFs proc) {
    List<String> line = new ProcDetails(proc).commandLine(pid);
    return !isAt(pid, proc) && line.size() > 1 && line.get(line.size() - 2).startsWith(file);
  }

  /// The shim that will write down how a recorded process has ended, if there is one.
  static Optional<Identity.OfProcess> keeperOf(
      Fingerprint recorded, ExitFile file, Spawner engine) {
    if (engine.tools().proc().isEmpty()) {
      return Optional.empty();
    }
    ProcFs proc = engine.tools().proc().get();
    var identities = new Identities(engine.tools());
    try {
      Optional<ProcFs.Stat> child =
          proc.stat(recorded.process().pid())
              .filter(stat -> identities.of(stat).equals(recorded.process()));
      if (child.isPresent()) {
        return Stream.of(child.get().parent())
            .filter(parent -> isAt(parent, proc))
            .map(identities::of)
            .findFirst();
      }
      return file.read().isPresent()
          ? Optional.empty()
          : engine.fingerprints().marked(recorded.cookie()).stream()
              .filter(process -> isAt(process.pid(), proc))
              .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
