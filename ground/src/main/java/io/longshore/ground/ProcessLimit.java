package io.longshore.ground;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * No more processes or threads may begin: a limit of the user, of a container or of a job is
 * reached. Java tells that as a lack of memory, other programs as a resource that is not available
 * for now.
 */
public final class ProcessLimit {
  private static final Pattern SAID =
      Pattern.compile(
          "(fork|thread|process|spawn|run program)[^\n]*resource temporarily unavailable"
              + "|cannot fork",
          Pattern.CASE_INSENSITIVE);

  private ProcessLimit() {}

  /** Whether {@code failure} itself, not what caused it, says so. */
  public static boolean isReached(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case OutOfMemoryError _ -> message.contains("native thread");
      case IOException _ -> isSaidBy(message);
      default -> false;
    };
  }

  /**
   * @param errors what a program printed on standard error
   */
  public static boolean isSaidBy(String errors) {
    return SAID.matcher(errors).find();
  }

  /**
   * @param subject what could not be done for want of a process or thread
   * @param cause null where a program said so
   */
  public static FailureException reached(String subject, Throwable cause) {
    return new FailureException(
        FailureKind.UNEXPECTED,
        subject,
        "needs one more process or thread than may run at a time",
        "end other programs, or raise the limit (ulimit -u shows that of the user; a container or a"
            + " job may have a lower one), and run the same command again",
        cause);
  }
}
