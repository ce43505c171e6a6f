package dev.processmanager.worker;

import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/// How a call looks on the wire, and how it is made in the child.
///
/// A lambda is sent as what it calls and what it captured, if that is plain; a function as the name
/// of its class and its argument; everything else by Java serialisation. Children believe their
/// parents, so nothing is filtered here.
public final class Calls {

  private static final byte LAMBDA = 1;
  private static final byte LAMBDA_WITHOUT_RESULT = 2;
  private static final byte FUNCTION = 3;
  private static final byte FUNCTION_OF_OBJECT = 4;
  private static final byte TASK = 5;
  private static final byte ACTION = 6;

  /// What users implement belongs to a package that this one does not know.
  private static final String API = "dev.processmanager.jvm.";

  private Calls() {}

  /// Writes a lambda or method reference as what it calls.
  ///
  /// @param lambda what it is made of
  /// @param loader finds its classes
  /// @return empty if it cannot travel in this way: what it captured is not plain, or its code is
  ///     in a module that is not open
  public static byte @Nullable [] lambda(SerializedLambda lambda, @Nullable ClassLoader loader) {
    @Nullable Object[] captured = new @Nullable Object[lambda.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = lambda.getCapturedArg(i);
    }
    String owner = lambda.getImplClass();
    String name = lambda.getImplMethodName();
    String descriptor = lambda.getImplMethodSignature();
    int kind = lambda.getImplMethodKind();
    Bytes out = new Bytes();
    boolean isVoid = lambda.getFunctionalInterfaceMethodSignature().endsWith(")V");
    out.write(isVoid ? LAMBDA_WITHOUT_RESULT : LAMBDA);
    try {
      Target.find(owner, name, descriptor, kind, loader);
    } catch (ReflectiveOperationException | LinkageError notByReflection) {
      return null;
    }
    Object[] parts = {owner, name, descriptor, kind, captured};
    return Values.write(parts, out) ? out.take() : null;
  }

  /// Writes a function and its argument, if that is plain.
  ///
  /// @param type the class of the function
  /// @param argument the argument
  /// @return null if the argument is not plain
  public static byte @Nullable [] function(String type, @Nullable Object argument) {
    Bytes out = new Bytes();
    out.write(FUNCTION);
    Values.write(type, out);
    return Values.write(argument, out) ? out.take() : null;
  }

  /// Writes a function and its argument by Java serialisation.
  ///
  /// @param type the class of the function
  /// @param argument the argument
  /// @return the call
  /// @throws IOException if the argument cannot be written
  public static byte[] functionOfObject(String type, @Nullable Object argument) throws IOException {
    Bytes out = new Bytes();
    out.write(FUNCTION_OF_OBJECT);
    Values.write(type, out);
    ObjectBytes.write(argument, out);
    return out.take();
  }

  /// Writes a task by Java serialisation.
  ///
  /// @param task the task or action
  /// @param hasResult whether it is a task
  /// @return the call
  /// @throws IOException if it cannot be written
  public static byte[] object(Object task, boolean hasResult) throws IOException {
    Bytes out = new Bytes();
    out.write(hasResult ? TASK : ACTION);
    ObjectBytes.write(task, out);
    return out.take();
  }

  /// Makes a call.
  ///
  /// @param call the bytes
  /// @param loader finds the classes of the task
  /// @return what the task returns
  /// @throws CallException if it cannot be made
  /// @throws Throwable what the task throws, as it is
  public static @Nullable Object run(byte[] call, @Nullable ClassLoader loader) throws Throwable {
    try {
      return dispatch(call, loader);
    } catch (Exception thrown) {
      Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : null;
      throw cause == null ? thrown : cause;
    }
  }

  /// All that is thrown here, but for what the task throws, is of reading the call. It is not
  /// caught as what it is: else these classes would be loaded for each call.
  private static @Nullable Object dispatch(byte[] call, @Nullable ClassLoader loader)
      throws Throwable {
    try {
      return switch (new BytesReader(call, 0).readByte()) {
        case LAMBDA -> lambda(call, loader);
        case LAMBDA_WITHOUT_RESULT -> {
          lambda(call, loader);
          yield null;
        }
        case FUNCTION, FUNCTION_OF_OBJECT -> function(call, loader);
        case TASK -> object("JvmTask", call, loader);
        case ACTION -> object("JvmAction", call, loader);
        default -> throw malformed("There is no such kind of call");
      };
    } catch (Exception | LinkageError failure) {
      boolean isOfTheTask =
          failure instanceof InvocationTargetException
              || failure instanceof ExceptionInInitializerError;
      throw isOfTheTask ? failure : refusal(failure);
    }
  }

  private static Exception refusal(Throwable failure) {
    return new CallException("The call cannot be made in this JVM: " + failure, failure);
  }

  private static IOException malformed(String why) {
    return new MalformedException(why);
  }

  private static @Nullable Object lambda(byte[] call, @Nullable ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    Object[] parts = (Object[]) value(Values.read(call, 1));
    String owner = (String) parts[0];
    String name = (String) parts[1];
    String descriptor = (String) parts[2];
    Target target = Target.find(owner, name, descriptor, (Integer) parts[3], loader);
    return target.call((Object[]) parts[4]);
  }

  private static @Nullable Object function(byte[] call, @Nullable ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    BytesReader in = new BytesReader(call, 1);
    String name = (String) value(Values.read(in));
    Object argument =
        call[0] == FUNCTION
            ? Values.read(call, in.position())
            : ObjectBytes.read(call, in.position(), loader, null);
    Constructor<?> constructor = Class.forName(name, false, loader).getDeclaredConstructor();
    constructor.setAccessible(true);
    Object function = constructor.newInstance();
    return Class.forName(API + "JvmFunction", false, loader)
        .getMethod("apply", Object.class)
        .invoke(function, argument);
  }

  private static @Nullable Object object(String api, byte[] call, @Nullable ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    Object task = ObjectBytes.read(call, 1, loader, null);
    return Class.forName(API + api, false, loader).getMethod("run").invoke(task);
  }

  private static Object value(@Nullable Object read) throws IOException {
    if (read == null) {
      throw malformed("A part of the call is missing");
    }
    return read;
  }
}
