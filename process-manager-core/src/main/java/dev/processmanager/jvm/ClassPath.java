package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// Entries of class paths and module paths.
final class ClassPath {

  private ClassPath() {}

  /// The entries of a path; an empty one is the current directory. The child may have another, so
  /// all are made absolute.
  ///
  /// @throws LaunchException if one has a name that this JVM's encoding cannot express
  static List<Path> entries(String path) {
    var entries = new ArrayList<Path>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      try {
        entries.add(Path.of(entry).toAbsolutePath());
      } catch (InvalidPathException unnamable) {
        throw new LaunchException(
            entry,
            true,
            "Cannot launch a JVM: the entry \""
                + entry
                + "\" of a class path or module path is no path in this JVM's encoding; start the"
                + " application with a UTF-8 locale, such as LC_ALL=C.UTF-8",
            unnamable);
      }
    }
    return entries;
  }

  static String absolute(String path) {
    return entries(path).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// @throws LaunchException if one has the separator in its name
  static String joined(Collection<Path> entries) {
    for (Path entry : entries) {
      if (entry.toString().contains(File.pathSeparator)) {
        throw new LaunchException(
            entry.toString(),
            true,
            "Cannot launch a JVM: a class path or module path cannot hold "
                + entry
                + ", which has the separator of paths in its name",
            null);
      }
    }
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /// Where a class comes from: its module, even if the class itself patches that, or its entry of
  /// the class path.
  static Optional<URL> location(Class<?> type) {
    Module module = type.getModule();
    if (module.isNamed() && module.getLayer() != null) {
      return module
          .getLayer()
          .configuration()
          .findModule(module.getName())
          .flatMap(resolved -> resolved.reference().location())
          .flatMap(ClassPath::url);
    }
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation);
  }

  private static Optional<URL> url(URI location) {
    try {
      return Optional.of(location.toURL());
    } catch (MalformedURLException | IllegalArgumentException nothingToRead) {
      return Optional.empty();
    }
  }

  /// The file or directory a location is; empty if it is inside of another or somewhere else.
  static Optional<Path> file(URL location) {
    if (!location.getProtocol().equals("file")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(location.toURI()).toAbsolutePath());
    } catch (URISyntaxException | IllegalArgumentException unescaped) {
      return unescapedFile(location);
    }
  }

  private static Optional<Path> unescapedFile(URL location) {
    try {
      return Optional.of(Path.of(location.getPath()).toAbsolutePath());
    } catch (InvalidPathException nowhere) {
      return Optional.empty();
    }
  }

  /// Whether a file or directory is one of the entries, or a jar that the manifest of one names.
  static boolean contains(Collection<Path> entries, Path wanted) {
    return entries.contains(wanted) || real(withManifests(entries)).contains(real(wanted));
  }

  private static Set<Path> real(Collection<Path> entries) {
    return entries.stream().map(ClassPath::real).collect(Collectors.toSet());
  }

  private static Path real(Path entry) {
    try {
      return entry.toRealPath();
    } catch (IOException missing) {
      return entry.normalize();
    }
  }

  private static Set<Path> withManifests(Collection<Path> entries) {
    var found = new HashSet<Path>();
    var pending = new ArrayList<>(entries);
    while (!pending.isEmpty()) {
      Path entry = pending.removeLast();
      if (found.add(entry)) {
        pending.addAll(namedInManifestOf(entry));
      }
    }
    return found;
  }

  private static List<Path> namedInManifestOf(Path jar) {
    String names = attribute(jar, Attributes.Name.CLASS_PATH).orElse("");
    return Arrays.stream(names.strip().split(" +"))
        .filter(name -> !name.isEmpty())
        .flatMap(name -> resolved(jar, name).stream())
        .toList();
  }

  private static Optional<Path> resolved(Path jar, String name) {
    try {
      URI uri = jar.toUri().resolve(name);
      return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /// What the manifest of a jar says; empty if there is no such jar.
  static Optional<String> attribute(Path jar, Attributes.Name name) {
    if (!Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    try (var file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      return Optional.ofNullable(manifest).map(m -> m.getMainAttributes().getValue(name));
    } catch (IOException | RuntimeException noJar) {
      return Optional.empty();
    }
  }
}
