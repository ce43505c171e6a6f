package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Feature;
import java.util.List;
import java.util.Set;

/// Python's `subprocess`.
public final class PythonPeer extends Foreign {

  @Override
  public String name() {
    return "Python `subprocess`";
  }

  @Override
  public String version() {
    return Server.version("python3");
  }

  @Override
  public String settings() {
    return "`subprocess.run(capture_output=True, timeout=…, input=…)`, else `stdin=DEVNULL`; in the"
        + " background `Popen(start_new_session=True)` and `communicate()`, stopped by"
        + " `os.killpg` with `SIGTERM` and, 1 s later, `SIGKILL`. A small host has an"
        + " `RLIMIT_AS` of 200 MB more.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.CAPTURES, Feature.STOPS_TREES, Feature.OWN_SESSION);
  }

  @Override
  List<String> command(int megabytes) {
    return List.of("python3", "src/benchmark/python/trapped.py", String.valueOf(megabytes));
  }
}
