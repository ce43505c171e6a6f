package dev.processmanager.comparison;

/// One row of a matrix: something that is easily got wrong. Made without a parameter.
///
/// @param <P> who is tried
public interface Trap<P extends Peer> {

  /// {@return what has to come out, in a sentence}
  String title();

  /// Tries one of them. Whatever it throws is a wrong outcome, but for [NoSuchFeature], [NotHere]
  /// and what tells that the host has died.
  Verdict spring(P peer, Scene scene) throws Exception;

  /// {@return the heap of the host; 0 for the usual one}
  default int megabytes() {
    return 0;
  }
}
