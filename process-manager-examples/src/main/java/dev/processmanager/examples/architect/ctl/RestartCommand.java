package dev.processmanager.examples.architect.ctl;

import picocli.CommandLine.Command;

@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "Restart services, one after the other; of a group, and of all, those enabled.")
final class RestartCommand extends ActionCommand {

  RestartCommand() {
    super(Action.RESTART);
  }
}
