package dev.processmanager.adversarial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a small main program in a JVM of its own did.
record Outcome(int code, String output, long millis) {

  static Outcome of(Class<?> main, String... options) throws IOException, InterruptedException {
    return of(main, List.of(), List.of(options), List.of());
  }

  static Outcome of(
      Class<?> main, List<String> prefix, List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("outcome", ".txt");
    var argv = new ArrayList<>(prefix);
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(options);
    argv.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    argv.addAll(arguments);
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.toHandle().destroyForcibly();
      throw new AssertionError("hangs: " + Files.readString(out));
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    String text = Files.readString(out);
    Files.delete(out);
    return new Outcome(process.exitValue(), text, millis);
  }
}
