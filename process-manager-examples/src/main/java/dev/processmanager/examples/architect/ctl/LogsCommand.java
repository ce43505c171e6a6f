package dev.processmanager.examples.architect.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.output.Line;
import dev.processmanager.output.Output;
import dev.processmanager.output.Subscription;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Show what a service has printed.",
      "If the supervisor is not running, the log file is read."
    })
final class LogsCommand implements Callable<Integer> {

  private static final String DATA = "data:";

  @ParentCommand private Supervisorctl ctl;

  @Parameters(paramLabel = "SERVICE")
  private String service;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with each new line, until interrupted.")
  private boolean follow;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of the last lines, 0 to 10000 (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws InterruptedException {
    try (Api api = ctl.api()) {
      return follow ? follow(api) : tail(api);
    } catch (CtlException failure) {
      if (failure.exitCode() != ExitCodes.NO_DAEMON) {
        throw failure;
      }
      return fromFile();
    }
  }

  private String path(String what) {
    return "services/" + Api.segment(service) + "/" + what + "?lines=" + lines;
  }

  private int tail(Api api) {
    JsonNode answer = api.get(path("logs"));
    ctl.show(answer, log -> log.path("lines").forEach(line -> ctl.terminal().say(line.asText())));
    return ExitCodes.DONE;
  }

  private int follow(Api api) {
    try (Stream<String> stream = api.stream(path("logs/stream"))) {
      stream.filter(line -> line.startsWith(DATA)).takeWhile(_ -> isHeard()).forEach(this::print);
    } catch (UncheckedIOException broken) {
      // The end of the daemon is that of the stream.
    }
    if (!isHeard()) {
      return ExitCodes.DONE;
    }
    ctl.terminal().err().println("supervisorctl: The supervisor has ended");
    return ExitCodes.NO_DAEMON;
  }

  private void print(String data) {
    JsonNode message = Json.parse(data.substring(DATA.length()));
    if (message.has("dropped")) {
      ctl.terminal().err().println("[… " + message.path("dropped") + " lines missed]");
    } else {
      print(message);
    }
  }

  private void print(JsonNode line) {
    ctl.terminal().say(ctl.json() ? line.toString() : line.path("line").asText());
  }

  /// Whether what is printed still goes somewhere, unlike in `logs -f web | head`.
  private boolean isHeard() {
    return !ctl.terminal().out().checkError();
  }

  private int fromFile() throws InterruptedException {
    Output output = Output.of(file());
    ctl.terminal().err().println("supervisorctl: The supervisor is not running; its files say:");
    if (follow) {
      return follow(output);
    }
    List<String> last = output.tail(lines).stream().map(Line::text).toList();
    var answer = Json.MAPPER.createObjectNode().put("service", service);
    answer.set("lines", Json.MAPPER.valueToTree(last));
    ctl.show(answer, _ -> last.forEach(ctl.terminal()::say));
    return ExitCodes.DONE;
  }

  private int follow(Output output) throws InterruptedException {
    var unheard = new CountDownLatch(1);
    try (Subscription _ =
        output.follow(
            lines,
            line -> {
              print(Json.MAPPER.createObjectNode().put("line", line.text()));
              if (!isHeard()) {
                unheard.countDown();
              }
            })) {
      unheard.await();
      return ExitCodes.DONE;
    }
  }

  private Path file() {
    Configuration configuration = Configurations.read(ctl.configuration());
    return configuration.services().stream()
        .filter(settings -> settings.id().equals(service))
        .map(settings -> settings.run().log())
        .findFirst()
        .orElseThrow(
            () ->
                new CtlException(
                    ExitCodes.UNKNOWN_NAME, "There is no service named '" + service + "'"));
  }
}
