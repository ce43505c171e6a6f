package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.jvm.JvmOptions;
import dev.processmanager.probe.Probe;
import dev.processmanager.process.LaunchContext;
import dev.processmanager.restart.RestartPolicy;
import dev.processmanager.supervise.Dependency;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.time.TimeSource;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the code says where nobody else has said anything.
final class InCode {

  /// The options of each kind, as they are where nobody has said anything.
  private static final Map<String, Object> UNTOUCHED =
      Map.of(
          "ProcessManagerBuilder", ProcessManager.builder(),
          "CommandOptions", value(Command.of("x"), "options"),
          "SpecOptions", value(ProcessSpec.of(Command.of("x")), "options"),
          "JvmSettings", value(JvmOptions.defaults(), "settings"),
          "TunedPolicy", RestartPolicy.onFailure(),
          "HttpProbe", Probe.http("http://localhost/"),
          "Dependency", Dependency.on("x"),
          "LaunchContext", new Context());

  private record Context() implements LaunchContext {
    @Override
    public String id() {
      return "x";
    }

    @Override
    public int generation() {
      return 1;
    }

    @Override
    public TimeSource time() {
      return TimeSource.system();
    }
  }

  private InCode() {}

  /// The names of what an object has.
  static Stream<String> options(Object options) {
    return Stream.of(options.getClass().getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(Field::getName);
  }

  static Stream<String> optionsOf(String kind) {
    return options(UNTOUCHED.get(kind));
  }

  /// What a name like `Type.FIELD`, `Type.method().option` or `Type.option` stands for.
  static Object at(String place) throws ReflectiveOperationException {
    String[] steps = place.split("\\.");
    Class<?> type = Sources.type(steps[0]);
    Object value = UNTOUCHED.get(steps[0]);
    for (int i = 1; i < steps.length; i++) {
      value = i == 1 ? first(type, value, steps[1]) : value(value, steps[i]);
    }
    return value;
  }

  private static Object first(Class<?> type, Object untouched, String name)
      throws ReflectiveOperationException {
    if (name.endsWith("()")) {
      return type.getDeclaredMethod(name.substring(0, name.length() - 2)).invoke(null);
    }
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(name) && Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        return field.get(null);
      }
    }
    assertThat(untouched).as("%s has no constant %s", type, name).isNotNull();
    return value(untouched, name);
  }

  /// What an object has under a name, in a field or by a method.
  static Object value(Object object, String name) {
    Object from = object instanceof Optional<?> optional ? optional.orElseThrow() : object;
    try {
      for (Field field : from.getClass().getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(from);
        }
      }
      Method method = from.getClass().getMethod(name);
      method.setAccessible(true);
      return method.invoke(from);
    } catch (ReflectiveOperationException none) {
      throw new AssertionError(from.getClass() + " has no " + name, none);
    }
  }
}
