package dev.processmanager.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message between a host and a JVM of its own. Immutable but for its body, which nobody
/// changes.
public final class Frame {

  /// To the child: run the call in the body, whose answer bears the same id.
  public static final byte CALL = 1;

  /// To the child: run the main method of the class in the body.
  public static final byte MAIN = 2;

  /// To the child: interrupt what runs.
  public static final byte INTERRUPT = 3;

  /// To the child: tell where all threads are.
  public static final byte ASK_STACKS = 4;

  /// To the child: end in order. An end of file without this says that the host has died.
  public static final byte BYE = 5;

  /// From the child: it is there.
  public static final byte HELLO = 16;

  /// From the child: the outcome of a call.
  public static final byte OUTCOME = 17;

  /// From the child: where all threads are, as text.
  public static final byte STACKS = 18;

  /// From the child: somebody else ends this JVM; the body says where, as text.
  public static final byte EXITING = 19;

  /// What every message begins with, before its body.
  public static final int HEADER = 17;

  /// No message is larger.
  public static final int MAX_BODY = 1 << 30;

  private static final int MAGIC = 0x504d4a31;

  /// Up to this size, a message is put together and goes out by one call.
  private static final int SMALL = 8_192;

  private final byte type;
  private final long id;
  private final byte[] body;

  /// Makes a message.
  ///
  /// @param type one of the constants above
  /// @param id the call it is about
  /// @param body what it says
  public Frame(byte type, long id, byte[] body) {
    this.type = type;
    this.id = id;
    this.body = body;
  }

  /// {@return what kind of message it is}
  public byte type() {
    return type;
  }

  /// {@return the call it is about}
  public long id() {
    return id;
  }

  /// {@return what it says}
  public byte[] body() {
    return body;
  }

  /// {@return what goes over the wire: if it is small, in one piece}
  public List<ByteBuffer> pieces() {
    boolean small = body.length <= SMALL;
    ByteBuffer first = ByteBuffer.allocate(HEADER + (small ? body.length : 0));
    first.putInt(MAGIC).put(type).putLong(id).putInt(body.length);
    if (small) {
      return List.of(first.put(body).flip());
    }
    return List.of(first.flip(), ByteBuffer.wrap(body));
  }

  /// {@return how many bytes of body follow}
  ///
  /// @param header what a message begins with
  /// @throws IOException if no message begins so
  public static int bodyLength(ByteBuffer header) throws IOException {
    int length = header.getInt(13);
    if (header.getInt(0) != MAGIC || length < 0 || length > MAX_BODY) {
      throw new IOException("Not a message");
    }
    return length;
  }

  /// {@return the message}
  ///
  /// @param header what it begins with
  /// @param body what it says
  public static Frame of(ByteBuffer header, byte[] body) {
    return new Frame(header.get(4), header.getLong(5), body);
  }

  /// {@return the next message; null at the end}
  static @Nullable Frame read(DataInputStream in) throws IOException {
    byte[] header = new byte[HEADER];
    int first = in.read();
    if (first < 0) {
      return null;
    }
    header[0] = (byte) first;
    in.readFully(header, 1, HEADER - 1);
    ByteBuffer begin = ByteBuffer.wrap(header);
    byte[] body = new byte[bodyLength(begin)];
    in.readFully(body);
    return of(begin, body);
  }

  void write(OutputStream out) throws IOException {
    for (ByteBuffer piece : pieces()) {
      out.write(piece.array(), piece.arrayOffset(), piece.remaining());
    }
  }
}
