package io.longshore.cli.build;

/** The names that Apptainer gives to the files it pulls. */
public final class PulledName {
  private PulledName() {}

  /**
   * {@code NAME_TAG.sif}, made from the reference as typed. Like Apptainer, this splits a reference
   * with a digest at the same places, which gives {@code tool@sha256_HEX.sif}, and with a tag and a
   * digest {@code tool_1.0@sha256.sif}.
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
