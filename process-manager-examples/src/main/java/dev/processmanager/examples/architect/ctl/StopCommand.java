package dev.processmanager.examples.architect.ctl;

import picocli.CommandLine.Command;

@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stop services, in the inverse order; they stay so until the next start.")
final class StopCommand extends ActionCommand {

  StopCommand() {
    super(Action.STOP);
  }
}
