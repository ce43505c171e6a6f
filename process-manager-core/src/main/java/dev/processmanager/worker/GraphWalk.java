package dev.processmanager.worker;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Searches what an object holds for one of a class, the nearest first and within bounds. It sees
/// what may be seen: fields of modules that are open, and what the collections of the JDK hold.
final class GraphWalk {

  private static final int MOST_OBJECTS = 500_000;
  private static final long LONGEST_NANOS = 2_000_000_000L;

  /// Of a longer path, only both ends are told.
  private static final int SHOWN_STEPS = 8;

  /// An object on the way, and what it is called there.
  static final class Step {
    final @Nullable Step from;
    final String label;
    final Object value;
    final boolean isCapture;

    Step(@Nullable Step from, String label, Object value, boolean isCapture) {
      this.from = from;
      this.label = label;
      this.value = value;
      this.isCapture = isCapture;
    }

    /// {@return the step after the root}
    Step first() {
      Step step = this;
      while (step.from != null && step.from.from != null) {
        step = step.from;
      }
      return step;
    }

    /// {@return the path from the root, with its simple name, to here}
    String path(Object root) {
      String simple = root.getClass().getSimpleName();
      String rest = pathBelow(null);
      return simple + (simple.isEmpty() || rest.startsWith("[") ? "" : ".") + rest;
    }

    /// {@return the path from an object above, null for the root, to here}
    String pathBelow(@Nullable Step above) {
      List<String> labels = new ArrayList<>();
      for (Step step = this; step != above && step != null; step = step.from) {
        labels.add(step.isCapture ? "." + step.label : step.label);
      }
      StringBuilder path = new StringBuilder();
      for (int i = labels.size() - 1; i >= 0; i--) {
        int behind = labels.size() - 1 - i;
        if (behind < SHOWN_STEPS || i < SHOWN_STEPS) {
          path.append(labels.get(i));
        } else if (behind == SHOWN_STEPS) {
          path.append(" … ");
        }
      }
      return path.length() > 0 && path.charAt(0) == '.' ? path.substring(1) : path.toString();
    }
  }

  private final String wanted;
  private final ArrayDeque<Step> open = new ArrayDeque<>();
  private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();

  /// Wants the object of the class of that name.
  GraphWalk(String wanted) {
    this.wanted = wanted;
  }

  /// {@return where it is, null if it was not found}
  @Nullable Step search(Object root) {
    long start = System.nanoTime();
    add(null, "", root, false);
    while (!open.isEmpty() && System.nanoTime() - start < LONGEST_NANOS) {
      Step step = open.remove();
      if (step.value.getClass().getName().equals(wanted)) {
        return step;
      }
      try {
        expand(step);
      } catch (RuntimeException | LinkageError hidden) {
        // What an object does not show is not searched.
      }
    }
    return null;
  }

  private void add(@Nullable Step from, String label, @Nullable Object value, boolean isCapture) {
    if (value != null
        && !(value instanceof String)
        && !(value instanceof Number && value.getClass().getClassLoader() == null)
        && seen.size() < MOST_OBJECTS
        && seen.put(value, Boolean.TRUE) == null) {
      open.add(new Step(from, label, value, isCapture));
    }
  }

  private void expand(Step step) {
    Object value = step.value;
    SerializedLambda lambda = Lambdas.parts(value);
    if (lambda != null) {
      addCaptured(step, lambda);
    } else if (value instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        add(step, "[" + i + "]", array[i], false);
      }
    } else if (value.getClass().getClassLoader() == null) {
      addElements(step, value);
    } else {
      addFields(step);
    }
    if (value instanceof Throwable throwable) {
      add(step, ".cause", throwable.getCause(), false);
      for (Throwable suppressed : throwable.getSuppressed()) {
        add(step, ".suppressed", suppressed, false);
      }
    }
  }

  private void addCaptured(Step step, SerializedLambda lambda) {
    boolean hasThis =
        lambda.getImplMethodName().startsWith("lambda$")
            && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      String label = hasThis && i == 0 ? "this" : "argument " + (hasThis ? i : i + 1);
      add(step, label, lambda.getCapturedArg(i), true);
    }
  }

  /// Collections of the JDK hide their fields and show their elements; those of others may do
  /// anything when they are asked.
  private void addElements(Step step, Object value) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        add(step, "[a key]", entry.getKey(), false);
        add(step, "[" + keyName(entry.getKey()) + "]", entry.getValue(), false);
      }
    } else if (value instanceof Collection<?> collection) {
      int index = 0;
      for (Object element : collection) {
        add(step, "[" + index++ + "]", element, false);
      }
    }
  }

  private static String keyName(@Nullable Object key) {
    String name = key instanceof String || key instanceof Number ? key.toString() : "a value";
    return name.length() > 40 ? name.substring(0, 40) + "…" : name;
  }

  private void addFields(Step step) {
    for (Class<?> type = step.value.getClass(); type != null; type = type.getSuperclass()) {
      List<Field> readable = fields.get(type);
      if (readable == null) {
        readable = readableFields(type);
        fields.put(type, readable);
      }
      for (Field field : readable) {
        try {
          add(step, "." + field.getName(), field.get(step.value), false);
        } catch (IllegalAccessException hidden) {
          // As above.
        }
      }
    }
  }

  private static List<Field> readableFields(Class<?> type) {
    List<Field> readable = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())
          && !Modifier.isTransient(field.getModifiers())
          && !field.getType().isPrimitive()
          && field.trySetAccessible()) {
        readable.add(field);
      }
    }
    return readable;
  }
}
