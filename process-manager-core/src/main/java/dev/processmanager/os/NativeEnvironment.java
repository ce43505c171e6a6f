package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A child's environment as the C library wants it. What is inherited is passed on by reference,
/// byte for byte.
@SuppressWarnings("restricted")
final class NativeEnvironment {

  /// A JVM never changes its own environment, so it is looked at once.
  private static final List<Variable> HOST = host();

  private record Variable(String name, MemorySegment text) {}

  private NativeEnvironment() {}

  static List<MemorySegment> of(Environment environment, Arena arena) {
    var texts = new ArrayList<MemorySegment>();
    if (environment.inherits()) {
      for (Variable variable : HOST) {
        if (!environment.changes().containsKey(variable.name)) {
          texts.add(variable.text);
        }
      }
    }
    environment
        .changes()
        .forEach(
            (name, value) ->
                value.ifPresent(
                    text ->
                        texts.add(arena.allocateFrom(name + "=" + text, StandardCharsets.UTF_8))));
    return texts;
  }

  private static List<Variable> host() {
    var variables = new ArrayList<Variable>();
    MemorySegment vector = Libc.symbol("environ").reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
    MemorySegment all = vector.reinterpret(Long.MAX_VALUE);
    for (long i = 0; !all.getAtIndex(ADDRESS, i).equals(MemorySegment.NULL); i++) {
      MemorySegment text = all.getAtIndex(ADDRESS, i).reinterpret(Long.MAX_VALUE);
      variables.add(new Variable(nameIn(text), text));
    }
    return List.copyOf(variables);
  }

  private static String nameIn(MemorySegment text) {
    int length = 0;
    while (text.get(JAVA_BYTE, length) != '=' && text.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    return new String(text.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
