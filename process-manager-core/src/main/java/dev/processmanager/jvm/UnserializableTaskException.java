package dev.processmanager.jvm;

import dev.processmanager.process.ProcessException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A task or an argument cannot travel to another JVM. It is told before a process is started, and
/// the message says which part cannot, and why.
public final class UnserializableTaskException extends ProcessException {

  @Serial private static final long serialVersionUID = 1L;

  /// What was to be run.
  private final String task;

  UnserializableTaskException(String task, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.task = task;
  }

  /// {@return the name of the task, or of the class that has the lambda}
  public String task() {
    return task;
  }
}
