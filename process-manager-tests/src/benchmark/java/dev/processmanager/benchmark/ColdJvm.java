package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A function in a JVM that is not there yet, beside a JVM that does nothing.
final class ColdJvm {

  private static final String HELLO = "`java Hello`";
  private static final String MEASURE = "ms";

  private ColdJvm() {}

  static Workload workload(boolean quick) {
    return new Workload(
        "cold `runJvm` of a lambda",
        "Milliseconds from the call to the result; with `java Hello` those of a bare JVM with the"
            + " same `java` and its default flags, from start to exit, with its output captured;"
            + " with Python those of a new `ProcessPoolExecutor` and its first result. What a"
            + " child still does after that is over before the next one takes its turn.",
        quick ? 8 : 30,
        quick ? 15 : 80,
        Stream.concat(
                Stream.of(Engines.NATIVE, Engines.PORTABLE, HELLO).map(ColdJvm::ours),
                Stream.of(Python.SPAWN, Python.FORK).map(name -> Python.pool(name, "cold", 1)))
            .toList(),
        Yardstick.less(MEASURE, Engines.NATIVE),
        List.of(
            Target.ratioAtMost(Engines.NATIVE, HELLO, MEASURE, 1.35)
                .knownMiss(
                    1.48,
                    "the child has the class path of this JVM, of some sixty jars, which `java"
                        + " Hello` has not; with a class path of six it was 1.30"),
            Target.ratioAtMost(Engines.NATIVE, Python.SPAWN, MEASURE, 1)));
  }

  private static Contestant ours(String name) {
    return new Contestant(
        name, () -> Forked.serving(Forked.jvm(ColdJvm.class, List.of(), name), 1));
  }

  private interface Run {
    void once(int number) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals(HELLO)) {
      String[] command = hello();
      var idiom = new Idiom();
      Server.serve(amount -> timed(amount, _ -> require(idiom.run(command) == 0)));
    } else {
      try (ProcessManager pm = Engines.open(args[0])) {
        Server.serve(
            amount ->
                timed(amount, number -> require(pm.runJvm(() -> number + 1).join() == number + 1)));
      }
    }
  }

  private static String[] hello() throws URISyntaxException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path classes = Path.of(Hello.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return new String[] {java.toString(), "-cp", classes.toString(), Hello.class.getName()};
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("a child has failed");
    }
  }

  private static Measurement timed(long amount, Run run) throws Exception {
    long time = 0;
    for (int i = 0; i < amount; i++) {
      long begin = System.nanoTime();
      run.once(i);
      time += System.nanoTime() - begin;
      Children.jvms().forEach(child -> child.onExit().join());
    }
    return Measurement.of(MEASURE, time / 1e6 / amount);
  }
}
