package io.longshore.cli.build;

/** The names that Apptainer gives to what it pulls. */
public final class PulledName {
  private PulledName() {}

  /**
   * {@code NAME_TAG.sif}: of the reference as typed, for Apptainer knows no other. Of a digest it
   * splits the text in the same way, as {@code tool@sha256_HEX.sif}; beside a tag it leaves out the
   * digest, as {@code tool_1.0@sha256.sif}.
   *
   * @see <a
   *     href="https://github.com/apptainer/apptainer/blob/v1.4.5/internal/pkg/util/uri/uri.go">GetName
   *     of Apptainer</a>
   */
  public static String of(String typed) {
    String[] parts = typed.substring(typed.lastIndexOf('/') + 1).split(":", -1);
    return parts[0] + "_" + (parts.length > 1 ? parts[1] : "latest") + ".sif";
  }
}
