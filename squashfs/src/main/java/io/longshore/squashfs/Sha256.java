package io.longshore.squashfs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class Sha256 {
  static final int LENGTH = 32;

  private Sha256() {}

  static MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
