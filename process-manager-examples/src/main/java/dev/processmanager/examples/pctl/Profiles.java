package dev.processmanager.examples.pctl;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is to be streamed where, as was said when it was first started.
record Profiles(Home home) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String SUFFIX = ".json";

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// {@return the profile with what is said anew, which is remembered}
  ///
  /// @throws IllegalArgumentException if that is not all of it, or nonsense
  Profile with(String name, Optional<Path> file, Optional<URI> endpoint) throws IOException {
    Optional<Profile> known = Json.find(home.profile(name), Profile.class);
    Optional<String> log = file.map(Profiles::checked).map(Path::toString);
    Optional<String> uri = endpoint.map(Profiles::checked).map(URI::toString);
    Profile profile =
        new Profile(
            log.or(() -> known.map(Profile::file)).orElseThrow(() -> missing(name, "--file")),
            uri.or(() -> known.map(Profile::endpoint)).orElseThrow(() -> missing(name, "--to")));
    if (known.filter(profile::equals).isEmpty()) {
      Json.write(home.profile(name), profile);
    }
    return profile;
  }

  private static IllegalArgumentException missing(String name, String option) {
    return new IllegalArgumentException(
        "%s is new, so say %s the first time".formatted(name, option));
  }

  /// It need not be there yet.
  private static Path checked(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "--file takes a log, and %s is a directory".formatted(file));
    }
    return file.toAbsolutePath().normalize();
  }

  private static URI checked(URI uri) {
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("--to takes an http or https address, not " + uri);
    }
    return uri;
  }

  List<String> names() throws IOException {
    try (var files = Files.list(home.profiles())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException noneYet) {
      return List.of();
    }
  }

  Optional<Profile> find(String name) throws IOException {
    return Json.find(home.profile(name), Profile.class);
  }
}
