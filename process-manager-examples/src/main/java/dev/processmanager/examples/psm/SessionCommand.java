package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.examples.Words;
import dev.processmanager.process.StopReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Sessions that shells begin and end by themselves, say in a trap.
@Command(name = "session", description = "Begins or ends a session, for shells.")
final class SessionCommand {

  /// What has become of the services of a session.
  record Cleanup(int cleaned, int terminated) {

    static Cleanup of(List<StopReport> reports) {
      return new Cleanup(
          reports.size(),
          (int)
              reports.stream()
                  .filter(one -> !one.asked().isEmpty() || !one.forced().isEmpty())
                  .count());
    }
  }

  @ParentCommand private Psm psm;

  @Command(description = "Begins a session that ends, at the latest, once its owner is gone.")
  int register(
      @Parameters(paramLabel = "ID") String id,
      @Parameters(paramLabel = "PID") long pid,
      @Parameters(paramLabel = "PROJECT") Path project) {
    try (ProcessManager pm = psm.world().open()) {
      pm.sessions().begin(id, pid, metadata(psm.world().project(project))).join();
      psm.world().out().println("session " + id + " belongs to PID " + pid);
      return 0;
    } catch (CompletionException failure) {
      throw new Refusal(Words.of(failure));
    }
  }

  @Command(description = "Ends all services of a session and forgets it and them.")
  int cleanup(@Parameters(paramLabel = "ID") String id) {
    try (ProcessManager pm = psm.world().open()) {
      List<StopReport> reports = pm.sessions().end(id).join();
      psm.world().out().println(Json.text(Cleanup.of(reports)));
      return reports.stream().allMatch(StopReport::complete) ? 0 : 1;
    }
  }

  static Map<String, String> metadata(Path project) {
    return Map.of("project", project.toString());
  }
}
