package io.longshore.sif;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * The values in the header of a SIF that describe the whole image.
 *
 * @param launchScript one line and its line feed, at most 31 bytes of UTF-8 without NUL
 * @param architecture of the primary partition; {@link Architecture#UNKNOWN} if there is none
 * @param id zero in reproducible images
 * @param createdSeconds since 1970
 * @param modifiedSeconds since 1970
 */
public record SifHeader(
    String launchScript,
    Architecture architecture,
    UUID id,
    long createdSeconds,
    long modifiedSeconds) {
  /**
   * The launch script that lets a kernel run a SIF marked as executable. All versions of
   * Singularity and Apptainer write it.
   */
  public static final String RUN_SINGULARITY = "#!/usr/bin/env run-singularity\n";

  public static final UUID ZERO_ID = new UUID(0, 0);

  public SifHeader {
    int length = launchScript.getBytes(StandardCharsets.UTF_8).length;
    if (length >= SifFormat.LAUNCH_SCRIPT_SIZE || launchScript.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "launch script of " + length + " bytes; at most 31, and no NUL, are possible");
    }
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(id);
  }

  /**
   * The header of a new image, with the usual launch script and equal times of creation and
   * modification.
   */
  public static SifHeader of(Architecture architecture, UUID id, long createdSeconds) {
    return new SifHeader(RUN_SINGULARITY, architecture, id, createdSeconds, createdSeconds);
  }
}
