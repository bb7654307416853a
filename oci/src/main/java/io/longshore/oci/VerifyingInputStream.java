package io.longshore.oci;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.ground.NextStep;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A stream that passes bytes on and checks their size and digest at its end. A stream that is
 * longer than its descriptor fails at the first excess byte.
 *
 * <p>Reading fails with a {@link FailureException} of kind {@link FailureKind#MALFORMED} on a
 * mismatch. A stream that is closed before its end is not checked.
 */
public final class VerifyingInputStream extends PassingInputStream {
  private final MessageDigest messageDigest = Digest.newMessageDigest();
  private final Descriptor descriptor;
  private final String subject;
  private final NextStep remedy;
  private long count;
  private boolean checked;

  /**
   * @param subject the file or URL-free name to show in an error
   */
  public VerifyingInputStream(InputStream in, Descriptor descriptor, String subject) {
    this(
        in,
        descriptor,
        subject,
        NextStep.of("fetch it again; if it stays so, the source serves wrong bytes"));
  }

  /**
   * @param subject the file or URL-free name to show in an error
   * @param remedy the next step in an error
   */
  public VerifyingInputStream(
      InputStream in, Descriptor descriptor, String subject, NextStep remedy) {
    super(in);
    this.descriptor = descriptor;
    this.subject = subject;
    this.remedy = remedy;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count += n;
      if (count > descriptor.size()) {
        throw mismatch("has more than the " + descriptor.size() + " bytes its descriptor says");
      }
      messageDigest.update(buffer, offset, n);
    } else if (n < 0 && !checked) {
      check();
    }
    return n;
  }

  private void check() throws FailureException {
    checked = true;
    if (count != descriptor.size()) {
      throw mismatch("ends after " + count + " bytes; its descriptor says " + descriptor.size());
    }
    Digest actual = Digest.finish(messageDigest);
    if (!actual.equals(descriptor.digest())) {
      throw mismatch("has the digest " + actual + " instead of " + descriptor.digest());
    }
  }

  private FailureException mismatch(String problem) {
    return new FailureException(FailureKind.MALFORMED, subject, problem, remedy);
  }
}
