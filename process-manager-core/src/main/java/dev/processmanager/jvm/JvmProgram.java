package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.Exit;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessException;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Something that is ready to be sent to a JVM. Immutable.
///
/// @param description what it is, for people
/// @param call what is sent
/// @param owner the class it belongs to, which the JVM must find; null if it is known by name only
/// @param options how the JVM is started
/// @param caller where somebody wanted this
record JvmProgram(
    String description,
    JvmCall call,
    @Nullable Class<?> owner,
    JvmOptions options,
    Throwable caller)
    implements Launcher {

  private static final String OUT_OF_MEMORY = OutOfMemoryError.class.getName();

  static JvmProgram of(JvmTask<?> task, JvmOptions options) {
    JvmCall call = JvmCall.of(TaskEncoder.encode(task));
    return new JvmProgram(
        task.description(), call, task.getClass(), options, new Throwable("submitted"));
  }

  static JvmProgram of(JvmAction action, JvmOptions options) {
    JvmCall call = JvmCall.of(TaskEncoder.encode(action));
    return new JvmProgram(
        action.description(), call, action.getClass(), options, new Throwable("submitted"));
  }

  static <A extends @Nullable Object> JvmProgram of(
      Class<? extends JvmFunction<A, ?>> function, A argument, JvmOptions options) {
    JvmCall call = JvmCall.of(TaskEncoder.encode(function, argument));
    return new JvmProgram(function.getName(), call, function, options, new Throwable("submitted"));
  }

  static JvmProgram of(JvmMain main) {
    return new JvmProgram(
        main.description(),
        JvmCall.mainOf(main.main(), main.arguments()),
        main.main().type().orElse(null),
        main.main().module().map(main.options()::withModule).orElse(main.options()),
        new Throwable("submitted"));
  }

  @Override
  public ProcessKind kind() {
    return ProcessKind.JVM_TASK;
  }

  @Override
  public Optional<Path> workingDirectory() {
    return options.settings().directory;
  }

  @Override
  public StopPlan stopPlan() {
    return options.settings().stopPlan;
  }

  @Override
  public CompletableFuture<Execution> launch(LaunchContext context) {
    return JvmLaunch.begin(this, context);
  }

  List<Class<?>> visible() {
    return owner == null ? List.of() : List.of(owner);
  }

  /// What became of the call. May meet user code.
  ///
  /// @param pid who answers
  Exit exit(byte[] outcome, long pid) {
    ClassLoader loader = owner == null ? null : owner.getClassLoader();
    var filter =
        new ResultFilter(
            options.settings().allowedResults,
            type -> loader != null && type.getClassLoader() == loader);
    return switch (OutcomeDecoder.decode(outcome, filter, loader)) {
      case Outcome.Value(Object value) -> new Exit.Returned(value);
      case Outcome.Thrown(RemoteThrowable remote, Optional<Throwable> original) ->
          new Exit.Threw(thrown(remote, original.orElse(null), pid));
      case Outcome.Unserializable(String what) ->
          new Exit.Threw(told(new UnserializableResultException(description + ": " + what)));
      case Outcome.Rejected(String what) ->
          new Exit.Threw(told(new UnserializableResultException(description + ": " + what)));
      case Outcome.Unreadable(String what) ->
          new Exit.Threw(told(new ProcessException(description + ": " + what, null)));
    };
  }

  private Throwable thrown(RemoteThrowable remote, @Nullable Throwable original, long pid) {
    StackTraceElement[] frames = callerFrames();
    return remote.className().equals(OUT_OF_MEMORY)
        ? new JvmOutOfMemoryException(remote, original, pid, frames)
        : new RemoteException(remote, original, pid, frames);
  }

  private ProcessException told(ProcessException failure) {
    failure.setStackTrace(callerFrames());
    return failure;
  }

  /// Without those of this library.
  private StackTraceElement[] callerFrames() {
    StackTraceElement[] all = caller.getStackTrace();
    int first = 0;
    while (first < all.length && isOurs(all[first])) {
      first++;
    }
    return Arrays.copyOfRange(all, first, all.length);
  }

  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("dev.processmanager.jvm.Jvm")
        || name.equals("dev.processmanager.ProcessManager")
        || name.equals("dev.processmanager.ProcessScope");
  }
}
