package io.longshore.ground;

/** Why a piece of work failed, in words that tell the user whose turn it is. */
public enum FailureKind {
  /** The registry wants credentials, or refuses those it was given. */
  AUTH("auth"),
  /** The registry counts requests and ours are used up for now. */
  RATE_LIMIT("rate limit"),
  /** The name now lives elsewhere. */
  MOVED("moved"),
  /** The name or content is not there (any more). */
  GONE("gone"),
  /** No answer, or an answer cut short. */
  NETWORK("network"),
  /** Bytes that are not what they claim to be: wrong digest, wrong size, not the format. */
  MALFORMED("malformed"),
  /** No space or quota left where we write. */
  DISK_FULL("disk full"),
  /** Well-formed, but nothing Longshore can work with. */
  UNSUPPORTED("unsupported"),
  /** The dataset is not in a state that may be changed. */
  DATASET("dataset"),
  /** A program Longshore drives is missing or failed. */
  TOOL("tool"),
  /** Anything the operating system or a library says that fits nowhere above. */
  UNEXPECTED("unexpected");

  private final String label;

  FailureKind(String label) {
    this.label = label;
  }

  /** The word used in messages, in the failure log and in {@code --json} output. */
  public String label() {
    return label;
  }
}
