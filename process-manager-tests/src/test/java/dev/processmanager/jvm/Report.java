package dev.processmanager.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.os.Environment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a child said of itself, name and value by line.
record Report(List<String[]> lines) {

  /// Starts a [Reporter] as the library would.
  static Report of(Path directory, JvmOptions options, ParentJvm host, String... arguments)
      throws IOException, InterruptedException {
    return of(directory, options, host, EntryPoint.of(Reporter.class), arguments);
  }

  static Report of(
      Path directory, JvmOptions options, ParentJvm host, EntryPoint main, String... arguments)
      throws IOException, InterruptedException {
    var request =
        new JvmCommandLine.Request(
            main,
            List.of(arguments),
            main.type().stream().<Class<?>>map(t -> t).toList(),
            directory,
            false);
    return parsed(output(directory, JvmCommandLine.of(request, options, host), options));
  }

  /// What a child printed on its stdout. Its stderr has to be empty.
  static String output(Path directory, JvmCommandLine line, JvmOptions options)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile(directory, "stderr", "");
    try (PrivateFile file = written(directory, ByteBuffer.wrap(line.argFile()))) {
      var builder =
          new ProcessBuilder(line.java().toString(), "@" + file.path())
              .redirectError(errors.toFile());
      options.settings().directory.map(Path::toFile).ifPresent(builder::directory);
      apply(line.environment(), builder.environment());
      Process child = builder.start();
      child.getOutputStream().close();
      String output = new String(child.getInputStream().readAllBytes(), UTF_8);
      assertThat(child.waitFor(30, SECONDS)).isTrue();
      assertThat(Files.readString(errors)).as("stderr of the child").isEmpty();
      assertThat(child.exitValue()).as("%s", output).isZero();
      return output;
    }
  }

  static PrivateFile written(Path directory, ByteBuffer text) {
    PrivateFile file = PrivateFile.in(directory, "args");
    file.write(text);
    return file;
  }

  private static void apply(Environment environment, Map<String, String> variables) {
    assertThat(environment.inherits()).isTrue();
    environment
        .changes()
        .forEach(
            (name, value) ->
                value.ifPresentOrElse(
                    text -> variables.put(name, text), () -> variables.remove(name)));
  }

  static Report parsed(String output) {
    return new Report(
        output
            .lines()
            .map(line -> new String(Base64.getDecoder().decode(line), UTF_8).split("\n", 2))
            .toList());
  }

  List<String> all(String name) {
    return lines.stream().filter(line -> line[0].equals(name)).map(line -> line[1]).toList();
  }

  Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }

  @Override
  public String toString() {
    return lines.stream().map(Arrays::toString).toList().toString();
  }
}
