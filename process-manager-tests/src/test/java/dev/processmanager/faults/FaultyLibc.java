package dev.processmanager.faults;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A C library whose calls fail as they are told to, for the native engine alone.
///
/// The JDK looks calls up in a library of its own, by its path. One that says of itself that this
/// is its name and that is loaded before is taken in its place; the JVM itself has its own calls.
@SuppressWarnings("restricted")
final class FaultyLibc {

  private final SymbolLookup symbols;

  private FaultyLibc(Path library) {
    symbols = SymbolLookup.libraryLookup(library, Arena.global());
  }

  /// Takes the place of the real one in this JVM, before anything has looked a call up.
  static FaultyLibc load(Path library) {
    System.load(library.toString());
    return new FaultyLibc(library);
  }

  static boolean canBeCompiled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cc")));
  }

  /// @param source a resource
  static Path compile(String source, Path directory, String... options) throws Exception {
    Path code = directory.resolve(source);
    try (InputStream in = FaultyLibc.class.getResourceAsStream("/faults/" + source)) {
      Files.copy(in, code);
    }
    Path library = directory.resolve(source + ".so");
    Path taken = Path.of(System.getProperty("java.home"), "lib", "libsyslookup.so");
    var argv =
        new ArrayList<>(
            List.of("cc", "-Wall", "-Werror", "-shared", "-fPIC", "-Wl,-soname," + taken));
    argv.addAll(List.of(options));
    argv.addAll(List.of("-o", library.toString(), code.toString()));
    Path log = directory.resolve("cc.log");
    Process cc =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!cc.waitFor(60, SECONDS) || cc.exitValue() != 0) {
      throw new IOException(Files.readString(log));
    }
    return library;
  }

  /// Lets every n-th call fail; none if n is 0.
  void set(int call, int error, int every) {
    invoke("fault_set", call, error, every);
  }

  int done(int call) {
    return invoke("fault_done", call);
  }

  /// How often a pipe was read or written, or a child spawned, on a thread of somebody else.
  int strangers() {
    return invoke("fault_strangers");
  }

  private int invoke(String name, Object... arguments) {
    var parameters = new MemoryLayout[arguments.length];
    Arrays.fill(parameters, JAVA_INT);
    try {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(
                  symbols.find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, parameters))
              .invokeWithArguments(arguments);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
