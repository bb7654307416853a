package io.longshore.oci;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Operating system, architecture and variant, by their names in Go: {@code linux/arm64/v8}. Other
 * names, from {@code uname -m} and Debian, are converted: {@code x86_64} becomes {@code amd64},
 * {@code armv7l} becomes {@code arm/v7}.
 *
 * @param variant empty if there is none
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md">OCI image
 *     specification, Image Index, platform</a>
 * @see <a href="https://github.com/containerd/platforms/blob/v0.2.1/database.go">the other words
 *     that containerd knows</a>
 */
public record Platform(String os, String architecture, String variant) {
  public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", "");

  /** The architectures of Linux that Go knows, by their names in Go. */
  private static final Set<String> ARCHITECTURES =
      Set.of(
          "386",
          "amd64",
          "arm",
          "arm64",
          "loong64",
          "mips",
          "mips64",
          "mips64le",
          "mipsle",
          "ppc64",
          "ppc64le",
          "riscv64",
          "s390x");

  public Platform {
    if (os.isEmpty() || architecture.isEmpty()) {
      throw new IllegalArgumentException("a platform needs an os and an architecture");
    }
    os = os.toLowerCase(Locale.ROOT);
    os = os.equals("macos") ? "darwin" : os;
    String[] words = wordsOfGo(architecture.toLowerCase(Locale.ROOT)).split("/", 2);
    architecture = words[0];
    variant = variant.toLowerCase(Locale.ROOT);
    if (variant.isEmpty() && words.length > 1) {
      variant = words[1];
    } else if (variant.matches("[0-9].*")) {
      variant = "v" + variant;
    }
  }

  private static String wordsOfGo(String architecture) {
    return switch (architecture) {
      case "x86_64", "x86-64" -> "amd64";
      case "i386", "i486", "i586", "i686", "x86" -> "386";
      case "aarch64" -> "arm64";
      case "armhf", "armv7l", "armv7" -> "arm/v7";
      case "armel", "armv6l", "armv6" -> "arm/v6";
      case "ppc64el" -> "ppc64le";
      case "mipsel" -> "mipsle";
      case "mips64el" -> "mips64le";
      case "loongarch64" -> "loong64";
      default -> architecture;
    };
  }

  /**
   * Reads {@code os/architecture[/variant]}.
   *
   * @throws IllegalArgumentException for any other form
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "not a platform: '" + text + "' (expected os/architecture[/variant], as linux/amd64)");
    }
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
  }

  /**
   * Reads a platform that people type. In addition to the form of {@link #parse}, the operating
   * system may be left out, and is then Linux: {@code arm64}, {@code aarch64}, {@code arm/v7}.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static Platform typed(String text) {
    String first = text.split("/", -1)[0].toLowerCase(Locale.ROOT);
    boolean isArchitecture = ARCHITECTURES.contains(wordsOfGo(first).split("/")[0]);
    return parse(isArchitecture ? "linux/" + text : text);
  }

  /** Whether both have the same operating system and architecture. */
  public boolean isSameMachine(Platform other) {
    return os.equals(other.os) && architecture.equals(other.architecture);
  }

  /**
   * Whether an image for this platform runs on a machine that is {@code machine}. Variants are
   * levels: a machine runs what is built for its own level or a lower one.
   */
  public boolean runsOn(Platform machine) {
    if (!isSameMachine(machine)) {
      return false;
    }
    if (usualVariant().equals(machine.usualVariant())) {
      return true;
    }
    OptionalDouble level = level();
    OptionalDouble most = machine.level();
    return level.isPresent() && most.isPresent() && level.getAsDouble() <= most.getAsDouble();
  }

  /** The number in the variant, if it is one: 3 for {@code v3}. */
  OptionalDouble level() {
    String usual = usualVariant();
    return usual.matches("v[0-9]{1,3}(\\.[0-9]{1,3})?")
        ? OptionalDouble.of(Double.parseDouble(usual.substring(1)))
        : OptionalDouble.empty();
  }

  /** The variant, or the variant that Go assumes if there is none. */
  private String usualVariant() {
    if (!variant.isEmpty()) {
      return variant;
    }
    return switch (architecture) {
      case "amd64" -> "v1";
      case "arm" -> "v7";
      case "arm64" -> "v8";
      default -> "";
    };
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
