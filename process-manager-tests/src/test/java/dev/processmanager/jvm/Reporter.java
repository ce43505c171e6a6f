package dev.processmanager.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.management.ManagementFactory;
import java.util.Base64;

/// What runs in the children of these tests: says what it was started with.
final class Reporter {

  private Reporter() {}

  public static void main(String[] args) {
    say("module", String.valueOf(Reporter.class.getModule().getName()));
    say("directory", System.getProperty("user.dir"));
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      say("option", option);
    }
    System.getProperties().forEach((key, value) -> say("-D" + key, value.toString()));
    System.getenv().forEach((key, value) -> say("$" + key, value));
    boolean asserts = false;
    assert asserts = true;
    say("asserts", String.valueOf(asserts));
    for (String argument : args) {
      say("argument", argument);
    }
  }

  /// So that no character is lost on its way, whatever the encoding.
  private static void say(String name, String value) {
    String text = name + "\n" + value;
    System.out.println(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
  }
}
