package dev.processmanager.supervise;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Verdict;
import dev.processmanager.registry.Entry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What supervision has to ask the operating system, so that it can look after processes that
/// other hosts have started. Hosts that use `ProcessManager` never meet it; it is for front doors
/// of one's own, which build on [Supervision]. Implementations are safe for use by many threads.
public interface Machine {

  /// {@return who this host is; two managers of one JVM differ in their cookies}
  Fingerprint host();

  /// {@return a mark for one run that no other has, as `NAME=value`; empty where runs need none}
  ///
  /// @param detached whether the run is to survive its host
  String newCookie(boolean detached);

  /// {@return the file in which the end of a detached process is written down for hosts to come;
  /// empty for none}
  ///
  /// @param key the process
  Optional<Path> exitFile(Entry.Key key);

  /// {@return what is to be recorded of a process that runs}
  ///
  /// @param process who it is
  /// @param cookie the mark that it was launched with
  Fingerprint fingerprint(Identity.OfProcess process, String cookie);

  /// {@return who waits for the end of a detached process to write it down, if anybody does}
  ///
  /// @param key scope and id of the process
  /// @param generation its incarnation
  /// @param process the process
  Optional<Fingerprint> keeper(Entry.Key key, int generation, Fingerprint process);

  /// {@return whether a recorded process is the one that has its number now}
  ///
  /// @param recorded what is recorded of it
  Verdict verdict(Fingerprint recorded);

  /// {@return who was launched with a mark and lives, the first of them}
  ///
  /// @param cookie the mark, as `NAME=value`
  Optional<Fingerprint> marked(String cookie);

  /// {@return a future that completes soon with how a recorded process has ended that has;
  /// unknown if nothing tells}
  ///
  /// @param entry what is recorded
  /// @param process its process
  CompletableFuture<Exit> exit(Entry entry, Fingerprint process);

  /// Removes what a process has left behind for hosts to come.
  ///
  /// @param key the process
  void forget(Entry.Key key);

  /// {@return a future that completes with the run of a recorded process, which ends at once if
  /// that has ended; exceptionally with a `LaunchException` if it is not known who it is}
  ///
  /// @param entry what is recorded
  /// @param process its process
  /// @param context for whom
  CompletableFuture<Execution> adopt(Entry entry, Fingerprint process, LaunchContext context);
}
