package dev.processmanager.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Finds classes by the loader that it is given, not by that of whichever method is on the stack.
final class LoaderInput extends ObjectInputStream {

  private final @Nullable ClassLoader loader;

  LoaderInput(InputStream in, @Nullable ClassLoader loader) throws IOException {
    super(in);
    this.loader = loader;
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    return switch (description.getName()) {
      case "boolean", "byte", "short", "char", "int", "long", "float", "double", "void" ->
          super.resolveClass(description);
      default -> Class.forName(description.getName(), false, loader);
    };
  }

  @Override
  protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
    Class<?>[] interfaces = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      interfaces[i] = Class.forName(names[i], false, loader);
    }
    try {
      return Proxy.newProxyInstance(loader, interfaces, new Nothing()).getClass();
    } catch (IllegalArgumentException refused) {
      throw new ClassNotFoundException("No proxy for these interfaces", refused);
    }
  }

  /// What a proxy needs where only its class is wanted.
  private static final class Nothing implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
      return null;
    }
  }
}
