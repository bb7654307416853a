package io.longshore.oci;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses among the manifests of an index.
 *
 * <p>Variants are levels: a machine runs what is built for its own level or a lower one, and the
 * highest of those is chosen. Without a variant the level is the one Go assumes: v1 for amd64, v7
 * for arm, v8 for arm64. Among equals the first wins, as the specification says.
 */
final class PlatformMatcher {
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  private PlatformMatcher() {}

  static Descriptor select(Platform wanted, List<Descriptor> manifests, String subject)
      throws FailureException {
    List<Descriptor> images = manifests.stream().filter(PlatformMatcher::isImage).toList();
    Descriptor best = null;
    for (Descriptor image : images) {
      if (image.platform().filter(offered -> runs(offered, wanted)).isPresent()
          && (best == null || isAbove(image, best))) {
        best = image;
      }
    }
    if (best != null) {
      return best;
    }
    if (images.size() == 1 && images.getFirst().platform().isEmpty()) {
      return images.getFirst();
    }
    throw notThere(wanted, images, subject);
  }

  /** Attestations stand in an index beside the images they speak of. */
  static boolean isImage(Descriptor descriptor) {
    return !descriptor.annotations().containsKey(REFERENCE_TYPE)
        && descriptor.platform().filter(p -> p.os().equals("unknown")).isEmpty();
  }

  /** Whether an image for {@code offered} runs on a machine that is {@code wanted}. */
  static boolean runs(Platform offered, Platform wanted) {
    if (!offered.os().equals(wanted.os())
        || !offered.architecture().equals(wanted.architecture())) {
      return false;
    }
    if (normalVariant(offered).equals(normalVariant(wanted))) {
      return true;
    }
    Optional<Double> offeredLevel = level(offered);
    Optional<Double> wantedLevel = level(wanted);
    return offeredLevel.isPresent()
        && wantedLevel.isPresent()
        && offeredLevel.get() <= wantedLevel.get();
  }

  private static boolean isAbove(Descriptor image, Descriptor other) {
    return level(image.platform().orElseThrow()).orElse(0.0)
        > level(other.platform().orElseThrow()).orElse(0.0);
  }

  private static String normalVariant(Platform platform) {
    if (!platform.variant().isEmpty()) {
      return platform.variant();
    }
    return switch (platform.architecture()) {
      case "amd64" -> "v1";
      case "arm" -> "v7";
      case "arm64" -> "v8";
      default -> "";
    };
  }

  private static Optional<Double> level(Platform platform) {
    String variant = normalVariant(platform);
    return variant.matches("v[0-9]{1,3}(\\.[0-9]{1,3})?")
        ? Optional.of(Double.valueOf(variant.substring(1)))
        : Optional.empty();
  }

  private static FailureException notThere(
      Platform wanted, List<Descriptor> images, String subject) {
    String available =
        images.stream()
            .map(image -> image.platform().map(Platform::toString).orElse("unnamed"))
            .distinct()
            .collect(Collectors.joining(", "));
    return new FailureException(
        FailureKind.UNSUPPORTED,
        subject,
        "has no image for " + wanted + "; available: " + (available.isEmpty() ? "none" : available),
        "choose one of these with --platform");
  }
}
