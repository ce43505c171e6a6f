package dev.processmanager.examples.architect.ctl;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Does the same to each service that is meant.
abstract class ActionCommand implements Callable<Integer> {

  private final Action action;

  @ParentCommand private Supervisorctl ctl;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Services, groups, or all.")
  private List<String> names;

  ActionCommand(Action action) {
    this.action = action;
  }

  @Override
  public final Integer call() {
    return action.on(names, ctl);
  }
}
