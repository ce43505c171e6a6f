package dev.processmanager.jvm;

import dev.processmanager.os.Environment;
import dev.processmanager.process.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How a child JVM is started: with one argument, a file that holds all others, since a class path
/// may be longer than what an operating system takes as an argument.
///
/// @param java the program
/// @param argFile what the file says, in the encoding that `java` reads
/// @param environment the child's environment
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record JvmCommandLine(Path java, byte[] argFile, Environment environment) {

  /// How much heap a child begins with. A JVM would take a share of the machine's memory, most of
  /// it for new objects, and fill that before it looks for garbage.
  private static final long FIRST_HEAP = 16L << 20;

  /// What the compilers of a JVM have used, glibc keeps: a third of what a worker has when it has
  /// nothing to do. A JVM on another C library would say that it cannot give that back.
  private static final boolean HAS_GLIBC =
      Stream.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
          .anyMatch(loader -> Files.exists(Path.of(loader)));

  private static final long TRIM_MILLIS = 10_000;

  /// What to start.
  ///
  /// @param main what it runs
  /// @param arguments what the main method gets
  /// @param visible classes that the child must find
  /// @param directory where it writes of a crash
  /// @param isShort whether it is for little work, so that quick reflection does not pay off
  record Request(
      EntryPoint main,
      List<String> arguments,
      List<Class<?>> visible,
      Path directory,
      boolean isShort) {}

  /// The command line of a child of this JVM.
  ///
  /// @throws LaunchException if what is asked for surely does not work
  static JvmCommandLine of(Request request, JvmOptions options) {
    return of(request, options, ParentJvm.current());
  }

  static JvmCommandLine of(Request request, JvmOptions options, ParentJvm host) {
    JvmSettings settings = options.settings();
    ClassVisibility visible = ClassVisibility.of(settings, host);
    for (Class<?> type : request.visible()) {
      visible = visible.including(type);
    }
    var tokens = new ArrayList<>(Inheritance.options(host, settings.environment));
    visible.mainJar().map(MainJar::options).ifPresent(tokens::addAll);
    tokens.addAll(ownOptions(request, settings));
    settings.systemProperties.forEach((key, value) -> tokens.add("-D" + key + "=" + value));
    tokens.addAll(settings.jvmArgs);
    what(request, visible, host).forEach(tokens::add);
    return new JvmCommandLine(
        JavaProgram.find(settings, host),
        ArgFileEncoder.encode(tokens, request.arguments(), host.charset()),
        Inheritance.environment(settings.environment));
  }

  /// Neither is C1 forced on unknown work, which it may slow down by a third, nor core dumps
  /// switched off: without, a crash ends by a signal that tells of it, else by exit code 1.
  private static List<String> ownOptions(Request request, JvmSettings settings) {
    var tokens = new ArrayList<String>();
    if (settings.jvmArgs.stream().noneMatch(JvmCommandLine::limitsHeap)) {
      tokens.add("-Xmx" + settings.heap);
      if (JvmChecks.heapBytes(settings.heap) >= FIRST_HEAP) {
        tokens.add("-Xms" + FIRST_HEAP);
      }
    }
    if (settings.jvmArgs.stream().noneMatch(arg -> arg.matches("-XX:\\+Use\\w+GC"))) {
      tokens.add("-XX:+UseSerialGC");
    }
    String directory = request.directory().toAbsolutePath().toString().replace("%", "%%");
    tokens.add("-XX:ErrorFile=" + Path.of(directory, "hs_err_%p.log"));
    tokens.add("-Dstdout.encoding=UTF-8");
    tokens.add("-Dstderr.encoding=UTF-8");
    if (request.isShort()) {
      tokens.add("-Djdk.reflect.useNativeAccessorOnly=true");
    } else if (HAS_GLIBC) {
      tokens.add("-XX:TrimNativeHeapInterval=" + TRIM_MILLIS);
    }
    return tokens;
  }

  private static boolean limitsHeap(String argument) {
    return argument.startsWith("-Xmx")
        || argument.startsWith("-mx")
        || argument.startsWith("-XX:MaxHeapSize=")
        || argument.startsWith("-XX:MaxRAMPercentage=")
        || argument.startsWith("-XX:MaxRAMFraction=");
  }

  /// Where its classes are, and which of them it runs.
  private static Stream<String> what(Request request, ClassVisibility visible, ParentJvm host) {
    EntryPoint main = request.main();
    if (visible.bootLauncher().isPresent()) {
      return BootCommandLine.tokens(main, visible, host);
    }
    var tokens = new ArrayList<String>();
    if (!visible.modulePath().isEmpty()) {
      tokens.add("--module-path");
      tokens.add(ClassPath.joined(visible.modulePath()));
    }
    roots(request, host).distinct().map(name -> "--add-modules=" + name).forEach(tokens::add);
    if (!visible.classPath().isEmpty()) {
      tokens.add("-cp");
      tokens.add(ClassPath.joined(visible.classPath()));
    }
    return Stream.concat(tokens.stream(), main.tokens());
  }

  /// The modules that have to be there although what the JVM runs does not require them: those of
  /// the classes that it must find, and the host's own, unless that is the compiler that `java` has
  /// run a source file with.
  private static Stream<String> roots(Request request, ParentJvm host) {
    return Stream.concat(
        host.property("jdk.module.main").filter(name -> !name.equals("jdk.compiler")).stream(),
        request.visible().stream()
            .map(Class::getModule)
            .filter(Module::isNamed)
            .map(Module::getName));
  }
}
