package io.longshore.collection.verify;

import io.longshore.oci.layer.LayerLimits;
import io.longshore.oci.registry.RegistryClient;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The proofs that the user asked for, and the settings they need. */
public final class Proofs {
  private final Set<Proof> wanted;
  private final Optional<RegistryClient> registries;
  private final int jobs;
  private final LayerLimits limits;

  private Proofs(
      Set<Proof> wanted, Optional<RegistryClient> registries, int jobs, LayerLimits limits) {
    this.wanted = wanted;
    this.registries = registries;
    this.jobs = jobs;
    this.limits = limits;
  }

  public static Proofs none() {
    return new Proofs(EnumSet.noneOf(Proof.class), Optional.empty(), 1, LayerLimits.DEFAULT);
  }

  /**
   * @param jobs number of URLs asked at once, at least 1
   * @param limits on the unpacked size of an image that is built again
   */
  public static Proofs of(
      Set<Proof> wanted, RegistryClient registries, int jobs, LayerLimits limits) {
    return new Proofs(EnumSet.copyOf(wanted), Optional.of(registries), jobs, limits);
  }

  /** The names of the checks that carry out proofs. */
  static List<String> names() {
    return List.of(
        UrlCheck.Demand.ANSWER.check(),
        UrlCheck.Demand.CONTENT.check(),
        SifContentCheck.NAME,
        RebuildCheck.NAME);
  }

  boolean asksRemotes() {
    return wanted.contains(Proof.REMOTE);
  }

  List<Check> checks(RecordedUrls recorded) {
    List<Check> checks = new ArrayList<>();
    for (Proof proof : wanted) {
      RegistryClient client = registries.orElseThrow();
      switch (proof) {
        case REMOTE -> checks.add(new UrlCheck(UrlCheck.Demand.ANSWER, recorded, client, jobs));
        case DOWNLOAD -> checks.add(new UrlCheck(UrlCheck.Demand.CONTENT, recorded, client, jobs));
        case REBUILD -> {
          checks.add(new SifContentCheck());
          checks.add(new RebuildCheck(new LayerSource(recorded, client), limits));
        }
      }
    }
    return checks;
  }
}
