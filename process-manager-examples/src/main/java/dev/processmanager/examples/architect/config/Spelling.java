package dev.processmanager.examples.architect.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody may have meant.
final class Spelling {

  private Spelling() {}

  static String unknownKey(String name, Collection<String> known) {
    return "is not known here; "
        + nearest(name, known)
            .map(near -> "did you mean \"" + near + "\"?")
            .orElseGet(() -> "allowed are " + String.join(", ", known));
  }

  /// The one with the fewest letters to change, if those are few.
  static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(candidate -> distance(name, candidate) <= Math.max(2, candidate.length() / 3));
  }

  /// How many letters to insert, leave out or replace.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
