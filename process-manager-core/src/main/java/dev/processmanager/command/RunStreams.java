package dev.processmanager.command;

import dev.processmanager.os.Receiver;
import dev.processmanager.os.Stdin;
import dev.processmanager.os.Stdout;
import dev.processmanager.process.LaunchContext;
import java.util.Optional;

/// What the standard streams of one run are connected to.
///
/// @param delivery takes what is printed
/// @param dialogue the host's ends, if it is interactive
/// @param silence watches for it, if it is limited
record RunStreams(Delivery delivery, Optional<Dialogue> dialogue, Optional<Silence> silence) {

  static RunStreams of(Delivery delivery, CommandOptions options, LaunchContext context) {
    Optional<Dialogue> dialogue =
        options.interactive ? Optional.of(new Dialogue(context.id(), delivery)) : Optional.empty();
    Receiver taker = dialogue.<Receiver>map(d -> d).orElse(delivery);
    return new RunStreams(
        delivery,
        dialogue,
        options.inactivityLimit.map(limit -> new Silence(context.time(), limit, taker)));
  }

  Stdin stdin(CommandOptions options) {
    if (options.inheritIO) {
      return new Stdin.Inherited();
    }
    return dialogue
        .<Stdin>map(open -> new Stdin.FromPipe(open.input()))
        .orElseGet(() -> options.stdin.apply(options.charset));
  }

  Stdout stdout(CommandOptions options) {
    return options.inheritIO
        ? new Stdout.Inherited()
        : new Stdout.Piped(options.mergeStreams, receiver());
  }

  private Receiver receiver() {
    return silence.<Receiver>map(s -> s).or(() -> dialogue.map(d -> d)).orElse(delivery);
  }
}
