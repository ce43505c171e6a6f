package dev.processmanager.jvm;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The end of a command line that runs a class of an executable jar of Spring Boot.
final class BootCommandLine {

  private BootCommandLine() {}

  static Stream<String> tokens(EntryPoint main, ClassVisibility visible, ParentJvm host) {
    var jar = visible.mainJar().orElseThrow().file();
    var tokens = new ArrayList<String>();
    tokens.add("-Dloader.main=" + main.className());
    String more =
        Stream.concat(
                visible.classPath().stream()
                    .filter(entry -> !entry.equals(jar))
                    .map(entry -> entry + (entry.toFile().isDirectory() ? File.separator : "")),
                host.property("loader.path").stream())
            .collect(Collectors.joining(","));
    if (!more.isEmpty()) {
      tokens.add("-Dloader.path=" + more);
    }
    tokens.addAll(List.of("-cp", jar.toString(), visible.bootLauncher().orElseThrow()));
    return tokens.stream();
  }
}
