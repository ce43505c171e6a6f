package dev.processmanager.examples.architect.config;

import java.time.Duration;
import java.util.Optional;

/// Who is told when something is wrong.
///
/// @param webhookUrl gets each alert by HTTP POST, as JSON
/// @param command is run by the shell for each alert, with `ALERT_…` variables
/// @param log whether the daemon's log has them
/// @param minimumLevel what is less is told to nobody
/// @param rateLimit how long nobody is told about the same service again, unless it is critical;
///     what comes meanwhile is told together afterwards
public record Notifications(
    Optional<String> webhookUrl,
    Optional<String> command,
    boolean log,
    Level minimumLevel,
    Duration rateLimit) {

  static Notifications read(Section section) {
    Optional<String> url = section.text("webhook_url");
    if (url.filter(text -> !Addresses.isHttp(text)).isPresent()) {
      section.problem("webhook_url", "must be an http or https address, not \"" + url.get() + "\"");
    }
    var notifications =
        new Notifications(
            url,
            section.text("command"),
            section.flag("log", true),
            section.word("minimum_level", Level.WORDS, Level::of).orElse(Level.WARNING),
            section.seconds("rate_limit", true).orElse(Duration.ofMinutes(5)));
    section.refuseTheRest();
    return notifications;
  }
}
