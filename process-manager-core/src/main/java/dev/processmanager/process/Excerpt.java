package dev.processmanager.process;

/// The end of a long text, short enough for a message.
final class Excerpt {

  private static final int MAX_CHARS = 400;

  private Excerpt() {}

  static String lastOf(String text) {
    String trimmed = text.strip();
    return trimmed.length() <= MAX_CHARS
        ? trimmed
        : "…" + trimmed.substring(trimmed.length() - MAX_CHARS);
  }
}
