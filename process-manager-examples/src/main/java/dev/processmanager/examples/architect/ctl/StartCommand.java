package dev.processmanager.examples.architect.ctl;

import picocli.CommandLine.Command;

@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Start services; of a group, and of all, those that are enabled.")
final class StartCommand extends ActionCommand {

  StartCommand() {
    super(Action.START);
  }
}
