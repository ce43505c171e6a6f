package dev.processmanager.examples.architect.http;

import dev.processmanager.examples.architect.UnknownServiceException;
import dev.processmanager.examples.architect.store.StoreException;
import dev.processmanager.process.ProcessException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says by a status what an exception of the supervisor means to a client.
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static ProblemException of(Throwable thrown) {
    return switch (thrown) {
      case ProblemException problem -> problem;
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case UnknownServiceException e -> ProblemException.of(404, e.getMessage());
      case StoreException e -> ProblemException.of(503, e.getMessage());
      case TimeoutException _ -> ProblemException.of(504, "It is still under way");
      case CancellationException _ ->
          ProblemException.of(409, "It was given up for something else");
      case IllegalStateException e -> ProblemException.of(409, e.getMessage());
      case ProcessException e -> ProblemException.of(409, e.getMessage());
      default -> {
        LOG.error("A request has failed", thrown);
        yield ProblemException.of(500, "The supervisor has failed; its log tells how");
      }
    };
  }
}
