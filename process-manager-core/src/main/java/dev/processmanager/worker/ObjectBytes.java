package dev.processmanager.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Java serialisation, on the stack of whoever calls: what is deep needs a deep one.
public final class ObjectBytes {

  private ObjectBytes() {}

  /// Writes an object.
  ///
  /// @param object the object
  /// @param out where to
  /// @throws IOException if it cannot be written
  public static void write(@Nullable Object object, Bytes out) throws IOException {
    ObjectOutputStream objects = new ObjectOutputStream(out);
    objects.writeObject(object);
    objects.flush();
  }

  /// Reads an object.
  ///
  /// @param data the bytes
  /// @param from where it begins
  /// @param loader finds its classes; null means those of the JDK
  /// @param filter refuses what must not be read; null refuses nothing
  /// @return the object
  /// @throws IOException if it cannot be read
  /// @throws ClassNotFoundException if a class of it is not here
  public static @Nullable Object read(
      byte[] data, int from, @Nullable ClassLoader loader, @Nullable ObjectInputFilter filter)
      throws IOException, ClassNotFoundException {
    InputStream bytes = new ByteArrayInputStream(data, from, data.length - from);
    ObjectInputStream objects = new LoaderInput(bytes, loader);
    if (filter != null) {
      objects.setObjectInputFilter(filter);
    }
    return objects.readObject();
  }

  /// Finds classes by the loader that it is given, not by that of whichever method is on the stack.
  private static final class LoaderInput extends ObjectInputStream {

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
