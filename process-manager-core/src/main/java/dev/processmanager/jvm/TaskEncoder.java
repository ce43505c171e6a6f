package dev.processmanager.jvm;

import static java.util.Objects.requireNonNull;

import dev.processmanager.process.ProcessException;
import dev.processmanager.worker.Calls;
import dev.processmanager.worker.Culprit;
import dev.processmanager.worker.Lambdas;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Makes calls of tasks, in the thread of whoever wants them to run: what changes afterwards
/// changes nothing for the child, and what cannot travel fails at once. Each method throws an
/// [UnserializableTaskException].
final class TaskEncoder {

  private TaskEncoder() {}

  static byte[] encode(JvmTask<?> task) {
    return encode(task, JvmTask.class);
  }

  static byte[] encode(JvmAction action) {
    return encode(action, JvmAction.class);
  }

  /// Also refuses a class of which no object can be made, by an [IllegalArgumentException].
  static <A extends @Nullable Object> byte[] encode(
      Class<? extends JvmFunction<A, ?>> function, A argument) {
    requireUsable(function);
    byte[] call = Calls.function(function.getName(), argument);
    return call != null
        ? call
        : onLargeStack(
            function.getName(),
            argument,
            () -> Calls.functionOfObject(function.getName(), argument));
  }

  private static byte[] encode(Object task, Class<?> api) {
    SerializedLambda lambda = Lambdas.parts(task);
    byte[] call =
        lambda != null && isDirect(lambda, api)
            ? Calls.lambda(lambda, task.getClass().getClassLoader())
            : null;
    return call != null
        ? call
        : onLargeStack(
            JvmLaunch.nameOf(task.getClass()),
            task,
            () -> Calls.object(task, api == JvmTask.class));
  }

  /// A lambda of an interface derived from ours may be called by code of that interface.
  private static boolean isDirect(SerializedLambda lambda, Class<?> api) {
    return lambda.getFunctionalInterfaceClass().equals(api.getName().replace('.', '/'))
        && lambda.getFunctionalInterfaceMethodName().equals("run");
  }

  private static void requireUsable(Class<?> function) {
    try {
      if (!function.isHidden()
          && !function.isInterface()
          && !Modifier.isAbstract(function.getModifiers())
          && function.getDeclaredConstructor() != null) {
        return;
      }
    } catch (NoSuchMethodException _) {
      // As below.
    }
    throw new IllegalArgumentException(
        Lambdas.describe(function)
            + " cannot be made in another JVM: it needs a name and a constructor without"
            + " parameters, so it is a class of its own or a static nested one");
  }

  private static byte[] onLargeStack(
      String name, @Nullable Object written, Callable<byte[]> writing) {
    try {
      return LargeStack.call(writing);
    } catch (ExecutionException failure) {
      Throwable cause = requireNonNull(failure.getCause());
      throw new UnserializableTaskException(
          name, capitalized(Culprit.describe(written, cause)), cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ProcessException(
          "Interrupted while " + name + " was being serialised", interrupted);
    }
  }

  private static String capitalized(String sentence) {
    return sentence.startsWith("the ") ? "T" + sentence.substring(1) : sentence;
  }
}
