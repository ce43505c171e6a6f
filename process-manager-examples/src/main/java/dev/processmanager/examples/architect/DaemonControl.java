package dev.processmanager.examples.architect;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.architect.config.Global;
import dev.processmanager.jvm.JvmMain;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.probe.HealthCheck;
import dev.processmanager.probe.Probe;
import dev.processmanager.probe.ProbeContext;
import dev.processmanager.probe.ProbeResult;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/// Starts, finds and stops the daemon from outside.
///
/// @param file its configuration
record DaemonControl(Path file, Global global) {

  private static final Duration RHYTHM = Duration.ofMillis(100);
  private static final int TRIES = 300;

  /// For all services, one after another; then it is ended, and they live on.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String ID = "architect";

  /// @return its number, once it is ready
  long start() throws IOException {
    OptionalLong other = DaemonFile.runningPid(global);
    if (other.isPresent()) {
      throw new IOException("It runs already, as PID " + other.getAsLong());
    }
    Path output = global.logDirectory().resolve("process_supervisor.out");
    JvmMain self = JvmMain.of(Architect.class, "--quiet", "--config", file.toString());
    JvmOptions options = JvmOptions.defaults().jvmArgs("--enable-native-access=ALL-UNNAMED");
    try (ProcessManager pm = ProcessManager.create()) {
      return pm.startJvmBackground(
              options,
              self,
              as ->
                  as.id(ID)
                      .detached()
                      .logFile(output, Specs.LOGS)
                      .check(
                          HealthCheck.startup(Probe.function(this::isReady))
                              .every(RHYTHM)
                              .failures(TRIES)))
          .join()
          .pid()
          .orElseThrow();
    } catch (CompletionException failure) {
      throw new IOException(
          "It does not come up: " + failure.getCause().getMessage() + "\n" + lastWords(output),
          failure);
    }
  }

  private ProbeResult isReady(ProbeContext context) throws IOException {
    OptionalLong running = DaemonFile.runningPid(global);
    return running.equals(context.execution().identity().processId())
        ? ProbeResult.pass()
        : ProbeResult.fail("it is not ready yet");
  }

  private static String lastWords(Path output) throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }

  OptionalLong running() throws IOException {
    return DaemonFile.runningPid(global);
  }

  /// @return empty if it did not run
  Optional<StopReport> stop() throws IOException {
    OptionalLong pid = running();
    if (pid.isEmpty()) {
      return Optional.empty();
    }
    try (ProcessManager pm = ProcessManager.create()) {
      pm.adopt(pid.getAsLong(), as -> as.id(ID)).join();
      // Whoever is adopted cannot be confused any more; but is it still the daemon who was found?
      if (!running().equals(pid)) {
        return Optional.empty();
      }
      return Optional.of(pm.stopProcess(ID, StopPlan.graceful(PATIENCE).mainOnly()).join());
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof LaunchException) {
        return Optional.empty();
      }
      throw failure.getCause() instanceof ProcessException reason ? reason : failure;
    }
  }
}
