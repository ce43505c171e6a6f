package dev.processmanager.comparison.peers;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which version of a library is used.
final class Jars {

  private static final Pattern VERSION = Pattern.compile("-(\\d[\\w.]*)\\.jar");

  private Jars() {}

  static String version(Class<?> type) {
    String jar =
        Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getFileName()
            .toString();
    Matcher version = VERSION.matcher(jar);
    return version.find() ? version.group(1) : jar;
  }
}
