package dev.processmanager.comparison.peers;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import dev.processmanager.comparison.Contestant;
import dev.processmanager.comparison.Feature;
import dev.processmanager.comparison.NoSuchFeature;
import dev.processmanager.comparison.Order;
import dev.processmanager.comparison.Outcome;
import dev.processmanager.comparison.Started;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// ch.vorburger.exec.
public final class VorburgerExec implements Contestant {

  private static final int LINES = 10_000;

  @Override
  public String name() {
    return "ch.vorburger.exec";
  }

  @Override
  public String version() {
    return Jars.version(ManagedProcess.class);
  }

  @Override
  public String settings() {
    return "`setDestroyOnShutdown(true)`, `setConsoleBufferMaxLines(10 000)` and `getConsole()`,"
        + " any exit value allowed, arguments unquoted; `waitForExitMaxMsOrDestroy` for a limit;"
        + " `destroy()` if `isAlive()`, after an interrupt, too. On commons-exec as above.";
  }

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.CAPTURES, Feature.ENDS_WITH_HOST);
  }

  @Override
  public Outcome run(Order order) throws Exception {
    ManagedProcess process = process(order);
    process.start();
    try {
      return ended(process, order.limit());
    } catch (ManagedProcessException failure) {
      if (failure.getCause() instanceof InterruptedException && process.isAlive()) {
        process.destroy();
      }
      throw failure;
    }
  }

  private static Outcome ended(ManagedProcess process, @Nullable Duration limit)
      throws ManagedProcessException {
    if (limit == null) {
      process.waitForExit();
      return outcome(process);
    }
    process.waitForExitMaxMsOrDestroy(limit.toMillis());
    return process.watchDogKilledProcess()
        ? Outcome.timedOut(-1, process.getConsole())
        : outcome(process);
  }

  @Override
  public Started start(Order order) throws Exception {
    ManagedProcess process = process(order);
    process.start();
    return new Started() {
      @Override
      public Outcome outcome() throws ManagedProcessException {
        process.waitForExit();
        return VorburgerExec.outcome(process);
      }

      @Override
      public void stop() throws ManagedProcessException {
        if (process.isAlive()) {
          process.destroy();
        }
      }
    };
  }

  private static ManagedProcess process(Order order) throws ManagedProcessException {
    if (order.listener() != null) {
      throw new NoSuchFeature("writes to streams, calls nobody");
    }
    var builder = new ManagedProcessBuilder(order.argv().getFirst());
    order.argv().stream().skip(1).forEach(argument -> builder.addArgument(argument, false));
    if (order.directory() != null) {
      builder.setWorkingDirectory(order.directory().toFile());
    }
    if (order.input() != null) {
      builder.setInputStream(order.input());
    }
    return builder
        .setDestroyOnShutdown(true)
        .setConsoleBufferMaxLines(LINES)
        .setIsSuccessExitValueChecker(_ -> true)
        .build();
  }

  private static Outcome outcome(ManagedProcess process) throws ManagedProcessException {
    return Outcome.exited(process.exitValue(), process.getConsole());
  }
}
