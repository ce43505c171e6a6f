package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// How long a JVM takes to end after its last statement.
final class HostExit {

  private static final String ALONE = "no manager";
  private static final String IDLE = ", idle";
  private static final String BUSY = ", ten children";
  private static final String MEASURE = "ms to the end of the JVM";

  private HostExit() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "the host's exit",
        "An idle manager has run one command; the children are ten times " + "`sleep`.",
        1,
        quick ? 1 : 12,
        Stream.of(
                ALONE,
                Engines.NATIVE + IDLE,
                Engines.PORTABLE + IDLE,
                Engines.NATIVE + BUSY,
                Engines.PORTABLE + BUSY)
            .map(name -> new Contestant(name, () -> () -> sample(name)))
            .toList(),
        Yardstick.less(MEASURE, ALONE),
        List.of(
            target(Engines.NATIVE + IDLE, 41.5),
            target(Engines.PORTABLE + IDLE, 40.5),
            target(Engines.NATIVE + BUSY, 132),
            target(Engines.PORTABLE + BUSY, 171)));
  }

  private static Target target(String name, double published) {
    return Target.moreAtMost(name, ALONE, MEASURE, 40)
        .knownMiss(
            published,
            "code that stops children runs for the first time then, and most of the time goes into"
                + " loading and linking it");
  }

  /// The clock is the same in all processes of a machine.
  private static Measurement sample(String name) throws IOException {
    Process host = Forked.start(Forked.jvm(HostExit.class, List.of(), name));
    try (BufferedReader answer = host.inputReader()) {
      long begin = Long.parseLong(answer.readLine());
      host.waitFor();
      return Measurement.of(MEASURE, (System.nanoTime() - begin) / 1e6);
    } catch (InterruptedException interrupted) {
      host.destroyForcibly();
      throw new IOException(interrupted);
    }
  }

  /// The manager is left open, as in a host that is told to end.
  @SuppressWarnings("resource")
  public static void main(String[] args) {
    String name = args[0];
    if (!name.equals(ALONE)) {
      ProcessManager pm = Engines.open(name.substring(0, name.lastIndexOf(',')));
      pm.runCli("true").join();
      for (int i = 0; name.endsWith(BUSY) && i < 10; i++) {
        pm.startCliBackground(Command.of("sleep", "600")).join();
      }
    }
    System.out.println(System.nanoTime());
  }
}
