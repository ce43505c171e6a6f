package dev.processmanager.jvm;

import java.util.Optional;
import java.util.stream.Stream;

/// What a JVM is told to run.
///
/// @param module the module it is in; empty for the class path
/// @param className its binary name
/// @param type the class itself, where the host knows it
record EntryPoint(Optional<String> module, String className, Optional<Class<?>> type) {

  static EntryPoint of(String className) {
    return new EntryPoint(Optional.empty(), className, Optional.empty());
  }

  static EntryPoint of(Class<?> type) {
    return new EntryPoint(
        Optional.ofNullable(type.getModule().getName()), type.getName(), Optional.of(type));
  }

  EntryPoint in(String otherModule) {
    return new EntryPoint(Optional.of(otherModule), className, type);
  }

  /// The last of the options and all that comes after them.
  Stream<String> tokens() {
    return module
        .map(name -> Stream.of("-m", name + "/" + className))
        .orElseGet(() -> Stream.of(className));
  }
}
