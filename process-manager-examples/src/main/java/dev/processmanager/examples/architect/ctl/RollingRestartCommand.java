package dev.processmanager.examples.architect.ctl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "rolling-restart",
    mixinStandardHelpOptions = true,
    description = "Restart the services of a group, each healthy before the next.")
final class RollingRestartCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Parameters(paramLabel = "GROUP")
  private String group;

  @Override
  public Integer call() {
    try (Api api = ctl.api()) {
      ctl.show(
          api.post("groups/" + Api.segment(group) + "/rolling-restart"),
          answer -> ServiceTables.of(answer.path("services")).printTo(ctl.terminal()));
      return ExitCodes.DONE;
    }
  }
}
