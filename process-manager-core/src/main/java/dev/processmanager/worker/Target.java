package dev.processmanager.worker;

import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a lambda or a method reference calls, found and called by reflection: a child that links
/// the lambda itself pays more for that than for all the rest.
final class Target {

  private final Executable code;
  private final boolean hasReceiver;

  private Target(Executable code, boolean hasReceiver) {
    this.code = code;
    this.hasReceiver = hasReceiver;
  }

  /// Finds it as the bytecode names it.
  ///
  /// @throws ReflectiveOperationException if it is not declared there or must not be called
  static Target find(
      String owner, String name, String descriptor, int kind, @Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
    Class<?>[] parameters = parameters(descriptor, type.getClassLoader());
    Executable code =
        kind == MethodHandleInfo.REF_newInvokeSpecial
            ? type.getDeclaredConstructor(parameters)
            : type.getDeclaredMethod(name, parameters);
    if (!code.trySetAccessible()) {
      throw new ReflectiveOperationException(owner + " is not open");
    }
    boolean hasReceiver =
        kind != MethodHandleInfo.REF_newInvokeSpecial && kind != MethodHandleInfo.REF_invokeStatic;
    return new Target(code, hasReceiver);
  }

  /// Calls it.
  ///
  /// @param captured the receiver, if it has one, and the arguments
  /// @throws InvocationTargetException if it throws
  /// @throws ReflectiveOperationException if it cannot be called
  /// @throws IllegalArgumentException if what was captured does not fit
  @Nullable Object call(@Nullable Object[] captured) throws ReflectiveOperationException {
    if (code instanceof Constructor<?> constructor) {
      return constructor.newInstance(captured);
    }
    Method method = (Method) code;
    if (!hasReceiver) {
      return method.invoke(null, captured);
    }
    if (captured.length == 0 || captured[0] == null) {
      throw new IllegalArgumentException("There is no receiver");
    }
    return method.invoke(captured[0], Arrays.copyOfRange(captured, 1, captured.length));
  }

  private static Class<?>[] parameters(String descriptor, @Nullable ClassLoader loader)
      throws ClassNotFoundException {
    List<Class<?>> found = new ArrayList<>();
    int end = descriptor.indexOf(')');
    for (int place = 1; place < end; ) {
      int start = place;
      while (descriptor.charAt(place) == '[') {
        place++;
      }
      boolean isArray = place > start;
      place = descriptor.charAt(place) == 'L' ? descriptor.indexOf(';', place) + 1 : place + 1;
      String type = descriptor.substring(start, place).replace('/', '.');
      if (isArray) {
        found.add(Class.forName(type, false, loader));
      } else if (type.length() > 1) {
        found.add(Class.forName(type.substring(1, type.length() - 1), false, loader));
      } else {
        found.add(primitive(type.charAt(0)));
      }
    }
    return found.toArray(new Class<?>[0]);
  }

  private static Class<?> primitive(char type) throws ClassNotFoundException {
    return switch (type) {
      case 'I' -> int.class;
      case 'J' -> long.class;
      case 'D' -> double.class;
      case 'Z' -> boolean.class;
      case 'B' -> byte.class;
      case 'S' -> short.class;
      case 'C' -> char.class;
      case 'F' -> float.class;
      default -> throw new ClassNotFoundException("There is no primitive type " + type);
    };
  }
}
