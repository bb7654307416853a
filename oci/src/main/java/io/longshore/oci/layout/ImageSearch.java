package io.longshore.oci.layout;

import io.longshore.ground.Digest;
import io.longshore.ground.FailureException;
import io.longshore.ground.FailureKind;
import io.longshore.oci.Descriptor;
import io.longshore.oci.ImageConfig;
import io.longshore.oci.ImageIndex;
import io.longshore.oci.Manifest;
import io.longshore.oci.MediaTypes;
import io.longshore.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for images in an index and in the indexes it names.
 *
 * <p>The platform in the index decides; the image's config is read only if the index has no
 * platform. Signatures, attestations and other artifacts do not count as images. A manifest that
 * refers to another one counts as an image only if there are no others.
 */
public final class ImageSearch {
  /** The deepest nesting of indexes that is followed; real indexes are nested less. */
  private static final int MAX_NESTED_INDEXES = 4;

  /**
   * The most manifests that are read to find out their kind, because each may have a config of 4
   * MiB.
   */
  private static final int MOST_ASKED = 100;

  private final Documents documents;
  private final String subject;

  /** Reads the documents that descriptors point to. */
  public interface Documents {
    Document manifestOrIndex(Descriptor descriptor) throws IOException;

    byte[] config(Descriptor descriptor) throws IOException;
  }

  /**
   * @param mediaType the actual media type; empty if only the document tells it
   * @param bytes not to be changed
   */
  public record Document(String mediaType, byte[] bytes) {}

  /**
   * @param subject the image as the user knows it, for messages
   */
  public ImageSearch(Documents documents, String subject) {
    this.documents = documents;
    this.subject = subject;
  }

