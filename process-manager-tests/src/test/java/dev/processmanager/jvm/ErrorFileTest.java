package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorFileTest {

  @TempDir Path directory;

  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("hs_err_4711.log");
  }

  @Test
  void aJvmThatLeavesNoneHasNotCrashed() {
    assertThat(ErrorFile.of(path).isThere()).isFalse();
  }

  @Test
  void whatIsThereAtTheEndAloneIsOfTheJvm() throws IOException {
    ErrorFile file = ErrorFile.of(path);
    Files.writeString(path, "# A fatal error");

    assertThat(file.isThere()).isTrue();
  }

  @Test
  void whatAnEarlierJvmOfTheSameIdHasLeftIsNot() throws IOException {
    Files.writeString(path, "# A fatal error");
    ErrorFile file = ErrorFile.of(path);

    assertThat(file.isThere()).isFalse();
  }

  @Test
  void whatWasWrittenOverAnEarlierOneIs() throws IOException {
    Files.writeString(path, "# A fatal error");
    Files.setLastModifiedTime(path, FileTime.fromMillis(1));
    ErrorFile file = ErrorFile.of(path);
    Files.writeString(path, "# Another fatal error");

    assertThat(file.isThere()).isTrue();
  }
}
