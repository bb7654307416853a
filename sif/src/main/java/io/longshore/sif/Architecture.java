package io.longshore.sif;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A processor architecture, with its two-digit code in a SIF and its name in Go. */
public enum Architecture {
  /** Stands in the header of a SIF without a primary partition. */
  UNKNOWN("00", "unknown"),
  X86("01", "386"),
  AMD64("02", "amd64"),
  ARM("03", "arm"),
  ARM64("04", "arm64"),
  PPC64("05", "ppc64"),
  PPC64LE("06", "ppc64le"),
  MIPS("07", "mips"),
  MIPSLE("08", "mipsle"),
  MIPS64("09", "mips64"),
  MIPS64LE("10", "mips64le"),
  S390X("11", "s390x"),
  RISCV64("12", "riscv64"),
  LOONG64("13", "loong64");

  private final String digits;
  private final String goName;

  Architecture(String digits, String goName) {
    this.digits = digits;
    this.goName = goName;
  }

  /** The name in Go and in OCI image configurations, such as {@code amd64}. */
  public String goName() {
    return goName;
  }

  /**
   * The architecture that OCI image configurations call {@code goName}, if a SIF can hold it.
   *
   * <p>The result for {@code unknown} is empty.
   */
  public static Optional<Architecture> ofGoName(String goName) {
    return Arrays.stream(values())
        .filter(architecture -> architecture != UNKNOWN && architecture.goName.equals(goName))
        .findFirst();
  }

  byte[] code() {
    return (digits + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  static Optional<Architecture> ofCode(byte[] code) {
    return Arrays.stream(values())
        .filter(architecture -> Arrays.equals(architecture.code(), code))
        .findFirst();
  }
}
