package dev.processmanager.jvm;

import dev.processmanager.process.Execution;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.process.Launcher;
import dev.processmanager.process.ProcessKind;
import dev.processmanager.process.StopPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A main class with arguments, run in a child JVM.
///
/// ```java
/// ManagedProcess server =
///     pm.startJvmBackground(
///             JvmMain.of("org.example.Server", "--port", "8080")
///                 .with(JvmOptions.defaults().heap("1g").classPath(Path.of("server.jar"))),
///             as -> as.id("server"))
///         .join();
/// ```
///
/// Nothing of the host's objects goes along, so that it can still be started after the
/// application has been rebuilt. By default it has [JvmOptions#defaults()]. Immutable and safe
/// for use by many threads: each method returns a changed copy.
public final class JvmMain implements Launcher {

  private final EntryPoint main;
  private final List<String> arguments;
  private final JvmOptions options;

  private JvmMain(EntryPoint main, List<String> arguments, JvmOptions options) {
    this.main = main;
    this.arguments = arguments;
    this.options = options;
  }

  /// {@return a main class of the host's class path or modules}
  ///
  /// @param mainClass the class with the `main` method
  /// @param arguments what `main` gets
  /// @throws IllegalArgumentException on a NUL character
  public static JvmMain of(Class<?> mainClass, String... arguments) {
    return of(EntryPoint.of(mainClass), arguments);
  }

  /// {@return a main class that the child finds, whether the host has it or not}
  ///
  /// @param mainClass the name of the class with the `main` method, such as `org.example.Outer$In`
  /// @param arguments what `main` gets
  /// @throws IllegalArgumentException if the name is no name, or on a NUL character
  public static JvmMain of(String mainClass, String... arguments) {
    JvmChecks.name("main class", mainClass);
    return of(EntryPoint.of(mainClass), arguments);
  }

  private static JvmMain of(EntryPoint main, String... arguments) {
    List<String> copy = List.of(arguments);
    copy.forEach(argument -> JvmChecks.text("argument", argument));
    return new JvmMain(main, copy, JvmOptions.defaults());
  }

  /// {@return this main class taken from a module}
  ///
  /// @param name the module; by default that of the class, where the class itself was given, else
  ///     none: the class path
  /// @throws IllegalArgumentException if it is no name, or on a NUL character
  public JvmMain module(String name) {
    JvmChecks.name("module", name);
    return new JvmMain(main.in(name), arguments, options);
  }

  /// {@return this main class in a JVM with these options}
  ///
  /// @param options those of the JVM, instead of earlier ones
  public JvmMain with(JvmOptions options) {
    return new JvmMain(main, arguments, options);
  }

  @Override
  public ProcessKind kind() {
    return ProcessKind.JVM_TASK;
  }

  /// {@return the name of the class; no arguments, which may be secret}
  @Override
  public String description() {
    return main.className();
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
    return JvmLaunch.begin(() -> JvmProgram.of(this), context);
  }

  EntryPoint main() {
    return main;
  }

  List<String> arguments() {
    return arguments;
  }

  JvmOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "JvmMain[" + description() + "]";
  }
}
