package dev.processmanager.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a JVM like this one. In several worlds there are the same process ids, which
/// would make them use the same files for their performance data.
final class Jvm {

  private Jvm() {}

  static List<String> running(Class<?> main, int megabytes, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
    if (megabytes > 0) {
      command.add("-Xmx" + megabytes + "m");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
