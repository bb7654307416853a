package io.longshore.ground;

/**
 * Why a piece of work failed, in words that tell the user whose turn it is. The codes are stable:
 * scripts rely on them.
 */
public enum FailureKind {
  /** The registry wants credentials, or refuses the credentials that were sent. */
  AUTH("auth"),
  /** The registry limits the number of requests, and the limit is reached for now. */
  RATE_LIMIT("rate_limit"),
  /** The image now has another name or is at another registry. */
  MOVED("moved"),
  /** A registry or another machine does not have the requested object (any more). */
  GONE("gone"),
  /** A file, folder or name that the user gave is not on this machine or in this dataset. */
  MISSING("missing"),
  /** A server gave no answer, or its answer was cut short. */
  NETWORK("network"),
  /** Bytes contradict their description: another digest, another size, another format. */
  MALFORMED("malformed"),
  /** The disk or the quota that Longshore writes to is full. */
  DISK_FULL("disk_full"),
  /** The files of an image keep it from starting. */
  BROKEN("broken"),
  /** The input is well-formed, but Longshore cannot work with it. */
  UNSUPPORTED("unsupported"),
  /** The folder is in no repository, or in a repository that is not a dataset. */
  NOT_A_DATASET("not_a_dataset"),
  /**
   * The dataset is in a state in which Longshore does not change it, such as a merge in progress.
   */
  DATASET("dataset"),
  /** The user may not read or write a file. */
  PERMISSION("permission"),
  /** The command line asks for something that does not exist. */
  USAGE("usage"),
  /** A signal ended the work, and the work cleaned up after itself. */
  STOPPED("stopped"),
  /** A program that Longshore runs is missing or failed. */
  TOOL("tool"),
  /** The operating system or a library reported something that fits no other kind. */
  UNEXPECTED("unexpected");

  private final String code;

  FailureKind(String code) {
    this.code = code;
  }

  /** The word used in messages, in the failure log and in {@code --json} output. */
  public String code() {
    return code;
  }
}
