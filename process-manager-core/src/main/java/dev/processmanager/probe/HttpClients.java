package dev.processmanager.probe;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;

/// The clients of all probes that trust alike. A client costs a thread, so that there is one for
/// each way to follow redirects and no more; it goes when no probe needs it any longer.
final class HttpClients {

  static final HttpClients STANDARD = new HttpClients(Optional.empty());

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<SSLContext, WeakReference<HttpClients>> SHARED = new WeakHashMap<>();

  private final Optional<SSLContext> tls;
  private final Map<Redirect, HttpClient> clients = new ConcurrentHashMap<>();

  private HttpClients(Optional<SSLContext> tls) {
    this.tls = tls;
  }

  static HttpClients trusting(SSLContext tls) {
    LOCK.lock();
    try {
      WeakReference<HttpClients> known = SHARED.get(tls);
      HttpClients shared = known == null ? null : known.get();
      if (shared == null) {
        shared = new HttpClients(Optional.of(tls));
        SHARED.put(tls, new WeakReference<>(shared));
      }
      return shared;
    } finally {
      LOCK.unlock();
    }
  }

  HttpClient following(Redirect redirects) {
    return clients.computeIfAbsent(redirects, this::build);
  }

  private HttpClient build(Redirect redirects) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(redirects)
            .executor(Thread::startVirtualThread);
    tls.ifPresent(builder::sslContext);
    return builder.build();
  }
}
