package dev.processmanager.pages;

import static java.util.function.Predicate.not;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Somebody with an empty home directory, but for a clone of this repository as it is now, changes
/// that are not committed included, and with a JDK.
///
/// Maven may take what the build of these tests has downloaded before; where there is nothing like
/// that, it downloads.
record Newcomer(Path home) {

  private static final Set<String> NOT_IN_A_CLONE = Set.of("target", ".git", ".idea");

  /// @param repository the repository of this build
  static Newcomer settle(Path home, Path repository) throws IOException, InterruptedException {
    var newcomer = new Newcomer(home.toRealPath());
    for (String file : files(repository)) {
      Path source = repository.resolve(file);
      if (Files.exists(source)) {
        Path copy = newcomer.repository().resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return newcomer;
  }

  private static List<String> files(Path repository) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z")
            .directory(repository.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String tracked = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor() == 0
        ? Arrays.stream(tracked.split("\0")).filter(not(String::isEmpty)).toList()
        : filesWithoutGit(repository);
  }

  private static List<String> filesWithoutGit(Path repository) throws IOException {
    try (Stream<Path> all = Files.walk(repository)) {
      return all.filter(Files::isRegularFile)
          .map(repository::relativize)
          .filter(file -> !touches(file, NOT_IN_A_CLONE))
          .map(Path::toString)
          .toList();
    }
  }

  private static boolean touches(Path file, Set<String> names) {
    for (Path part : file) {
      if (names.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }

  Path repository() {
    return home.resolve("process-manager");
  }

  /// Opens the first terminal in the clone, any other one at home.
  Terminal open(ProcessManager pm, String which) {
    Command shell = Command.of("sh").in(which.equals("first") ? repository() : home);
    for (String name : System.getenv().keySet()) {
      shell = name.startsWith("MAVEN_") || name.startsWith("XDG_") ? shell.withoutEnv(name) : shell;
    }
    for (Map.Entry<String, String> variable : variables().entrySet()) {
      shell = shell.env(variable.getKey(), variable.getValue());
    }
    return Terminal.open(pm, shell);
  }

  private Map<String, String> variables() {
    Path usual = Path.of(System.getProperty("user.home"), ".m2");
    Path settings = usual.resolve("settings.xml");
    var variables = new HashMap<String, String>();
    variables.put("HOME", home.toString());
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("MAVEN_OPTS", outer("MAVEN_OPTS") + mavenOptions());
    variables.put(
        "MAVEN_ARGS", outer("MAVEN_ARGS") + (Files.exists(settings) ? "-s " + settings : ""));
    if (Files.isDirectory(usual.resolve("wrapper/dists"))) {
      variables.put("MAVEN_USER_HOME", usual.toString());
    }
    return variables;
  }

  private static String outer(String name) {
    return System.getenv().getOrDefault(name, "") + " ";
  }

  /// Java takes the home directory from the list of users, so it has to be told.
  private String mavenOptions() {
    String own = "-Duser.home=" + home + " -Dmaven.repo.local=" + home.resolve(".m2/repository");
    return downloads().map(files -> own + " -Dmaven.repo.local.tail=" + files).orElse(own);
  }

  /// {@return the local repository from which these tests have their libraries}
  private static Optional<Path> downloads() {
    Path library = location(LoggerFactory.class);
    Path repository = library.resolve("../../../../..").normalize();
    return Optional.of(repository)
        .filter(directory -> library.startsWith(directory.resolve("org/slf4j/slf4j-api")));
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
