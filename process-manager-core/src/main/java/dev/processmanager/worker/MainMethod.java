package dev.processmanager.worker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the main method of a class as the launcher of the JDK does, and for as long.
final class MainMethod {

  private MainMethod() {}

  /// @param body the name of the module, empty for none, the name of the class, the number of
  ///     arguments, and these; each text as the number of its bytes and UTF-8
  static void run(byte[] body, ClassLoader loader) throws Throwable {
    Set<Thread> ofThisJvm = Thread.getAllStackTraces().keySet();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    Class<?> type = load(readText(in), readText(in), loader);
    String[] arguments = new String[in.readInt()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = readText(in);
    }
    Method main = find(type);
    main.setAccessible(true);
    Program program = new Program(main, type, arguments);
    program.start();
    program.join();
    if (program.thrown != null) {
      throw program.thrown;
    }
    awaitOthers(ofThisJvm);
  }

  /// The program's first thread. It is no daemon, as the threads that it makes then are none.
  private static final class Program extends Thread {

    private final Method main;
    private final Class<?> type;
    private final String[] arguments;
    private @Nullable Throwable thrown;

    Program(Method main, Class<?> type, String[] arguments) {
      super(null, null, "main", TaskThread.STACK_BYTES);
      this.main = main;
      this.type = type;
      this.arguments = arguments;
      setDaemon(false);
    }

    @Override
    public void run() {
      try {
        invoke(main, type, arguments);
      } catch (InvocationTargetException failure) {
        thrown = failure.getCause();
      } catch (Throwable failure) {
        thrown = failure;
      }
    }
  }

  private static Class<?> load(String module, String name, ClassLoader loader)
      throws ClassNotFoundException {
    if (module.isEmpty()) {
      return Class.forName(name, true, loader);
    }
    Module found = ModuleLayer.boot().findModule(module).orElse(null);
    Class<?> type = found == null ? null : Class.forName(found, name);
    if (type == null) {
      throw new ClassNotFoundException(name + " in module " + module);
    }
    return type;
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void invoke(Method main, Class<?> type, String[] arguments)
      throws ReflectiveOperationException {
    Object target = null;
    if (!Modifier.isStatic(main.getModifiers())) {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      target = constructor.newInstance();
    }
    if (main.getParameterCount() == 0) {
      main.invoke(target);
    } else {
      main.invoke(target, (Object) arguments);
    }
  }

  private static Method find(Class<?> type) throws NoSuchMethodException {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Method withArguments = declared(at, String[].class);
      Method found = withArguments != null ? withArguments : declared(at);
      if (found != null) {
        return found;
      }
    }
    throw new NoSuchMethodException(type.getName() + " has no main method");
  }

  private static @Nullable Method declared(Class<?> type, Class<?>... parameters) {
    try {
      Method main = type.getDeclaredMethod("main", parameters);
      return Modifier.isPrivate(main.getModifiers()) ? null : main;
    } catch (NoSuchMethodException notHere) {
      return null;
    }
  }

  /// A program has ended when its last thread has that is not a daemon. Those that were there
  /// before it are none of its own, such as the one that listens to the host.
  private static void awaitOthers(Set<Thread> before) throws InterruptedException {
    for (Thread other = other(before); other != null; other = other(before)) {
      other.join();
    }
  }

  private static @Nullable Thread other(Set<Thread> before) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon() && !before.contains(thread) && thread.isAlive()) {
        return thread;
      }
    }
    return null;
  }
}
