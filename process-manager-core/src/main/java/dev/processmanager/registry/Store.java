package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file and its meaning. Anybody may read, at any time and without a lock; one thread commits.
final class Store {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.registry");

  private final Site site;
  private final Access access;
  private final LockFile lock;
  private final Replacement replacement;
  private final Consumer<RegistryDamage> damages;
  private volatile Image image = Image.UNKNOWN;
  private boolean swept;

  Store(Site site, Duration patience, Consumer<RegistryDamage> damages, Consumer<Path> disposal) {
    this.site = site;
    this.access = new Access(site);
    this.lock = new LockFile(site, access, patience);
    this.replacement = new Replacement(site, access, disposal);
    this.damages = damages;
  }

  /// What is in the file at this moment.
  ///
  /// @throws RegistryException if it cannot be read, or is not a registry, or not ours alone
  Document read() {
    try {
      return Uninterrupted.call(this::load).document();
    } catch (IOException unreadable) {
      throw new RegistryException(
          "Cannot read the registry " + site.file() + ": " + unreadable, unreadable);
    }
  }

  private Image load() throws IOException {
    Image known = image;
    Optional<byte[]> changed;
    try {
      if (!access.isThere(site.file())) {
        return missing(known);
      }
      changed = known.changed(site.file());
    } catch (NoSuchFileException vanished) {
      return missing(known);
    }
    if (changed.isEmpty()) {
      return known;
    }
    Image now = understood(changed.get(), known);
    image = now;
    return now;
  }

  private Image understood(byte[] bytes, Image known) throws IOException {
    String text = Image.text(bytes);
    try {
      return Image.of(Document.parse(text, known.document()), bytes, true);
    } catch (IllegalArgumentException damaged) {
      List<Document> older = older(known);
      if (bytes.length == 0 && older.isEmpty()) {
        return Image.of(Document.EMPTY, bytes, true);
      }
      if (older.isEmpty() && !Salvage.wasRegistry(text)) {
        throw new RegistryException(
            "%s is not a registry: %s".formatted(site.file(), damaged.getMessage()), damaged);
      }
      return Image.of(salvaged(text, String.valueOf(damaged.getMessage()), older), bytes, false);
    }
  }

  /// A registry that has lost its file is not a new one.
  private Image missing(Image known) throws IOException {
    if (known.isOfNoFile()) {
      return known;
    }
    List<Document> older = older(known);
    Image now = older.isEmpty() ? Image.NONE : Image.lost(salvaged("", "it is missing", older));
    image = now;
    return now;
  }

  private Document salvaged(String text, String problem, List<Document> older) {
    Salvage salvage = Salvage.of(site.file(), text, problem, older);
    if (!salvage.document().header().isBeyondUs()) {
      damages.accept(salvage.damage());
    }
    return salvage.document();
  }

  /// The generations before this one, as far as they are known.
  private List<Document> older(Image known) throws IOException {
    var older = new ArrayList<Document>();
    if (!known.document().lines().isEmpty()) {
      older.add(known.document());
    }
    try {
      if (access.isThere(site.backup())) {
        String text = Image.text(Image.UNKNOWN.changed(site.backup()).orElseThrow());
        older.add(Document.parse(text, Document.EMPTY));
      }
    } catch (NoSuchFileException | IllegalArgumentException noBackup) {
      LOG.debug("There is no good backup of {}", site.file(), noBackup);
    }
    return older;
  }

  /// Makes patches to what is in the file at this moment, and replaces the file.
  ///
  /// @param waiting asked once the lock is there, so that many may gather meanwhile
  /// @return whether entries have come or gone
  /// @throws RegistryException if nothing could be written; nothing has changed then
  boolean commit(Supplier<List<Change>> waiting, boolean rewrite) throws IOException {
    access.prepare(site.directory());
    try (var _ = lock.acquire()) {
      Image base = load();
      if (base.document().header().isBeyondUs()) {
        throw new RegistryVersionException(site.file(), base.document().header().schema());
      }
      var draft = new Draft(base.document());
      List<Change> changes = waiting.get();
      changes.forEach(change -> change.applyTo(draft));
      if (draft.isChanged() || rewrite || !base.sound()) {
        replace(base, draft.document().next());
      }
      return changes.stream().anyMatch(change -> change.isStructural(base.document()));
    }
  }

  private void replace(Image base, Document next) throws IOException {
    byte[] bytes = next.bytes();
    if (bytes.length > Image.MAX_SIZE) {
      throw new IOException("it would be larger than " + (Image.MAX_SIZE >> 20) + " MB");
    }
    if (!swept) {
      replacement.sweep();
      swept = true;
    }
    replacement.replaceBy(bytes, () -> keep(base));
    image = Image.of(next, bytes, true);
  }

  private void keep(Image base) throws IOException {
    if (base.size() > 0 && base.sound()) {
      replacement.keepAsBackup();
    } else if (base.size() > 0) {
      quarantine();
    }
  }

  private void quarantine() {
    try {
      byte[] bytes = Image.UNKNOWN.changed(site.file()).orElseThrow();
      var crc = new CRC32();
      crc.update(bytes);
      replacement.quarantine(Long.toHexString(crc.getValue()));
    } catch (IOException failure) {
      LOG.warn("The damaged registry {} cannot be put aside", site.file(), failure);
    }
  }

  /// Nothing is missing on the disk of a registry that nobody has written anything into.
  void sync() throws IOException {
    if (image.size() > 0 || Files.exists(site.file())) {
      replacement.sync();
    }
  }

  Path file() {
    return site.file();
  }

  void close() throws IOException {
    lock.close();
  }
}
