package io.longshore.image.inspect;

import io.longshore.ground.Digest;
import io.longshore.image.SelfDescription;
import io.longshore.oci.Descriptor;
import io.longshore.sif.SifDescriptor;
import io.longshore.sif.SifHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts that an image tells without being run. */
public sealed interface ImageFacts {
  RuntimeFacts runtime();

  /**
   * @param bytes size of the file
   * @param origin Longshore's record of how the file was made; empty in files of other programs
   * @param root the root file system
   */
  record OfSif(
      long bytes,
      SifHeader header,
      List<SifDescriptor> objects,
      Optional<SelfDescription> origin,
      RuntimeFacts runtime,
      RootFileSystemFacts root)
      implements ImageFacts {}

  /**
   * @param bytes size of the file
   */
  record OfSquashfs(long bytes, RuntimeFacts runtime, RootFileSystemFacts root)
      implements ImageFacts {}

  /**
   * @param platform {@code os/architecture[/variant]}
   * @param created RFC 3339
   * @param annotations of {@code index.json}
   */
  record OfLayout(
      Digest manifest,
      Optional<String> platform,
      Optional<String> created,
      List<Descriptor> layers,
      Map<String, String> annotations,
      RuntimeFacts runtime)
      implements ImageFacts {}
}
