package dev.processmanager.supervise;

import dev.processmanager.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the registry on behalf of one process. A file may be on a disk that has gone to sleep, so
/// this is never done on the mailbox, and nobody waits for the answer for ever.
final class Inquiry {

  /// An answer that takes longer is as none, and what cannot be read is no proof.
  static final Duration LIMIT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.supervise");

  private final Habitat habitat;
  private final Mailbox mailbox;

  Inquiry(Habitat habitat, Mailbox mailbox) {
    this.habitat = habitat;
    this.mailbox = mailbox;
  }

  /// {@return a future that completes with the answer; with false if there is none}
  CompletableFuture<Boolean> ask(BooleanSupplier question) {
    var answer = new CompletableFuture<Boolean>();
    Timer limit = habitat.time().after(LIMIT, () -> answer.complete(false));
    answer.whenComplete((_, _) -> limit.cancel());
    mailbox.elsewhere("registry", () -> answer.complete(answered(question)));
    return answer;
  }

  /// Goes on with the answer on the mailbox.
  void ask(BooleanSupplier question, Consumer<Boolean> then) {
    ask(question).thenAccept(answer -> mailbox.post(() -> then.accept(answer)));
  }

  private static boolean answered(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (RuntimeException | Error failure) {
      LOG.warn("The registry does not tell", failure);
      return false;
    }
  }
}
