package dev.processmanager.examples.architect;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.InvalidConfigurationException;
import dev.processmanager.examples.architect.convert.Conversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Converts a `supervisord.conf`. The configuration goes to a file or to standard output, what
/// could not be carried over to standard error.
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Turns a supervisord.conf into a configuration, and says what is lost.")
final class Convert implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "a supervisord.conf")
  private Path source = Path.of("supervisord.conf");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where to; standard output by default")
  private Optional<Path> target = Optional.empty();

  @Override
  public Integer call() throws IOException, InvalidConfigurationException {
    Path file = source.toAbsolutePath().normalize();
    Conversion conversion = Conversion.of(Files.readAllLines(file), file.getParent());
    conversion.notes().forEach(note -> System.err.println("not carried over: " + note));
    if (target.isPresent()) {
      Files.writeString(target.get(), conversion.text());
    } else {
      IO.print(conversion.text());
    }
    Path place = target.orElse(file.resolveSibling("supervisor_config.json"));
    Configuration.of(conversion.text(), place.toAbsolutePath());
    return 0;
  }
}
