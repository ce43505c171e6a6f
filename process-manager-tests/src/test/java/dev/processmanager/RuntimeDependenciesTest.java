package dev.processmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a user of core gets besides core.
class RuntimeDependenciesTest {

  @Test
  void coreBringsTheSlf4jApiAndNothingElse() throws IOException {
    String resolved =
        Files.readString(Path.of("../process-manager-core/target/runtime-class-path.txt"));

    assertThat(Stream.of(resolved.strip().split(File.pathSeparator)))
        .singleElement()
        .asString()
        .matches(".*/slf4j-api-[0-9.]+\\.jar");
  }
}
