package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.jvm.JvmPool;
import dev.processmanager.supervise.ManagedProcess;
import java.util.ArrayList;
import java.util.List;

/// Says when it is about to end.
final class ExitTaxHost {

  private static final String CHILD = "echo up; exec sleep 60";

  /// Its child lives a little longer than it does and holds its output.
  private static final String LINGERING =
      "sh -c 'trap \"sleep 0.1; exit\" TERM; echo up; while :; do sleep 0.02; done' & wait";

  private ExitTaxHost() {}

  /// @param args what it has done before, and on which engine
  public static void main(String[] args) {
    switch (args[0]) {
      case "nothing" -> say();
      case "idle" -> {
        ProcessManager pm = used(args[1]);
        say();
        // so that it is not collected before
        pm.listen(_ -> {});
      }
      case "closed" -> {
        used(args[1]).close();
        say();
      }
      case "children" -> {
        start(used(args[1]), CHILD, 10);
        say();
      }
      case "pool" -> {
        JvmPool pool = used(args[1]).jvmPool(JvmOptions.defaults().workers(2).spares(1));
        Machine.get(pool.submit(() -> 1));
        say();
      }
      case "lingering" -> {
        start(used(args[1]), LINGERING, 1);
        say();
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static ProcessManager used(String engine) {
    ProcessManager pm = ProcessManager.builder().engine(Engine.valueOf(engine)).build();
    Machine.get(pm.runCli("true"));
    Machine.get(Machine.get(pm.startCliBackground(Command.of("true"))).result());
    return pm;
  }

  private static void start(ProcessManager pm, String script, int count) {
    List<ManagedProcess> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Machine.get(pm.startCliBackground(Command.shell(script))));
    }
    all.forEach(one -> Machine.await("it is up", () -> !one.output().tail(1).isEmpty()));
  }

  /// The clock is the machine's, the same for all JVMs.
  private static void say() {
    System.out.println(System.nanoTime());
  }
}
