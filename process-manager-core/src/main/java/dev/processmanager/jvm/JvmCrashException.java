package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessResult;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The JVM of a task has crashed, so that it gave nothing. The future of `runJvm` or of
/// [JvmPool#submit(JvmTask)] fails with it.
public final class JvmCrashException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  private static final int HEAD_BYTES = 4_096;

  /// What the run gave.
  private final transient ProcessResult result;

  /// What the JVM wrote of it.
  private final transient Path errorFile;

  /// How that begins.
  private final String head;

  private JvmCrashException(ProcessResult result, Path errorFile, String head) {
    super(result.summary() + ": the JVM crashed, see " + errorFile + ":\n" + head, null);
    this.result = result;
    this.errorFile = errorFile;
    this.head = head;
  }

  static JvmCrashException of(ProcessResult result, Path errorFile) {
    return new JvmCrashException(result, errorFile, headOf(errorFile));
  }

  /// {@return what the run gave, the signal and the last of its output among it}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public ProcessResult result() {
    return result;
  }

  /// {@return what the JVM wrote of its crash; nobody deletes it}
  ///
  /// It does not travel: null in a copy of this exception that was serialised.
  public Path errorFile() {
    return errorFile;
  }

  /// {@return how that begins: what happened, and where}
  public String head() {
    return head;
  }

  private static String headOf(Path errorFile) {
    try (var in = Files.newInputStream(errorFile)) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      int end = head.lastIndexOf('\n');
      return end < 0 ? head : head.substring(0, end);
    } catch (IOException unreadable) {
      return "(" + unreadable + ")";
    }
  }
}
