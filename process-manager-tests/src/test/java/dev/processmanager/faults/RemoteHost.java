package dev.processmanager.faults;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.processmanager.ProcessManager;
import dev.processmanager.TestEngine;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A JVM of its own with a manager, which does what a test tells it until it is killed.
public final class RemoteHost implements AutoCloseable {

  /// What it is to do. It must capture nothing but what can be serialized.
  @FunctionalInterface
  public interface Work<T extends Serializable> extends Serializable {
    T with(ProcessManager pm) throws Exception;
  }

  private record Answer(Serializable value, String failure) implements Serializable {}

  private final Process process;
  private final ObjectOutputStream tasks;

  /// Once it has come up, for which nobody waits before there is something to do.
  private @Nullable ObjectInputStream answers;

  RemoteHost(TestEngine engine, Path registry) {
    this(engine, registry, List.of());
  }

  /// @param prefix a command that starts it
  public RemoteHost(TestEngine engine, Path registry, List<String> prefix) {
    var argv = new ArrayList<>(prefix);
    argv.addAll(OwnWorld.jvm(RemoteHost.class, engine, registry));
    try {
      process = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      tasks = new ObjectOutputStream(process.getOutputStream());
      tasks.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public long pid() {
    return process.pid();
  }

  /// Does something there, and gives what came of it.
  public <T extends Serializable> T does(Work<T> work) {
    return Machine.get(begins(work));
  }

  /// Begins to do something there; it does one thing after another.
  public <T extends Serializable> CompletableFuture<T> begins(Work<T> work) {
    var result = new CompletableFuture<T>();
    try {
      tasks.writeObject(work);
      tasks.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofPlatform().daemon().start(() -> await(result));
    return result;
  }

  @SuppressWarnings("unchecked")
  private <T extends Serializable> void await(CompletableFuture<T> result) {
    try {
      ObjectInputStream from =
          answers != null ? answers : new ObjectInputStream(process.getInputStream());
      answers = from;
      Answer answer = (Answer) from.readObject();
      if (answer.failure == null) {
        result.complete((T) answer.value);
      } else {
        result.completeExceptionally(new AssertionError("in the host: " + answer.failure));
      }
    } catch (IOException | ClassNotFoundException failure) {
      result.completeExceptionally(failure);
    }
  }

  /// As `kill -9` does it.
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// Holds it up, be it for hours.
  void stop() {
    signal("STOP");
    Machine.await("it stands still", () -> Machine.state(pid()) == 'T');
  }

  void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-s", name, Long.toString(pid())).start().waitFor();
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Lets it end in order.
  @Override
  public void close() {
    try {
      tasks.close();
    } catch (IOException gone) {
      process.destroyForcibly();
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(40, SECONDS)) {
        throw new AssertionError("the host " + pid() + " goes on");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// @param args the engine and the registry
  public static void main(String[] args) throws Exception {
    var answers = new ObjectOutputStream(System.out);
    answers.flush();
    System.setOut(System.err);
    var registry = ProcessManager.builder().registryFile(Path.of(args[1]));
    try (ProcessManager pm = TestEngine.valueOf(args[0]).open(registry);
        var tasks = new ObjectInputStream(System.in)) {
      while (true) {
        answers.writeObject(answer((Work<?>) tasks.readObject(), pm));
        answers.flush();
      }
    } catch (EOFException enough) {
      answers.close();
    }
  }

  private static Answer answer(Work<?> work, ProcessManager pm) {
    try {
      return new Answer(work.with(pm), null);
    } catch (Exception | AssertionError failure) {
      var text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return new Answer(null, text.toString());
    }
  }
}
