package dev.processmanager.examples.architect.ctl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check everything that the supervisor needs: the configuration, directories and permissions,",
      "commands, ports, the database, and the supervisor itself."
    })
final class VerifyCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Override
  public Integer call() {
    List<Finding> findings = Verification.of(ctl.configuration());
    Finding.print(findings, ctl);
    return Finding.exitCode(findings);
  }
}
