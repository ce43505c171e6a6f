package dev.processmanager.os;

import dev.processmanager.output.Line;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// Takes the output of one child. Called on an engine thread that serves many children: must not
/// block and must not run user code.
@FunctionalInterface
public interface Receiver {

  /// The answer of a receiver that is never too slow.
  CompletableFuture<Void> READY = CompletableFuture.completedFuture(null);

  /// Takes the next bytes, which are valid during this call only.
  ///
  /// @return completes when more may come from this stream; until then its pipe is left alone
  CompletableFuture<Void> receive(Line.Source source, ByteBuffer chunk);
}
