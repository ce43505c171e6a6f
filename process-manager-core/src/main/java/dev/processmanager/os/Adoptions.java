package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import java.time.Duration;
import java.util.Optional;

/// Takes over processes that another host has started, or finds out how they ended.
public final class Adoptions {

  /// In what it tells to users, Linux has 100 ticks a second on every machine.
  private static final long MILLIS_PER_TICK = 10;

  private Adoptions() {}

  /// Looks after a recorded process from now on. If it has ended, only how is told: soon, and
  /// unknown if nothing tells.
  ///
  /// @param file where its end is written down, if anywhere
  /// @throws LaunchException if it is not known who it is, or if it runs this host
  public static Child adopt(Fingerprint recorded, Optional<ExitFile> file, Spawner engine) {
    if (isSame(recorded, engine.fingerprints())) {
      refuseAncestors(recorded.process().pid());
    }
    Optional<Identity.OfProcess> keeper =
        file.isEmpty() ? Optional.empty() : Shim.keeperOf(recorded, file.get(), engine);
    var traces = new Traces(recorded.process(), file, keeper, engine.tools());
    return engine.adopt(recorded, traces, false);
  }

  /// Who waits for the end of a recorded process to write it down, if anybody does.
  public static Optional<Identity.OfProcess> keeper(
      Fingerprint recorded, ExitFile file, Spawner engine) {
    return Shim.keeperOf(recorded, file, engine);
  }

  /// For how long a process has run, by the clock that gives its start.
  public static Duration age(Identity.OfProcess process, Spawner engine) {
    long now =
        engine
            .tools()
            .proc()
            .map(proc -> new ProcDetails(proc).uptimeMillis())
            .orElseGet(System::currentTimeMillis);
    long start =
        engine.tools().proc().isPresent()
            ? process.startTicks() * MILLIS_PER_TICK
            : process.startTicks();
    return Duration.ofMillis(process.startTicks() < 0 ? 0 : Math.max(0, now - start));
  }

  /// @throws LaunchException if it is not known who it is
  static boolean isSame(Fingerprint recorded, Fingerprints fingerprints) {
    return switch (fingerprints.verdict(recorded)) {
      case SAME -> true;
      case DEAD, REUSED -> false;
      case UNKNOWN ->
          throw refusal(recorded.process().pid(), false, "it is not proven to be the recorded one");
    };
  }

  /// Who takes itself over, or those who have started it, would end itself with them.
  private static void refuseAncestors(long pid) {
    for (Optional<ProcessHandle> next = Optional.of(ProcessHandle.current());
        next.isPresent();
        next = next.get().parent()) {
      if (next.get().pid() == pid) {
        throw refusal(pid, true, "it runs this host");
      }
    }
  }

  /// Why a process is not taken over.
  public static LaunchException refusal(long pid, boolean permanent, String why) {
    String process = "process " + pid;
    return new LaunchException(process, permanent, "Cannot adopt " + process + ": " + why, null);
  }
}
