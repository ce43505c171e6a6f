package dev.processmanager.examples.architect.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;

/// Who is let in. A page of another site can make a browser send requests to the loopback, under a
/// name of its own choice; so the names are checked, and the token, which it cannot know.
final class Guard {

  private static final int SHORTEST_TOKEN = 16;
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  private final byte[] authorization;

  Guard(String token) {
    if (token.length() < SHORTEST_TOKEN || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "A token has at least " + SHORTEST_TOKEN + " visible ASCII characters and no spaces");
    }
    authorization = bytes(token);
  }

  void admit(Headers headers) {
    checkSite(headers);
    if (!MessageDigest.isEqual(authorization, bytes(token(headers)))) {
      throw ProblemException.of(
          401,
          "This needs the header 'Authorization: Bearer …' with the supervisor's token",
          "WWW-Authenticate",
          "Bearer realm=\"supervisor\"");
    }
  }

  static void checkSite(Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !LOOPBACK.matcher(hosts.getFirst()).matches()) {
      throw ProblemException.of(403, "The supervisor answers to the names of the loopback alone");
    }
    String own = "http://" + hosts.getFirst();
    if (!headers.getOrDefault("Origin", List.of()).stream().allMatch(own::equalsIgnoreCase)) {
      throw ProblemException.of(403, "Pages of other origins may not use the supervisor");
    }
  }

  private static String token(Headers headers) {
    List<String> values = headers.getOrDefault("Authorization", List.of());
    String[] words = values.size() == 1 ? values.getFirst().split(" ", 2) : new String[0];
    return words.length == 2 && words[0].equalsIgnoreCase("Bearer") ? words[1].strip() : "";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
