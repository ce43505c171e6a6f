package dev.processmanager.jvm;

import dev.processmanager.process.LaunchException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A JVM that is started in some way of its own, and starts a child as the library would. It may
/// have no other class of these tests but [Reporter].
public final class ChildHost {

  static final String REFUSED = "refused: ";

  private ChildHost() {}

  public static void main(String[] args) throws Exception {
    launch(Reporter.class, args);
  }

  /// Starts a child with this main class; its output goes where that of this JVM goes.
  public static void launch(Class<?> main, String... args) throws Exception {
    Path directory = Path.of(System.getenv("RUN_DIRECTORY"));
    var request =
        new JvmCommandLine.Request(
            EntryPoint.of(main), List.of(args), List.of(main), directory, false);
    try {
      JvmCommandLine line = JvmCommandLine.of(request, JvmOptions.defaults());
      try (PrivateFile file = PrivateFile.in(directory, "args")) {
        file.write(ByteBuffer.wrap(line.argFile()));
        var builder = new ProcessBuilder(line.java().toString(), "@" + file.path()).inheritIO();
        builder.environment().keySet().removeAll(line.environment().changes().keySet());
        System.exit(builder.start().waitFor());
      }
    } catch (LaunchException refusal) {
      System.out.println(REFUSED + refusal.getMessage());
    }
  }
}
