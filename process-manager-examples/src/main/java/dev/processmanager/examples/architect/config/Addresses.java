package dev.processmanager.examples.architect.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Tells addresses from other texts.
final class Addresses {

  private Addresses() {}

  static boolean isHttp(String text) {
    try {
      var uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    } catch (URISyntaxException notOne) {
      return false;
    }
  }
}
