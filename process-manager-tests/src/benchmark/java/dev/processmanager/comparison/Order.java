package dev.processmanager.comparison;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is to be run.
///
/// @param limit after which it is stopped
/// @param bytes what it reads
/// @param stream what it reads, likewise
/// @param listener gets standard output as it comes, which then need not be captured
/// @param wholeLines whether the listener needs single lines
public record Order(
    List<String> argv,
    @Nullable Duration limit,
    byte @Nullable [] bytes,
    @Nullable InputStream stream,
    @Nullable Path directory,
    @Nullable Consumer<String> listener,
    boolean wholeLines) {

  public static Order of(String... argv) {
    return new Order(List.of(argv), null, null, null, null, null, false);
  }

  public static Order shell(String script) {
    return of("sh", "-c", script);
  }

  public Order limit(Duration time) {
    return new Order(argv, time, bytes, stream, directory, listener, wholeLines);
  }

  public Order input(byte[] input) {
    return new Order(argv, limit, input, stream, directory, listener, wholeLines);
  }

  public Order input(InputStream input) {
    return new Order(argv, limit, bytes, input, directory, listener, wholeLines);
  }

  public Order in(Path where) {
    return new Order(argv, limit, bytes, stream, where, listener, wholeLines);
  }

  public Order onOutput(Consumer<String> consumer) {
    return new Order(argv, limit, bytes, stream, directory, consumer, false);
  }

  public Order onLine(Consumer<String> consumer) {
    return new Order(argv, limit, bytes, stream, directory, consumer, true);
  }

  /// {@return what it reads, in whichever form it was given}
  public @Nullable InputStream input() {
    return bytes != null ? new ByteArrayInputStream(bytes) : stream;
  }
}
