package dev.processmanager.probe;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Runs something and takes its success for health. When the time is up, it ends what it runs, and
/// only then gives way to the next question.
record CommandProbe(Launcher launcher) implements Probe {

  /// To start a process takes its time.
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

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

  private static ProbeResult judge(ProcessResult result) {
    return result.success() ? ProbeResult.pass() : ProbeResult.fail(result.summary());
  }

  @Override
  public Duration usualTimeout() {
    return USUAL_TIMEOUT;
  }
}
