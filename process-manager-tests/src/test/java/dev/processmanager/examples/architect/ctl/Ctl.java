package dev.processmanager.examples.architect.ctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// The command line, run here, with a configuration of its own.
///
/// @param directory of the configuration
record Ctl(Path directory) {

  static final String TOKEN = "a-token-for-nobody-else";

  /// What a command has said; what is in `out` may grow while it runs.
  record Said(int code, StringWriter stdout, StringWriter stderr) {

    String out() {
      return stdout.toString();
    }

    String err() {
      return stderr.toString();
    }

    List<String> lines() {
      return out().lines().toList();
    }
  }

  /// For machines that are busy with something else.
  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  Path configuration() {
    return directory.resolve("supervisor_config.json");
  }

  Ctl configured(String services) throws IOException {
    Files.writeString(
        configuration(),
        """
        {"version": "1.0", "global": {"pid_directory": "pids", "api_port": 0},
         "services": {%s}}
        """
            .formatted(services));
    return this;
  }

  /// As a daemon does it.
  Ctl answeredBy(int port) throws IOException {
    Path pids = Files.createDirectories(directory.resolve("pids"));
    Files.writeString(pids.resolve("api.address"), "http://127.0.0.1:" + port);
    Path token = Files.writeString(pids.resolve("api.token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    return this;
  }

  Said run(String... args) {
    return run(new StringWriter(), false, "", args);
  }

  Said typing(String input, String... args) {
    return run(new StringWriter(), false, input, args);
  }

  Said onTerminal(String... args) {
    return run(new StringWriter(), true, "", args);
  }

  Said run(StringWriter out, boolean colours, String input, String... args) {
    var err = new StringWriter();
    var terminal =
        new Terminal(
            new BufferedReader(new StringReader(input)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            colours);
    Stream<String> config = Stream.of("--config", configuration().toString());
    int code =
        Supervisorctl.run(terminal, Stream.concat(config, Stream.of(args)).toArray(String[]::new));
    return new Said(code, out, err);
  }
}
