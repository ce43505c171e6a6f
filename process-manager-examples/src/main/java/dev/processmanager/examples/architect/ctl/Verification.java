package dev.processmanager.examples.architect.ctl;

import dev.processmanager.examples.architect.DaemonFile;
import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.Global;
import dev.processmanager.examples.architect.config.InvalidConfigurationException;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.examples.architect.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Everything that can be known before something goes wrong.
final class Verification {

  private static final String CONFIGURATION = "configuration";

  private Verification() {}

  static List<Finding> of(Path file) {
    List<Finding> findings = new ArrayList<>();
    try {
      Configuration configuration = Configuration.read(file);
      findings.add(Finding.pass(CONFIGURATION, counted(configuration.services())));
      check(file, configuration, findings);
    } catch (InvalidConfigurationException wrong) {
      wrong
          .problems()
          .forEach(problem -> findings.add(Finding.fail(CONFIGURATION, problem.toString())));
    } catch (IOException e) {
      findings.add(Finding.fail(CONFIGURATION, "cannot be read: " + e));
    }
    return findings;
  }

  private static void check(Path file, Configuration configuration, List<Finding> findings) {
    var daemon = DaemonState.ask(file);
    findings.addAll(DirectoryChecks.of(configuration.global()));
    configuration.services().forEach(service -> findings.addAll(CommandChecks.of(service)));
    findings.addAll(PortChecks.of(configuration, daemon));
    findings.add(database(configuration.global().database()));
    findings.add(supervisor(daemon, configuration.global()));
  }

  private static Finding supervisor(DaemonState daemon, Global global) {
    try {
      OptionalLong pid = DaemonFile.runningPid(global);
      return pid.isEmpty() || daemon.answers()
          ? daemon.finding()
          : Finding.fail("supervisor", "runs as PID " + pid.getAsLong() + " and does not answer");
    } catch (IOException e) {
      return Finding.fail("supervisor", "nobody can tell whether it runs: " + e);
    }
  }

  private static String counted(List<ServiceSettings> services) {
    long enabled = services.stream().filter(ServiceSettings::enabled).count();
    return "services: %d, of which enabled: %d".formatted(services.size(), enabled);
  }

  private static Finding database(Path file) {
    if (!Files.exists(file)) {
      return Finding.warn("database", file + " is not there yet; the supervisor makes it");
    }
    return SqliteStore.examine(file)
        .map(problem -> Finding.fail("database", file + " " + problem))
        .orElseGet(() -> Finding.pass("database", file + " is sound"));
  }
}