  /**
   * All images in {@code index} and in nested indexes, with the platforms that their own indexes
   * give.
   */
  ImageIndex flat(ImageIndex index) throws IOException {
    Collected collected = new Collected(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    collect(index, Optional.empty(), collected, 0);
    return new ImageIndex(
        index.mediaType(),
        collected.leaves(),
        index.annotations(),
        collected.flaws().stream().findFirst());
  }

  private record Collected(List<Descriptor> leaves, List<String> flaws, Set<Digest> indexes) {}

  private void collect(
      ImageIndex from, Optional<Descriptor> parent, Collected collected, int nested)
      throws IOException {
    if (nested > MAX_NESTED_INDEXES) {
      throw new FailureException(
          FailureKind.MALFORMED,
          subject,
          "has indexes nested more than " + MAX_NESTED_INDEXES + " deep",
          "tell whoever published the image");
    }
    from.flaw().ifPresent(collected.flaws()::add);
    for (Descriptor entry : from.images()) {
      Descriptor child = parent.map(p -> inheriting(entry, p)).orElse(entry);
      if (!MediaTypes.isIndex(child.mediaType())) {
        collected.leaves().add(child);
      } else if (collected.indexes().add(child.digest())) {
        // Each index is read once: indexes that name each other many times would otherwise take for
        // ever.
        Document document = documents.manifestOrIndex(child);
        ImageIndex inner =
            ImageIndex.parsePublished(document.bytes(), document.mediaType(), subject);
        collect(inner, Optional.of(child), collected, nested + 1);
      }
    }
  }

  private static Descriptor inheriting(Descriptor child, Descriptor parent) {
    Map<String, String> annotations = new LinkedHashMap<>(parent.annotations());
    annotations.putAll(child.annotations());
    return new Descriptor(
        child.mediaType(),
        child.digest(),
        child.size(),
        child.platform().or(parent::platform),
        child.artifactType(),
        annotations);
  }

  /**
   * The first of the best images for {@code wanted}.
   *
   * @throws FailureException of kind {@link FailureKind#UNSUPPORTED}, listing the images, if no
   *     image fits; {@link FailureKind#MALFORMED} if no entry that can be read is an image
   */
  public LayoutImage first(ImageIndex index, Platform wanted) throws IOException {
    return best(flat(index), wanted, 1).first();
  }

  /**
   * @param first the image of {@link #first}
   * @param all all equally good images, including the first
   */
  record Best(LayoutImage first, List<Descriptor> all) {}

  /**
   * The first of the best images, and the equally good ones: they have names of their own, or no
   * platform distinguishes them.
   *
   * @param most how many equally good images are looked for
   */
  Best best(ImageIndex flat, Platform wanted, int most) throws IOException {
    Set<String> available = new LinkedHashSet<>();
    for (Descriptor image : flat.images()) {
      image.platform().ifPresent(platform -> available.add(platform.toString()));
    }
    Optional<Best> best = Optional.empty();
    Optional<Best> referring = Optional.empty();
    for (Descriptor candidate : flat.candidates(wanted).stream().limit(MOST_ASKED).toList()) {
      if (best.isPresent()
          && (best.get().all().size() == most
              || !isAsGood(candidate, best.get().all().getFirst()))) {
        break;
      }
      Document document = documents.manifestOrIndex(candidate);
      Manifest.Role role = Manifest.roleOf(document.bytes(), document.mediaType(), subject);
      if (role == Manifest.Role.ARTIFACT) {
        continue;
      }
      LayoutImage image = image(candidate, document);
      if (candidate.platform().isEmpty() && !runs(image.config(), wanted)) {
        available.add(image.platform().toString());
      } else if (role == Manifest.Role.IMAGE) {
        best = Optional.of(with(image, best));
      } else {
        referring = Optional.of(with(image, referring));
      }
    }
    Optional<Best> found = best.isPresent() ? best : referring;
    return found.isPresent() ? found.get() : noBest(flat, wanted, available);
  }

  private static boolean runs(ImageConfig config, Platform wanted) {
    return config.platform().isEmpty() || config.platform().get().runsOn(wanted);
  }

  private static Best with(LayoutImage image, Optional<Best> before) {
    List<Descriptor> all = new ArrayList<>(before.map(Best::all).orElse(List.of()));
    all.add(image.descriptor());
    return new Best(before.map(Best::first).orElse(image), all);
  }

  /**
   * Of several images for the same platform the first is meant, unless they have names of their
   * own.
   */
  private static boolean isAsGood(Descriptor candidate, Descriptor first) {
    List<String> names = ImageName.of(candidate);
    return candidate.platform().equals(first.platform())
        && (candidate.platform().isEmpty()
            || (!names.isEmpty() && !names.equals(ImageName.of(first))));
  }

  /** The images in {@code flat}, without artifacts unless there are very many. */
  List<Descriptor> withoutArtifacts(ImageIndex flat) throws IOException {
    if (flat.images().size() > MOST_ASKED) {
      return flat.images();
    }
    List<Descriptor> images = new ArrayList<>();
    List<Descriptor> referring = new ArrayList<>();
    for (Descriptor image : flat.images()) {
      switch (role(image)) {
        case IMAGE -> images.add(image);
        case REFERRER -> referring.add(image);
        case ARTIFACT -> {}
      }
    }
    return images.isEmpty() ? referring : images;
  }

  // A layout may lack some manifests of an index for many platforms.
  private Manifest.Role role(Descriptor descriptor) throws IOException {
    try {
      Document document = documents.manifestOrIndex(descriptor);
      return Manifest.roleOf(document.bytes(), document.mediaType(), subject);
    } catch (FailureException e) {
      if (e.kind() == FailureKind.GONE || e.kind() == FailureKind.MISSING) {
        return Manifest.Role.IMAGE;
      }
      throw e;
    }
  }

  LayoutImage image(Descriptor descriptor) throws IOException {
    return image(descriptor, documents.manifestOrIndex(descriptor));
  }

  private LayoutImage image(Descriptor descriptor, Document document) throws IOException {
    Manifest manifest = Manifest.parse(document.bytes(), document.mediaType(), subject);
    byte[] configBytes = documents.config(manifest.config());
    ImageConfig config = ImageConfig.parse(configBytes, subject);
    config.checkAgainst(manifest, subject);
    return new LayoutImage(descriptor, document.bytes(), manifest, configBytes, config);
  }

  private Best noBest(ImageIndex flat, Platform wanted, Set<String> available) throws IOException {
    if (flat.images().size() == 1 && available.isEmpty()) {
      image(flat.images().getFirst()); // which says what it holds
    }
    if (available.isEmpty() && flat.flaw().isPresent()) {
      throw new FailureException(
          FailureKind.MALFORMED,
          subject,
          flat.flaw().get(),
          "fetch it again; if it stays so, tell whoever published the image");
    }
    String flaw = flat.flaw().map(problem -> ", and " + problem).orElse("");
    throw available.isEmpty()
        ? new FailureException(
            FailureKind.UNSUPPORTED,
            subject,
            "has no image for " + wanted + ", nor for any other platform",
            "name an image; artifacts such as signatures and attestations have no file system")
        : new FailureException(
            FailureKind.UNSUPPORTED,
            subject,
            "has no image for " + wanted + flaw + "; available: " + String.join(", ", available),
            "choose one of these with --platform");
  }
}
