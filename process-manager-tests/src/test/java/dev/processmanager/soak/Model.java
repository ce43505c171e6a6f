package dev.processmanager.soak;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// How everything should be. Immutable.
///
/// @param pieces the processes, by their ids
/// @param written the same as the registry has it, which cannot be changed while its disk is full
/// @param host whether there is one
/// @param full whether the disk is
/// @param session whose the session is
/// @param uncertain whose host has died while he was on his way
record Model(
    Map<String, Piece> pieces,
    Map<String, Piece> written,
    boolean host,
    boolean full,
    Session session,
    Set<String> uncertain) {

  enum Session {
    NONE,
    /// That of the present host.
    LIVE,
    /// That of one who has ended.
    ABANDONED
  }

  static Model of(List<Form> forms) {
    Map<String, Piece> pieces =
        forms.stream()
            .collect(
                Collectors.toMap(
                    Form::id, Piece::unknown, (a, _) -> a, LinkedHashMap<String, Piece>::new));
    return new Model(pieces, pieces, false, false, Session.NONE, Set.of());
  }

  Piece piece(String id) {
    return pieces.get(id);
  }

  Collection<Piece> all() {
    return pieces.values();
  }

  /// Those of whom it is known how they are.
  List<Piece> certain() {
    return all().stream().filter(piece -> !uncertain.contains(piece.id())).toList();
  }

  List<Piece> family(Piece piece) {
    String family = piece.form().family();
    return all().stream().filter(other -> other.form().family().equals(family)).toList();
  }

  /// What it needs is looked after by this host, if it needs anything.
  boolean hasBase(Piece piece) {
    return bases(piece).stream().allMatch(base -> base.isHere() && base.isKnown());
  }

  List<Piece> bases(Piece piece) {
    return piece.form().bonds().stream().map(bond -> piece(bond.base())).toList();
  }

  List<Piece> dependents(Piece base, Form.Pull pull) {
    var bond = new Form.Bond(base.id(), pull);
    return all().stream().filter(piece -> piece.form().bonds().contains(bond)).toList();
  }

  Model with(Piece changed) {
    return map(piece -> piece.id().equals(changed.id()) ? changed : piece);
  }

  Model map(UnaryOperator<Piece> change) {
    Map<String, Piece> next = mapped(pieces, change);
    return new Model(next, full ? written : next, host, full, session, uncertain);
  }

  /// The next one knows no more than what was written.
  Model hostGone(Function<Piece, Piece> change) {
    Map<String, Piece> next =
        full ? mapped(written, old -> afterFullDisk(old, change)) : mapped(pieces, change::apply);
    Session left = session == Session.NONE ? session : Session.ABANDONED;
    return new Model(next, next, false, full, left, uncertain);
  }

  private Piece afterFullDisk(Piece old, Function<Piece, Piece> change) {
    Piece now = piece(old.id());
    return now.survivesHost() ? change.apply(now) : old.unwritten().tied(Piece.Tie.ENTRY);
  }

  Model withHost() {
    return new Model(pieces, written, true, full, session, uncertain);
  }

  Model withFull(boolean isFull) {
    return new Model(pieces, pieces, host, isFull, session, uncertain);
  }

  Model withSession(Session other) {
    return new Model(pieces, written, host, full, other, uncertain);
  }

  Model withUncertain(Set<String> ids) {
    return new Model(pieces, written, host, full, session, new TreeSet<>(ids));
  }

  private static Map<String, Piece> mapped(Map<String, Piece> pieces, UnaryOperator<Piece> change) {
    var next = new LinkedHashMap<String, Piece>();
    pieces.forEach((id, piece) -> next.put(id, change.apply(piece)));
    return next;
  }
}
