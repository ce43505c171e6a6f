package dev.processmanager.faults;

import static dev.processmanager.faults.Machine.get;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A host whose child is a host.
final class NestedHost {

  private NestedHost() {}

  /// @param args what the host below it is told
  public static void main(String[] args) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Stream<String> options =
        Stream.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp");
    Stream<String> main =
        Stream.of(System.getProperty("java.class.path"), GuardedHost.class.getName());
    Stream<String> all =
        Stream.of(Stream.of(java), options, main, Stream.of(args)).flatMap(parts -> parts);
    ProcessManager pm = ProcessManager.builder().engine(Engine.NATIVE).build();
    get(pm.runCli(Command.of(all.toList()).onLine(line -> System.out.println(line.text()))));
  }
}
