package dev.processmanager.comparison;

/// One column of a matrix: a way to do something in other processes. Made without a parameter, and
/// cheaply, since its name and settings are asked for where it is not used, too.
public interface Peer {

  /// {@return a short name}
  String name();

  /// {@return which one it is; it may be looked up}
  String version();

  /// {@return how it is used, in Markdown: settings as its documentation has them at their best}
  String settings();

  /// Gets ready; does nothing by default.
  ///
  /// @param megabytes the heap of the program that uses it; 0 for the usual one
  /// @throws NotHere if this machine lacks what it needs
  default void open(int megabytes) throws Exception {}

  /// {@return the process id of the program that uses it}
  default long host() {
    return ProcessHandle.current().pid();
  }

  /// Ends that program in an orderly way.
  default void endHost() throws Exception {
    System.exit(0);
  }
}
