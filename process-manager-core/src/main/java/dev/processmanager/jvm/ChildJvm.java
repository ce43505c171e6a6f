package dev.processmanager.jvm;

import dev.processmanager.command.Command;
import dev.processmanager.os.Environment;
import dev.processmanager.worker.Frame;
import dev.processmanager.worker.Worker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// What it takes to start one JVM: a command, and files that it reads and that are to be deleted
/// once it has done so.
final class ChildJvm implements AutoCloseable {

  private final JvmCommandLine line;
  private final JvmOptions options;
  private final List<PrivateFile> files;
  private final OptionalLong oomKills = OomKills.count();

  private ChildJvm(JvmCommandLine line, JvmOptions options, List<PrivateFile> files) {
    this.line = line;
    this.options = options;
    this.files = files;
  }

  /// One that its host talks with.
  ///
  /// @param visible classes that it must find
  /// @param answersTo where it answers, see [Worker#main]
  /// @param isShort whether it is for little work
  /// @param further what else its main class is told
  static ChildJvm answering(
      List<Class<?>> visible,
      JvmOptions options,
      String answersTo,
      boolean isShort,
      String... further) {
    var arguments = new ArrayList<String>();
    arguments.add(Worker.ANSWERING);
    arguments.add(answersTo);
    arguments.addAll(List.of(further));
    JvmOptions quicker = WorkerClasses.directory().map(options::classPath).orElse(options);
    return of(visible, quicker, isShort, _ -> arguments, List.of());
  }

  /// One that outlives its host: what it is to do is in a file. It deletes all its files itself.
  static ChildJvm alone(JvmProgram program) {
    Frame call = new Frame(program.call().type(), 0, program.call().body());
    PrivateFile file = PrivateFile.in(RunDirectory.path(), "call");
    file.write(call.pieces().toArray(ByteBuffer[]::new));
    try {
      return of(
          program.visible(),
          program.options(),
          false,
          own -> List.of(Worker.ALONE, file.path().toString(), own),
          List.of(file));
    } catch (RuntimeException | Error failure) {
      file.close();
      throw failure;
    }
  }

  /// @param arguments what its main class is told, given the file that this is in
  /// @param others what else it reads
  private static ChildJvm of(
      List<Class<?>> visible,
      JvmOptions options,
      boolean isShort,
      Function<String, List<String>> arguments,
      List<PrivateFile> others) {
    Path directory = RunDirectory.path();
    PrivateFile own = PrivateFile.in(directory, "args");
    JvmCommandLine line =
        JvmCommandLine.of(
            new JvmCommandLine.Request(
                EntryPoint.of(Worker.class),
                arguments.apply(own.path().toString()),
                visible,
                directory,
                isShort),
            options);
    own.write(ByteBuffer.wrap(line.argFile()));
    var files = new ArrayList<>(others);
    files.add(own);
    return new ChildJvm(line, options, files);
  }

  /// The program, for people.
  String java() {
    return line.java().toString();
  }

  /// What it leaves if it crashes.
  Path errorFile(long pid) {
    return files.getLast().path().resolveSibling("hs_err_" + pid + ".log");
  }

  /// How many processes the system had ended for want of memory before.
  OptionalLong oomKills() {
    return oomKills;
  }

  Command command() {
    Command command =
        Command.of(java(), "@" + files.getLast().path())
            .noTimeout()
            .stop(options.settings().stopPlan);
    Optional<Path> directory = options.settings().directory;
    if (directory.isPresent()) {
      command = command.in(directory.get());
    }
    return with(line.environment(), command);
  }

  private static Command with(Environment environment, Command command) {
    Command result = environment.inherits() ? command : command.clearEnv();
    for (Map.Entry<String, Optional<String>> change : environment.changes().entrySet()) {
      result =
          change.getValue().isPresent()
              ? result.env(change.getKey(), change.getValue().get())
              : result.withoutEnv(change.getKey());
    }
    return result;
  }

  @Override
  public void close() {
    files.forEach(PrivateFile::close);
  }
}
