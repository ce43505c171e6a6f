package dev.processmanager.worker;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/// What serialisable lambdas and method references are made of.
public final class Lambdas {

  private Lambdas() {}

  /// Takes a lambda apart.
  ///
  /// @param object any object
  /// @return null if it is no serialisable lambda, or one of a module that is not open
  public static @Nullable SerializedLambda parts(Object object) {
    Class<?> type = object.getClass();
    // Others may have such a method too, which may do whatever they like.
    if (!type.isHidden() || !type.isSynthetic()) {
      return null;
    }
    try {
      Method method = type.getDeclaredMethod("writeReplace");
      return method.trySetAccessible() ? (SerializedLambda) method.invoke(object) : null;
    } catch (ReflectiveOperationException | ClassCastException notSerializable) {
      return null;
    }
  }

  /// {@return a type in words, which for a lambda are those of the class around it}
  ///
  /// @param type the type
  public static String describe(Class<?> type) {
    String name = type.getTypeName();
    int lambda = name.indexOf("$$Lambda");
    if (lambda >= 0) {
      return "the lambda in " + name.substring(0, lambda);
    }
    return type.isAnonymousClass() ? "the anonymous class " + name : name;
  }
}
