package dev.processmanager.comparison;

import java.util.Locale;
import java.util.concurrent.ExecutionException;

/// What became of a contestant in a trap.
///
/// @param how what went wrong, or why there is nothing to tell; empty if all is well
public record Verdict(Kind kind, String how) {

  /// From good to bad.
  public enum Kind {
    RIGHT("right"),
    NO_SUCH_FEATURE("n/a"),
    NOT_RUN("not run"),
    WRONG("wrong"),
    HANG("hang"),
    CRASH("crash");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    String inMarkdown() {
      return compareTo(WRONG) >= 0 ? "**" + word + "**" : word;
    }
  }

  private static final String MARK = "##verdict ";
  private static final int LONGEST = 300;

  public static Verdict right() {
    return new Verdict(Kind.RIGHT, "");
  }

  public static Verdict wrong(String how) {
    return new Verdict(Kind.WRONG, how);
  }

  /// {@return right if a condition holds}
  ///
  /// @param how what is wrong otherwise
  public static Verdict when(boolean good, String how) {
    return good ? right() : wrong(how);
  }

  /// {@return this, and what else is wrong if a condition does not hold}
  public Verdict and(boolean good, String otherwise) {
    if (good || kind.compareTo(Kind.WRONG) > 0) {
      return this;
    }
    return wrong(how.isEmpty() ? otherwise : how + "; " + otherwise);
  }

  static Verdict of(Throwable failure) {
    return switch (failure) {
      case NoSuchFeature none -> new Verdict(Kind.NO_SUCH_FEATURE, none.getMessage());
      case NotHere none -> new Verdict(Kind.NOT_RUN, none.getMessage());
      case HostGone gone -> new Verdict(Kind.CRASH, gone.getMessage());
      case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case VirtualMachineError error -> new Verdict(Kind.CRASH, error.toString());
      default -> wrong("threw " + failure);
    };
  }

  /// {@return both in words}
  String describe() {
    return how.isEmpty() ? kind.word() : kind.word() + ", " + how;
  }

  String toLine() {
    String line = how.replaceAll("\\R", " ").strip();
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    return MARK + kind.name() + " " + cut;
  }

  static boolean isLine(String line) {
    return line.startsWith(MARK);
  }

  static Verdict parse(String line) {
    String[] words = line.substring(MARK.length()).split(" ", 2);
    return new Verdict(Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1].strip());
  }
}
