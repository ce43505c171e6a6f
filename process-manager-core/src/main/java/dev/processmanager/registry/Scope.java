package dev.processmanager.registry;

import java.nio.file.Path;
import java.util.Locale;

/// The name space that an id belongs to; scope and id together are the key. The default is
/// [#global()]. Immutable.
///
/// ```java
/// ProcessScope here = pm.scope(Scope.project(Path.of("")));
/// ```
///
/// @param type what the scope is bound to
/// @param name the project's directory or the session's id; empty for the global scope
public record Scope(Type type, String name) {

  /// What a scope is bound to.
  public enum Type {
    /// Nothing.
    GLOBAL,
    /// A project directory.
    PROJECT,
    /// A session.
    SESSION
  }

  private static final Scope GLOBAL = new Scope(Type.GLOBAL, "");

  /// Refuses a project or a session without a name.
  ///
  /// @param type what the scope is bound to
  /// @param name the project's directory or the session's id
  /// @throws IllegalArgumentException if that is so, or the global scope has a name
  public Scope {
    if ((type == Type.GLOBAL) != name.isEmpty()) {
      throw new IllegalArgumentException(
          "a project or session scope has a name, the global one has none: "
              + type
              + " \""
              + name
              + "\"");
    }
  }

  /// {@return the scope that everything belongs to unless told otherwise}
  public static Scope global() {
    return GLOBAL;
  }

  /// {@return the scope of a project}
  ///
  /// @param directory its directory; made absolute
  public static Scope project(Path directory) {
    return new Scope(Type.PROJECT, directory.toAbsolutePath().normalize().toString());
  }

  /// {@return the scope of a session}
  ///
  /// @param id its id, not empty
  /// @throws IllegalArgumentException if it is empty
  public static Scope session(String id) {
    return new Scope(Type.SESSION, id);
  }

  /// {@return `global`, `project:/directory` or `session:id`}
  @Override
  public String toString() {
    return type == Type.GLOBAL ? "global" : type.name().toLowerCase(Locale.ROOT) + ":" + name;
  }

  static Scope parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? GLOBAL
        : new Scope(
            Type.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
            text.substring(colon + 1));
  }
}
