package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import dev.processmanager.process.LaunchException;
import java.util.Optional;

/// Takes over processes that another host has started, or finds out how they ended.
public final class Adoptions {

  private Adoptions() {}

  /// Looks after a recorded process from now on. If it has ended, only how is told: soon, and
  /// unknown if nothing tells.
  ///
  /// @param file where its end is written down, if anywhere
  /// @throws LaunchException if it is not known who it is, or if it runs this host
  public static Child adopt(Fingerprint recorded, Optional<ExitFile> file, Spawner engine) {
    refuseAncestors(recorded.process().pid());
    Optional<Identity.OfProcess> keeper =
        file.isEmpty() ? Optional.empty() : Shim.keeperOf(recorded, file.get(), engine);
    var traces = new Traces(recorded.process(), file, keeper, engine.tools());
    return engine.adopt(recorded, traces, false);
  }

  /// @throws LaunchException if it is not known who it is
  static boolean isSame(Fingerprint recorded, Fingerprints fingerprints) {
    return switch (fingerprints.verdict(recorded)) {
      case SAME -> true;
      case DEAD, REUSED -> false;
      case UNKNOWN -> throw refusal(recorded, false, "is not proven to be the recorded one");
    };
  }

  /// Who takes itself over, or those who have started it, would end itself with them.
  private static void refuseAncestors(long pid) {
    for (Optional<ProcessHandle> next = Optional.of(ProcessHandle.current());
        next.isPresent();
        next = next.get().parent()) {
      if (next.get().pid() == pid) {
        throw new LaunchException(
            "process " + pid, true, "Cannot adopt: process " + pid + " runs this host", null);
      }
    }
  }

  private static LaunchException refusal(Fingerprint recorded, boolean permanent, String why) {
    String process = "process " + recorded.process().pid();
    return new LaunchException(process, permanent, "Cannot adopt: " + process + " " + why, null);
  }
}
