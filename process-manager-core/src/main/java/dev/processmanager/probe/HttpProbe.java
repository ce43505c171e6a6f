package dev.processmanager.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks by HTTP GET, follows redirects, and takes any status from 200 to 399 as healthy unless told
/// otherwise. Immutable.
public final class HttpProbe implements Probe {

  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(Thread::startVirtualThread)
            .build();
  }

  private static final int MAX_BODY = 1_048_576;
  private static final int MAX_UNREAD_BODY = 10_240;
  private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]+)");

  private final URI url;
  private final IntPredicate status;
  private final Optional<Predicate<String>> body;
  private final Map<String, String> headers;

  private HttpProbe(
      URI url, IntPredicate status, Optional<Predicate<String>> body, Map<String, String> headers) {
    this.url = url;
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  static HttpProbe of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("not an absolute http or https address: " + url);
    }
    return new HttpProbe(url, code -> code >= 200 && code < 400, Optional.empty(), Map.of());
  }

  /// {@return this probe taking exactly one status as healthy}
  ///
  /// @param code the status
  public HttpProbe status(int code) {
    return status(code, code);
  }

  /// {@return this probe taking a range of statuses as healthy; 200 to 399 by default}
  ///
  /// @param from the lowest
  /// @param to the highest, included
  public HttpProbe status(int from, int to) {
    if (from < 100 || to > 599 || from > to) {
      throw new IllegalArgumentException("not a range of HTTP statuses: " + from + " to " + to);
    }
    return new HttpProbe(url, code -> code >= from && code <= to, body, headers);
  }

  /// {@return this probe looking at the body, too}
  ///
  /// @param accepted says whether the body, decoded as its headers tell, is that of a healthy
  ///     process
  public HttpProbe body(Predicate<String> accepted) {
    return new HttpProbe(url, status, Optional.of(accepted), headers);
  }

  /// {@return this probe sending a header}
  ///
  /// @param name its name
  /// @param value its value
  /// @throws IllegalArgumentException if it is no header, or one that cannot be set, such as `Host`
  public HttpProbe header(String name, String value) {
    HttpRequest.newBuilder(url).header(name, value);
    var copy = new LinkedHashMap<>(headers);
    copy.put(name, value);
    return new HttpProbe(url, status, body, Map.copyOf(copy));
  }

  @Override
  public ProbeResult check(ProbeContext context) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
    headers.forEach(request::header);
    try {
      return judge(Client.SHARED.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (ConnectException _) {
      return ProbeResult.fail(url + ": connection refused");
    } catch (IOException failure) {
      return ProbeResult.fail(url + ": " + failure);
    }
  }

  private ProbeResult judge(HttpResponse<InputStream> response) throws IOException {
    try (InputStream content = response.body()) {
      if (!status.test(response.statusCode())) {
        return ProbeResult.fail(url + ": status " + response.statusCode());
      }
      // The body must come in time, too; an endless one is not waited for.
      byte[] bytes = content.readNBytes(body.isPresent() ? MAX_BODY : MAX_UNREAD_BODY);
      return body.isEmpty() || body.get().test(text(response, bytes))
          ? ProbeResult.pass()
          : ProbeResult.fail(url + ": unexpected body");
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
