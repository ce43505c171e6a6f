package dev.processmanager.registry;

import dev.processmanager.process.Fingerprint;
import dev.processmanager.process.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Who a process is, as the fields of a JSON object; what is not known is left out.
final class FingerprintJson {

  private FingerprintJson() {}

  static Map<String, @Nullable Object> fields(Fingerprint who) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("pid", who.process().pid());
    out.put("startTicks", who.process().startTicks());
    put(out, "bootId", who.process().bootId());
    put(out, "namespace", who.namespace());
    put(out, "cookie", who.cookie());
    who.pidfdInode().ifPresent(inode -> out.put("pidfdInode", inode));
    put(out, "executable", who.executable());
    put(out, "session", who.session());
    put(out, "user", who.user());
    return out;
  }

  private static void put(Map<String, @Nullable Object> out, String name, String text) {
    if (!text.isEmpty()) {
      out.put(name, text);
    }
  }

  private static void put(Map<String, @Nullable Object> out, String name, long number) {
    if (number >= 0) {
      out.put(name, number);
    }
  }

  /// @throws IllegalArgumentException if a field is missing or makes no sense
  static Fingerprint read(Fields in) {
    return new Fingerprint(
        new Identity.OfProcess(
            in.number("pid"), in.number("startTicks"), in.optional("bootId").orElse("")),
        in.optional("namespace").orElse(""),
        in.optional("cookie").orElse(""),
        in.has("pidfdInode") ? OptionalLong.of(in.number("pidfdInode")) : OptionalLong.empty(),
        in.optional("executable").orElse(""),
        in.has("session") ? in.number("session") : -1,
        in.has("user") ? in.number("user") : -1);
  }
}
