package dev.processmanager.examples.architect.ctl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stop services, in the inverse order.")
final class StopCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "Services or groups; all: every service.")
  private List<String> names;

  @Override
  public Integer call() {
    return Action.STOP.on(names, ctl);
  }
}
