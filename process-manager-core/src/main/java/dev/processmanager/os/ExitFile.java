package dev.processmanager.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.processmanager.process.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Where a detached process's end is written down, for the host that comes after the one that has
/// started it. Immutable.
///
/// It is one line: the generation, the cookie, and the exit code as a shell has it, which cannot
/// tell the death by signal n from an exit with 128 + n.
///
/// @param path the file, which is there once the process has ended
/// @param generation which incarnation it is to tell of
/// @param cookie the variable that marks this run, as `NAME=value`
public record ExitFile(Path path, int generation, String cookie) {

  private static final int MAX_BYTES = 4_096;

  /// How it ended; empty as long as nothing is written, and for what tells of another run.
  Optional<Exit> read() {
    String expected = generation + " " + cookie + " ";
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      String line = new String(in.readNBytes(MAX_BYTES), ISO_8859_1);
      return line.startsWith(expected) && line.endsWith("\n")
          ? Optional.of(Exits.decode(Integer.parseInt(line.substring(expected.length()).strip())))
          : Optional.empty();
    } catch (IOException | NumberFormatException notThere) {
      return Optional.empty();
    }
  }
}
