package dev.processmanager.examples.architect.ctl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks what to do next, until somebody leaves or nobody is there any more.
record Menu(Setup setup, Supervisorctl ctl) {

  private enum Choice {
    FULL("all that is needed, and start"),
    DIRECTORIES("make the directories"),
    DATABASE("make the database"),
    START("start the supervisor"),
    STOP("stop the supervisor and its services"),
    RESTART("stop it and start it again"),
    STATUS("show the services"),
    LOGS("show what a service has printed"),
    EXIT("leave");

    private final String meaning;

    Choice(String meaning) {
      this.meaning = meaning;
    }

    /// By name or number.
    static Optional<Choice> of(String answer) {
      return Arrays.stream(values())
          .filter(
              choice -> answer.equalsIgnoreCase(choice.name()) || answer.equals(choice.number()))
          .findFirst();
    }

    private String number() {
      return Integer.toString(ordinal() + 1);
    }

    String line() {
      return "%s  %-12s %s".formatted(number(), name().toLowerCase(Locale.ROOT), meaning);
    }
  }

  int run() {
    showChoices();
    Optional<String> answer = ask("Your choice: ");
    while (answer.isPresent() && !Choice.of(answer.get()).equals(Optional.of(Choice.EXIT))) {
      Choice.of(answer.get()).ifPresentOrElse(this::take, this::showChoices);
      answer = ask("Your choice: ");
    }
    return ExitCodes.DONE;
  }

  private void showChoices() {
    Stream.of(Choice.values()).forEach(choice -> ctl.terminal().say(choice.line()));
  }

  private void take(Choice choice) {
    try {
      switch (choice) {
        case FULL -> print(setup.full());
        case DIRECTORIES -> print(setup.directories());
        case DATABASE -> print(setup.database());
        case START -> print(setup.start());
        case STOP -> print(setup.stop());
        case RESTART -> print(setup.restart());
        case STATUS -> command("status");
        case LOGS -> ask("Which service? ").ifPresent(service -> command("logs", "--", service));
        case EXIT -> throw new AssertionError("nobody has left");
      }
    } catch (CtlException failure) {
      ctl.terminal().err().println(failure.getMessage());
    }
  }

  private void print(List<Finding> findings) {
    Finding.print(findings, ctl);
  }

  private void command(String... words) {
    Stream<String> options = Stream.of("--config", setup.configuration().toString());
    Stream<String> json = Stream.of("--json").filter(_ -> ctl.json());
    Supervisorctl.run(
        ctl.terminal(),
        Stream.of(options, json, Stream.of(words)).flatMap(part -> part).toArray(String[]::new));
  }

  /// Empty at the end of the input.
  private Optional<String> ask(String question) {
    try {
      ctl.terminal().out().print(question);
      ctl.terminal().out().flush();
      return Optional.ofNullable(ctl.terminal().in().readLine()).map(String::strip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
