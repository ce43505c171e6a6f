package dev.processmanager.examples.pctl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A log together with what it was before its rotations, such as `app.log.1` or
/// `app.log-20260101`. Compressed ones are not looked at.
///
/// @param log where it is written
record LogFamily(Path log) {

  /// A file of the log.
  record Member(Path path, String key, long modified, long size) {}

  /// From where to read on.
  record Start(Member member, long offset) {}

  /// Where a place is now: in its file, or in a copy of that; if both are gone, at the beginning of
  /// what was written first since. Empty if there is nothing.
  Optional<Start> find(Place place) throws IOException {
    List<Member> all = members();
    for (Member member : all) {
      if (member.key().equals(place.key()) && has(member, place)) {
        return Optional.of(new Start(member, place.offset()));
      }
    }
    for (Member member : all) {
      if (place.offset() > 0 && !member.path().equals(log) && has(member, place)) {
        return Optional.of(new Start(member, place.offset()));
      }
    }
    return all.stream()
        .filter(member -> member.modified() > place.at())
        .findFirst()
        .or(this::current)
        .map(member -> new Start(member, 0));
  }

  /// Where the log begins for who has read nothing of it.
  Optional<Start> begin() {
    return current().map(member -> new Start(member, 0));
  }

  /// What was written after a file that is the log no longer; empty while it is, or while there is
  /// nothing: who writes may not have noticed that it was renamed.
  Optional<Start> after(Place place) throws IOException {
    if (isAt(log, place.key())) {
      return Optional.empty();
    }
    List<Member> all = members();
    int mine = all.stream().map(Member::key).toList().indexOf(place.key());
    return all.stream()
        .skip(mine + 1)
        .filter(member -> member.size() > 0)
        .filter(member -> mine >= 0 || member.modified() > place.at())
        .findFirst()
        .map(member -> new Start(member, 0));
  }

  /// Whether that file is there under that name.
  static boolean isAt(Path file, String key) {
    return member(file).filter(member -> member.key().equals(key)).isPresent();
  }

  private Optional<Member> current() {
    return member(log);
  }

  /// Oldest first.
  private List<Member> members() throws IOException {
    Path name = log.getFileName();
    Pattern older = Pattern.compile(Pattern.quote(name.toString()) + "[.-]\\d[\\d._T-]*");
    var members = new ArrayList<Member>();
    try (var files = Files.newDirectoryStream(log.getParent())) {
      for (Path file : files) {
        if (file.equals(log) || older.matcher(file.getFileName().toString()).matches()) {
          member(file).ifPresent(members::add);
        }
      }
    } catch (NoSuchFileException notYet) {
      return List.of();
    }
    members.sort(
        Comparator.comparing(Member::modified)
            .thenComparing(member -> member.path().equals(log))
            .thenComparing(Member::path, Comparator.reverseOrder()));
    return members;
  }

  private static Optional<Member> member(Path file) {
    try {
      var about = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = about.fileKey() == null ? about.creationTime() : about.fileKey();
      return about.isRegularFile()
          ? Optional.of(
              new Member(file, key.toString(), about.lastModifiedTime().toMillis(), about.size()))
          : Optional.empty();
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private static boolean has(Member member, Place place) {
    try (var file = FileChannel.open(member.path())) {
      return place.isIn(file);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
