package dev.processmanager.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.processmanager.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// Lets the tests of a class run in a JVM of their own in a world of processes of its own. Whatever
/// they start and kill there can touch nobody else, and it ends with that world. The parameters of
/// such a test are enums; nothing is injected into its class.
public final class OwnWorld implements InvocationInterceptor, AfterAllCallback {

  /// Its first process has to collect orphans, as a JVM does not.
  private static final List<String> FIRST_PROCESS =
      List.of(
          "unshare",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc",
          "sh",
          "-c",
          "\"$@\"; exit $?",
          "sh");

  private static final int LIMIT_SECONDS = Sample.of(110, 850);
  private static final String PASSED = "passed";
  private static Path directory = Path.of("nowhere");

  private @Nullable World world;

  /// A directory for the test that runs here.
  static Path directory() {
    return directory;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    invocation.skip();
    runInOwnWorld(test);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    invocation.skip();
    runInOwnWorld(test);
  }

  /// After a failure the next test has another world.
  private void runInOwnWorld(ReflectiveInvocationContext<Method> test) throws Exception {
    World here = world != null ? world : World.begin();
    world = here;
    String order =
        Stream.concat(
                Stream.of(test.getTargetClass().getName(), test.getExecutable().getName()),
                test.getArguments().stream().map(argument -> ((Enum<?>) argument).name()))
            .collect(Collectors.joining(" "));
    String answer = here.answer(order);
    if (!PASSED.equals(answer)) {
      String errors = Files.readString(here.errors);
      end();
      throw new AssertionError(answer + ": " + errors);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    end();
  }

  private void end() throws Exception {
    World here = world;
    if (here != null) {
      world = null;
      here.end();
    }
  }

  private record World(Process process, BufferedReader answers, Path home, Path errors) {

    static World begin() throws IOException {
      Path home = Files.createTempDirectory("own-world");
      Path errors = home.resolve("errors");
      var argv = Stream.concat(FIRST_PROCESS.stream(), jvm(OwnWorld.class, home).stream()).toList();
      Process process = new ProcessBuilder(argv).redirectError(errors.toFile()).start();
      return new World(process, process.inputReader(UTF_8), home, errors);
    }

    String answer(String order) throws Exception {
      var orders = process.getOutputStream();
      orders.write((order + "\n").getBytes(UTF_8));
      orders.flush();
      var answer = new CompletableFuture<@Nullable String>();
      Thread.ofPlatform().daemon().start(() -> read(answer));
      return String.valueOf(
          answer.completeOnTimeout("not in time", LIMIT_SECONDS, TimeUnit.SECONDS).get());
    }

    private void read(CompletableFuture<@Nullable String> answer) {
      try {
        answer.complete(answers.readLine());
      } catch (IOException gone) {
        answer.completeExceptionally(gone);
      }
    }

    void end() throws Exception {
      process.destroyForcibly().waitFor();
      try (var files = Files.walk(home)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /// How to start a JVM for a test. In several worlds there are the same process ids, which would
  /// make them use the same files for their performance data.
  public static List<String> jvm(Class<?> main, Object... args) {
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "--enable-native-access=ALL-UNNAMED",
            "-Dtests.full=" + Boolean.getBoolean("tests.full"),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    return Stream.concat(java, Stream.of(args).map(Object::toString)).toList();
  }

  /// Runs the tests that it reads, one a line: the class, the method and its arguments.
  ///
  /// @param args a directory
  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      directory = Files.createTempDirectory(Path.of(args[0]), "test");
      answers.println(run(order.split(" ")));
    }
    System.exit(0);
  }

  private static String run(String[] order) throws Exception {
    Class<?> tests = Class.forName(order[0]);
    Method method =
        Arrays.stream(tests.getDeclaredMethods())
            .filter(one -> one.getName().equals(order[1]))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    Constructor<?> constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    try {
      method.invoke(constructor.newInstance(), arguments(method, order));
      return PASSED;
    } catch (InvocationTargetException failure) {
      failure.getCause().printStackTrace();
      return "failed";
    }
  }

  private static Object[] arguments(Method method, String[] order) {
    Class<?>[] types = method.getParameterTypes();
    var arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      String name = order[2 + i];
      arguments[i] =
          Arrays.stream(types[i].getEnumConstants())
              .filter(constant -> ((Enum<?>) constant).name().equals(name))
              .findFirst()
              .orElseThrow();
    }
    return arguments;
  }
}
