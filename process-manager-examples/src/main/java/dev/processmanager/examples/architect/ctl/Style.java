package dev.processmanager.examples.architect.ctl;

/// What a word means, for terminals that have colours.
enum Style {
  PLAIN(""),
  HEADER("1"),
  GOOD("32"),
  WARNING("33"),
  BAD("31"),
  FAINT("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String paint(String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  static Style ofState(String state) {
    return switch (state) {
      case "running" -> GOOD;
      case "starting", "stopping", "backoff" -> WARNING;
      case "failed", "fatal" -> BAD;
      default -> FAINT;
    };
  }

  static Style ofHealth(String health) {
    return switch (health) {
      case "healthy", "pass" -> GOOD;
      case "starting", "inconclusive" -> WARNING;
      case "unhealthy", "fail" -> BAD;
      default -> FAINT;
    };
  }
}
