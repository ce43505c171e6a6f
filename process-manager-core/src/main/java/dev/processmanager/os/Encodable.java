package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Optional;
import java.util.stream.Stream;

/// The JDK hands texts to a child in the host's own encoding and silently puts `?` for what that
/// cannot express, for instance `ü` where the locale is POSIX.
final class Encodable {

  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private Encodable() {}

  /// @throws LaunchException if an argument or a variable would arrive changed
  static void check(SpawnRequest request) {
    CharsetEncoder encoder = NATIVE.newEncoder();
    Stream<String> variables =
        request.environment().changes().entrySet().stream()
            .flatMap(
                change -> Stream.concat(Stream.of(change.getKey()), change.getValue().stream()));
    Optional<String> lost =
        Stream.concat(request.argv().stream(), variables)
            .filter(text -> !encoder.canEncode(text))
            .findFirst();
    if (lost.isPresent()) {
      throw new LaunchException(
          request.program(),
          true,
          "Cannot launch: program \""
              + request.program()
              + "\" would get a changed argument or variable, since this JVM's encoding "
              + NATIVE
              + " cannot express it; start the JVM with a UTF-8 locale, such as LC_ALL=C.UTF-8",
          null);
    }
  }
}
