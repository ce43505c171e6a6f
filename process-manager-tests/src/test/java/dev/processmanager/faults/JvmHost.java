package dev.processmanager.faults;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Engine;
import dev.processmanager.jvm.JvmFunction;
import dev.processmanager.jvm.JvmOptions;
import java.util.List;

/// Has functions in child JVMs of every kind that never end by themselves, nor does what they have
/// started.
final class JvmHost {

  private JvmHost() {}

  /// Takes all of a processor but never reads, writes or waits.
  static final class Spinning implements JvmFunction<Integer, Long> {
    @Override
    public Long apply(Integer argument) throws Exception {
      startAnother();
      long n = argument;
      while (n >= 0) {
        n = (n + 1) & Long.MAX_VALUE;
      }
      return n;
    }
  }

  static void startAnother() throws Exception {
    new ProcessBuilder("sleep", "61").inheritIO().start();
  }

  static void spin() throws Exception {
    new Spinning().apply(1);
  }

  /// @param args the engine
  public static void main(String[] args) {
    ProcessManager pm = ProcessManager.builder().engine(Engine.valueOf(args[0])).build();
    var pool = pm.jvmPool(JvmOptions.defaults().workers(1).spares(1));
    List<Object> kept =
        List.of(
            pm.runJvm(JvmHost::spin),
            pm.startJvmBackground(JvmHost::spin, as -> as.id("spinning")),
            pool.submit(Spinning.class, 1));
    Machine.await("all have begun", () -> sleeping() == 3);
    System.out.println("ready");
    Machine.await("nothing", () -> kept.isEmpty());
  }

  private static long sleeping() {
    return Machine.processes().stream()
        .filter(pid -> World.commandLine(pid).equals("sleep 61"))
        .count();
  }
}
