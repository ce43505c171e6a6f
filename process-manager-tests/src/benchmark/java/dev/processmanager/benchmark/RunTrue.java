package dev.processmanager.benchmark;

import dev.processmanager.ProcessManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The smallest command, one after the other.
final class RunTrue {

  private static final String LIMIT = "C: posix_spawn, poll, waitpid";
  private static final int RUNS = 20;

  private RunTrue() {}

  static Workload workload(boolean quick) {
    List<Contestant> contestants =
        Stream.concat(
                Engines.andIdiom(
                    name -> () -> Forked.serving(Forked.jvm(RunTrue.class, List.of(), name), RUNS))
                    .stream(),
                Stream.of(new Contestant(LIMIT, () -> Forked.serving(compiled(), RUNS))))
            .toList();
    return new Workload(
        "`runCli(\"true\")`, captured",
        "Milliseconds for one run, both streams captured, one run after the "
            + "other. What the C program does on one thread takes four here, which "
            + "wake one another: the caller, one that spawns, the loop, and a virtual "
            + "thread for the result. The portable engine executes `setsid` before "
            + "each command.",
        50,
        quick ? 60 : 200,
        contestants,
        List.of(
            Target.ratioAtMost(Engines.NATIVE, LIMIT, "ms", 1.4),
            Target.ratioAtLeast(Engines.IDIOM, Engines.NATIVE, "ms", 1.6),
            Target.ratioAtMost(Engines.PORTABLE, Engines.IDIOM, "ms", 1.15)));
  }

  private static List<String> compiled() throws IOException {
    Path source = Path.of("src/benchmark/c/limit.c");
    Path program = Files.createDirectories(Path.of("target/benchmark")).resolve("limit");
    try {
      Process compiler =
          Forked.start(List.of("cc", "-O2", "-o", program.toString(), source.toString()));
      if (compiler.waitFor() != 0) {
        throw new Contestant.NotRun("not run: it does not compile here");
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    } catch (Contestant.NotRun itself) {
      throw itself;
    } catch (IOException noCompiler) {
      throw new Contestant.NotRun("not run: no cc here");
    }
    return List.of(program.toAbsolutePath().toString());
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals(Engines.IDIOM)) {
      Server.serve(runs -> timed(runs, () -> Idiom.run("true").exitCode()));
    } else {
      try (ProcessManager pm = Engines.open(args[0])) {
        Server.serve(runs -> timed(runs, () -> pm.runCli("true").join().exitCode().getAsInt()));
      }
    }
  }

  private interface Run {
    int exitCode() throws Exception;
  }

  private static Measurement timed(long runs, Run run) throws Exception {
    long begin = System.nanoTime();
    for (long i = 0; i < runs; i++) {
      if (run.exitCode() != 0) {
        throw new IllegalStateException("true has failed");
      }
    }
    return Measurement.of("ms", (System.nanoTime() - begin) / 1e6 / runs);
  }
}
