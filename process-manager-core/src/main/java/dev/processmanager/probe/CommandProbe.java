package dev.processmanager.probe;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Runs something and takes its success for health. When the time is up, it ends what it runs, and
/// only then gives way to the next question.
record CommandProbe(Launcher launcher) implements Probe {

  private static final int MAX_CHARS = 400;

  @Override
  public ProbeResult check(ProbeContext context) throws Exception {
    try {
      return judge(result(begun(context)));
    } catch (LaunchException failure) {
      if (failure.isPermanent()) {
        return ProbeResult.fail(launcher.description() + ": " + failure.getMessage());
      }
      throw failure;
    }
  }

  private Execution begun(ProbeContext context) throws Exception {
    CompletableFuture<Execution> launch = launcher.launch(context.launchContext());
    try {
      return launch.get();
    } catch (InterruptedException timeIsUp) {
      launch.cancel(true);
      throw timeIsUp;
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  private static ProcessResult result(Execution run) throws Exception {
    try {
      return run.result().get();
    } catch (InterruptedException timeIsUp) {
      run.stop(StopPlan.immediate()).join();
      throw timeIsUp;
    }
  }

  private ProbeResult judge(ProcessResult result) {
    if (result.success()) {
      return ProbeResult.pass();
    }
    String said = lastOf(result.stderr().isBlank() ? result.stdout() : result.stderr());
    return ProbeResult.fail(
        launcher.description() + ": " + result.describe() + (said.isEmpty() ? "" : ": " + said));
  }

  private static String lastOf(String text) {
    String trimmed = text.strip();
    return trimmed.length() <= MAX_CHARS
        ? trimmed
        : "…" + trimmed.substring(trimmed.length() - MAX_CHARS);
  }
}
