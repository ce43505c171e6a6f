package dev.processmanager.examples.architect.ctl;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print what completes commands in bash and zsh.",
    footer = {"", "In ~/.bashrc:  source <(supervisorctl completion)"})
final class CompletionCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("supervisorctl", spec.root().commandLine());
    if (ctl.json()) {
      ctl.terminal().say(Json.pretty(Json.MAPPER.valueToTree(Map.of("script", script))));
    } else {
      ctl.terminal().out().print(script);
    }
    return ExitCodes.DONE;
  }
}
