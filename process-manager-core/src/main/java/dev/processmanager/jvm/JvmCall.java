package dev.processmanager.jvm;

import dev.processmanager.worker.Frame;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a JVM is to run.
///
/// @param type a call or a main method
/// @param body which, and with what
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record JvmCall(byte type, byte[] body) {

  static JvmCall of(byte[] call) {
    return new JvmCall(Frame.CALL, call);
  }

  static JvmCall mainOf(EntryPoint main, List<String> arguments) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out, main.module().orElse(""));
      write(out, main.className());
      out.writeInt(arguments.size());
      for (String argument : arguments) {
        write(out, argument);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new JvmCall(Frame.MAIN, bytes.toByteArray());
  }

  boolean isProgram() {
    return type == Frame.MAIN;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
