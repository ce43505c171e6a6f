package dev.processmanager.command;

import dev.processmanager.os.Receiver;
import dev.processmanager.os.Stdin;
import dev.processmanager.os.Stdout;
import dev.processmanager.output.LogFile;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the standard streams of one run are connected to.
///
/// @param delivery takes what is printed
/// @param dialogue the host's ends, if it is interactive
/// @param silence watches for it, if it is limited
/// @param ownLog what a detached child writes itself
record RunStreams(
    Delivery delivery,
    Optional<Dialogue> dialogue,
    Optional<Silence> silence,
    Optional<OwnLog> ownLog) {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.command");
  private static final Path NOWHERE = Path.of("/dev/null");

  /// @throws LaunchException if a log cannot be begun
  static RunStreams of(Delivery delivery, CommandOptions options, LaunchContext context) {
    Optional<Dialogue> dialogue =
        options.interactive ? Optional.of(new Dialogue(context.id(), delivery)) : Optional.empty();
    Receiver taker = dialogue.<Receiver>map(open -> open).orElse(delivery);
    Optional<Silence> silence =
        options.inactivityLimit.map(limit -> new Silence(context.time(), limit, taker));
    Receiver first = silence.<Receiver>map(watch -> watch).orElse(taker);
    return new RunStreams(
        delivery, dialogue, silence, context.ownLog().map(log -> begin(log, first)));
  }

  /// Those of a process that runs already: what it prints from now on, if it writes a log.
  static RunStreams adopted(Delivery delivery, LaunchContext context) {
    return new RunStreams(
        delivery,
        Optional.empty(),
        Optional.empty(),
        context.ownLog().flatMap(log -> attach(log, delivery)));
  }

  /// A log that is gone is no reason to leave its process alone.
  private static Optional<OwnLog> attach(LogFile log, Receiver taker) {
    try {
      return Optional.of(OwnLog.attach(log, taker));
    } catch (IOException failure) {
      LOG.warn("The log {} cannot be followed", log.file(), failure);
      return Optional.empty();
    }
  }

  private static OwnLog begin(LogFile log, Receiver taker) {
    try {
      return OwnLog.begin(log, taker);
    } catch (IOException failure) {
      throw Deliveries.cannotOpen(failure);
    }
  }

  Stdin stdin(CommandOptions options, LaunchContext context) {
    if (options.inheritIO) {
      return new Stdin.Inherited();
    }
    return dialogue
        .<Stdin>map(open -> new Stdin.FromPipe(open.input()))
        .or(() -> context.service(Stdin.class))
        .orElseGet(() -> options.stdin.apply(options.charset));
  }

  Stdout stdout(CommandOptions options, LaunchContext context) {
    if (options.inheritIO) {
      return new Stdout.Inherited();
    }
    if (context.isDetached()) {
      return new Stdout.Appended(ownLog.map(own -> own.log().file()).orElse(NOWHERE));
    }
    return new Stdout.Piped(options.mergeStreams, receiver());
  }

  /// No child came up.
  void abandon() {
    ownLog.ifPresent(OwnLog::leave);
    delivery.finish();
  }

  /// Everything that was printed is taken once this has happened, too.
  ///
  /// @param drained whether the engine has got everything
  CompletableFuture<Boolean> taken(boolean drained) {
    return ownLog.map(OwnLog::finish).orElseGet(() -> CompletableFuture.completedFuture(drained));
  }

  private Receiver receiver() {
    return silence.<Receiver>map(watch -> watch).or(() -> dialogue).orElse(delivery);
  }
}
