package dev.processmanager.examples.architect.store;

import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What a failure of the database means.
final class Trouble {

  private static final int PRIMARY = 0xff;

  private Trouble() {}

  /// The detailed codes that belong to the given one count as well.
  static boolean is(Throwable failure, SQLiteErrorCode... codes) {
    return failure instanceof SQLException sql
        && Arrays.stream(codes).anyMatch(code -> (code(sql) & PRIMARY) == code.code);
  }

  private static int code(SQLException failure) {
    return failure instanceof SQLiteException precise
        ? precise.getResultCode().code
        : failure.getErrorCode();
  }

  static boolean isDamage(Throwable failure) {
    return is(failure, SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
  }

  /// Of a file's failure the message alone is but its name.
  static String words(Throwable failure) {
    return failure instanceof SQLException
        ? failure.getMessage()
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  static SQLException damage() {
    return new SQLiteException("the file is damaged", SQLiteErrorCode.SQLITE_CORRUPT);
  }
}
