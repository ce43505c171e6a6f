package dev.processmanager.examples.architect.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a `supervisor_config.json` says, with everything that it leaves out filled in, and every
/// path absolute: relative ones begin in the directory of the file.
///
/// @param services in the order of the file
public record Configuration(
    Global global,
    List<ServiceSettings> services,
    Notifications notifications,
    Monitoring monitoring) {

  /// The versions of the format that are understood begin with this.
  public static final String VERSION = "1";

  /// Reads a file.
  ///
  /// @throws InvalidConfigurationException if anything is wrong, with everything that is
  /// @throws IOException if it cannot be read
  public static Configuration read(Path file) throws IOException, InvalidConfigurationException {
    return of(Files.readString(file), file.toAbsolutePath().normalize());
  }

  /// Reads where a daemon of this file keeps what others need in order to find it, however wrong
  /// the rest may be.
  ///
  /// @throws IOException if it cannot be read
  public static Global whereabouts(Path file) throws IOException {
    var problems = new ArrayList<Problem>();
    Located root =
        LocatedJson.read(Files.readString(file), problems)
            .orElseThrow(() -> new IOException(file + ": " + problems.getFirst()));
    Section whole = Section.of(root, problems);
    return Global.read(
        section(whole, "global", problems), file.toAbsolutePath().normalize().getParent());
  }

  /// Understands the text of a file.
  ///
  /// @param file where it is, or is to be
  /// @throws InvalidConfigurationException if anything is wrong, with everything that is
  public static Configuration of(String text, Path file) throws InvalidConfigurationException {
    var problems = new ArrayList<Problem>();
    Optional<Configuration> read =
        LocatedJson.read(text, problems)
            .map(root -> of(Section.of(root, problems), file.getParent(), problems));
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(Problem::line));
      throw new InvalidConfigurationException(file, problems);
    }
    return read.orElseThrow();
  }

  private static Configuration of(Section root, Path base, List<Problem> problems) {
    Optional<String> version = root.text("version");
    if (version
        .filter(text -> !text.equals(VERSION) && !text.startsWith(VERSION + "."))
        .isPresent()) {
      root.problem(
          "version", "is not understood: \"1.0\" is allowed, not \"" + version.get() + "\"");
    }
    Global global = Global.read(section(root, "global", problems), base);
    var reader = new ServiceReader(global, base);
    Map<String, Section> sections =
        root.section("services").map(Section::sections).orElse(Map.of());
    List<ServiceSettings> services =
        sections.entrySet().stream()
            .map(entry -> reader.read(entry.getKey(), entry.getValue()))
            .toList();
    new CrossChecks(services, sections).find();
    var configuration =
        new Configuration(
            global,
            services,
            Notifications.read(section(root, "notifications", problems)),
            Monitoring.read(section(root, "monitoring", problems)));
    root.refuseTheRest();
    return configuration;
  }

  /// An absent one is as good as an empty one.
  private static Section section(Section root, String key, List<Problem> problems) {
    return root.section(key)
        .orElseGet(() -> new Section(new Located.Members(key, 1, Map.of()), problems));
  }
}
