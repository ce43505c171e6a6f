package dev.processmanager.examples.architect.alert;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/// Runs a command of the user, which finds the alerts in `ALERT_SERVICE`, `ALERT_LEVEL` (that of
/// the worst), `ALERT_COUNT` and `ALERT_MESSAGE` (one a line).
record Hook(ProcessManager pm, String script) implements Notifier {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public void tell(List<Alert> alerts) throws IOException {
    String worst = alerts.stream().map(Alert::level).max(Enum::compareTo).orElseThrow().word();
    String messages = alerts.stream().map(Alert::message).collect(Collectors.joining("\n"));
    Command command =
        Command.shell(script)
            .env("ALERT_SERVICE", alerts.getFirst().service())
            .env("ALERT_LEVEL", worst)
            .env("ALERT_COUNT", Integer.toString(alerts.size()))
            .env("ALERT_MESSAGE", messages)
            .timeout(LIMIT);
    try {
      ProcessResult result = pm.runCli(command).join();
      if (!result.success()) {
        throw new IOException("the command has ended with " + result.exit().describe());
      }
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof ProcessException reason) {
        throw new IOException(reason.getMessage(), reason);
      }
      throw failure;
    }
  }
}
