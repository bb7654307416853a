package io.longshore.ground;

/**
 * Why a piece of work failed, in words that tell the user whose turn it is. The codes are stable:
 * scripts rely on them.
 */
public enum FailureKind {
  /** The registry wants credentials, or refuses those it was given. */
  AUTH("auth"),
  /** The registry counts requests and ours are used up for now. */
  RATE_LIMIT("rate_limit"),
  /** The name now lives elsewhere. */
  MOVED("moved"),
  /** What a registry or another machine was asked for is not there (any more). */
  GONE("gone"),
  /** A file, folder or name that the user gave is not on this machine or in this dataset. */
  MISSING("missing"),
  /** No answer, or an answer cut short. */
  NETWORK("network"),
  /** Bytes that are not what they claim to be: wrong digest, wrong size, not the format. */
  MALFORMED("malformed"),
  /** No space or quota left where we write. */
  DISK_FULL("disk_full"),
  /** An image whose files keep it from starting. */
  BROKEN("broken"),
  /** Well-formed, but nothing Longshore can work with. */
  UNSUPPORTED("unsupported"),
  /** The folder is in no dataset, or in a repository that is none. */
  NOT_A_DATASET("not_a_dataset"),
  /** The dataset is not in a state that may be changed. */
  DATASET("dataset"),
  /** The user may not read or write a file. */
  PERMISSION("permission"),
  /** The command line asks for something that there is not. */
  USAGE("usage"),
  /** A signal ended the work, in good order. */
  STOPPED("stopped"),
  /** A program Longshore drives is missing or failed. */
  TOOL("tool"),
  /** Anything the operating system or a library says that fits nowhere above. */
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
