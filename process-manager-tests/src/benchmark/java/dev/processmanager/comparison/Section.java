package dev.processmanager.comparison;

import java.util.List;

/// Some rows that belong together.
///
/// @param signals whether something is stopped or killed there
/// @param traps the rows
/// @param peers the columns
record Section(
    String title,
    boolean signals,
    List<Class<? extends Trap<?>>> traps,
    List<Class<? extends Peer>> peers) {

  /// {@return the rows whose names contain one of some texts; all of them if there are none}
  Section only(List<String> texts) {
    List<Class<? extends Trap<?>>> chosen =
        traps.stream()
            .filter(
                trap -> texts.isEmpty() || texts.stream().anyMatch(trap.getSimpleName()::contains))
            .toList();
    return new Section(title, signals, chosen, peers);
  }

  static <T> T made(Class<T> type) {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
