package dev.processmanager.examples.architect.ctl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = "Make what the supervisor needs, and start it; without --auto, from a menu.")
final class SetupCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Option(names = "--auto", description = "Do everything and ask nothing.")
  private boolean auto;

  @Override
  public Integer call() {
    var setup = new Setup(ctl.configuration());
    if (auto) {
      List<Finding> findings = setup.full();
      Finding.print(findings, ctl);
      return Finding.exitCode(findings);
    }
    return new Menu(setup, ctl).run();
  }
}
