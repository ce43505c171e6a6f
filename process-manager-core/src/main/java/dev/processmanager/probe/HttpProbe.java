package dev.processmanager.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// Asks by HTTP GET, follows redirects, and takes any status from 200 to 399 as healthy unless
/// told otherwise. What it expects of the body adds up: all of it must hold, of the first
/// 1,048,576 bytes. Immutable and safe for use by many threads: each method returns a changed
/// copy.
///
/// ```java
/// Probe ready = Probe.http("http://localhost:8080/health").status(200).contains("\"UP\"");
/// ```
public final class HttpProbe implements Probe {

  private static final int MAX_BODY = 1_048_576;
  private static final int MAX_UNREAD_BODY = 10_240;
  private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]+)");

  /// @param complaint what is wrong with a body that is not accepted
  private record Expectation(Predicate<String> accepted, String complaint) {}

  private record Options(
      IntPredicate status,
      List<Expectation> body,
      Map<String, String> headers,
      HttpClients clients,
      Redirect redirects) {

    static final Options DEFAULT =
        new Options(
            code -> code >= 200 && code < 400,
            List.of(),
            Map.of(),
            HttpClients.STANDARD,
            Redirect.NORMAL);
  }

  private final URI url;
  private final Options options;

  private HttpProbe(URI url, Options options) {
    this.url = url;
    this.options = options;
  }

  static HttpProbe of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("not an absolute http or https address: " + url);
    }
    return new HttpProbe(url, Options.DEFAULT);
  }

  /// {@return this probe taking exactly one status as healthy}
  ///
  /// @param code the status, 100 to 599
  /// @throws IllegalArgumentException if it is none
  public HttpProbe status(int code) {
    return status(code, code);
  }

  /// {@return this probe taking a range of statuses as healthy; 200 to 399 by default}
  ///
  /// @param from the lowest
  /// @param to the highest, included
  /// @throws IllegalArgumentException if they are no range within 100 to 599
  public HttpProbe status(int from, int to) {
    if (from < 100 || to > 599 || from > to) {
      throw new IllegalArgumentException("not a range of HTTP statuses: " + from + " to " + to);
    }
    return new HttpProbe(
        url,
        new Options(
            code -> code >= from && code <= to,
            options.body,
            options.headers,
            options.clients,
            options.redirects));
  }

  /// {@return this probe looking at the body, too}
  ///
  /// @param accepted says whether the body, decoded as its headers tell and else as UTF-8, is that
  ///     of a healthy process
  public HttpProbe body(Predicate<String> accepted) {
    return expecting(new Expectation(accepted, "unexpected body"));
  }

  /// {@return this probe expecting a text in the body}
  ///
  /// @param text the text, in upper and lower case as it is there
  public HttpProbe contains(String text) {
    return expecting(
        new Expectation(body -> body.contains(text), "no \"" + text + "\" in the body"));
  }

  /// {@return this probe expecting a match anywhere in the body}
  ///
  /// @param regex a regular expression as of [Pattern]; `\A` and `\z` bind it to the ends
  /// @throws java.util.regex.PatternSyntaxException if it is none; an [IllegalArgumentException]
  public HttpProbe matches(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return expecting(
        new Expectation(
            body -> pattern.matcher(body).find(), "nothing in the body matches \"" + regex + "\""));
  }

  private HttpProbe expecting(Expectation expectation) {
    var copy = new ArrayList<>(options.body);
    copy.add(expectation);
    return new HttpProbe(
        url,
        new Options(
            options.status,
            List.copyOf(copy),
            options.headers,
            options.clients,
            options.redirects));
  }

  /// {@return this probe sending a header; another one of that name is replaced}
  ///
  /// @param name its name
  /// @param value its value
  /// @throws IllegalArgumentException if it is no header, or one that cannot be set, such as `Host`
  public HttpProbe header(String name, String value) {
    HttpRequest.newBuilder(url).header(name, value);
    var copy = new LinkedHashMap<>(options.headers);
    copy.put(name, value);
    return new HttpProbe(
        url,
        new Options(
            options.status, options.body, Map.copyOf(copy), options.clients, options.redirects));
  }

  /// {@return this probe trusting, and showing, other certificates than the JVM does by default}
  ///
  /// The name in the server's certificate must be that of the address in any case. All probes with
  /// the same context share their connections.
  ///
  /// @param tls keys and trust, for `https` addresses
  public HttpProbe sslContext(SSLContext tls) {
    return new HttpProbe(
        url,
        new Options(
            options.status,
            options.body,
            options.headers,
            HttpClients.trusting(tls),
            options.redirects));
  }

  /// {@return this probe judging a redirect by its own status and following none}
  ///
  /// By default redirects are followed, except from `https` to `http`.
  public HttpProbe noRedirects() {
    return new HttpProbe(
        url,
        new Options(
            options.status, options.body, options.headers, options.clients, Redirect.NEVER));
  }

  @Override
  public ProbeResult check(ProbeContext context) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
    options.headers.forEach(request::header);
    try {
      return judge(
          options
              .clients
              .following(options.redirects)
              .send(request.build(), BodyHandlers.ofInputStream()));
    } catch (ConnectException _) {
      return ProbeResult.fail(url + ": connection refused");
    } catch (IOException failure) {
      return ProbeResult.fail(url + ": " + failure);
    }
  }

  private ProbeResult judge(HttpResponse<InputStream> response) throws IOException {
    try (InputStream content = response.body()) {
      if (!options.status.test(response.statusCode())) {
        return ProbeResult.fail(url + ": status " + response.statusCode());
      }
      // The body must come in time, too; an endless one is not waited for.
      byte[] bytes = content.readNBytes(options.body.isEmpty() ? MAX_UNREAD_BODY : MAX_BODY);
      String text = options.body.isEmpty() ? "" : text(response, bytes);
      return options.body.stream()
          .filter(expected -> !expected.accepted.test(text))
          .findFirst()
          .map(unmet -> ProbeResult.fail(url + ": " + unmet.complaint))
          .orElseGet(ProbeResult::pass);
    }
  }

  private static String text(HttpResponse<?> response, byte[] bytes) {
    Matcher charset = CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
    return new String(
        bytes,
        charset.find() && Charset.isSupported(charset.group(1))
            ? Charset.forName(charset.group(1))
            : StandardCharsets.UTF_8);
  }
}
