package dev.processmanager.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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
}
