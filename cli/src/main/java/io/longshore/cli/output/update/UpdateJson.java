package io.longshore.cli.output.update;

import io.longshore.cli.output.Event;
import io.longshore.collection.Collection;
import io.longshore.collection.inventory.PresentImage;
import io.longshore.collection.plan.ImageNames;
import io.longshore.collection.plan.NewVersion;
import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.Supply;
import io.longshore.collection.rules.source.ExpandedSource;
import io.longshore.collection.rules.version.Version;
import io.longshore.collection.update.AppliedVersion;
import io.longshore.collection.update.MovedTag;
import io.longshore.collection.update.Outlook;
import io.longshore.collection.update.UpdateSummary;
import io.longshore.ground.FailureException;
import io.longshore.oci.Reference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of an update, for programs. */
final class UpdateJson {
  private UpdateJson() {}

  static Event outlook(Outlook outlook) {
    Event event =
        Event.of("outlook")
            .with("name", outlook.name())
            .with("family", outlook.image(new Version("")).family())
            .with("platform", outlook.platform().toString())
            .with("repository", repository(outlook))
            .with("here", outlook.newestHere().map(Version::text))
            .with("due", outlook.due().map(image -> image.names().sif()))
            .with("wanted", outlook.wanted().stream().map(UpdateJson::offer).toList())
            .with("newer", outlook.newer().stream().map(UpdateJson::offer).toList())
            .with("missed", outlook.between().stream().map(UpdateJson::offer).toList())
            .with("moved", outlook.moved().stream().map(UpdateJson::moved).toList())
            .with("gone", outlook.gone().stream().map(UpdateJson::image).toList());
    if (outlook.isHeld()) {
      event.with("held", Holding.of(outlook).word());
    }
    return event
        .with("moved_to", outlook.movedTo().map(Object::toString))
        .with("failure", outlook.failure().map(UpdateJson::failure))
        .with("unanswered", outlook.unanswered().stream().map(UpdateJson::failure).toList());
  }

  static Event failedSource(ExpandedSource source) {
    return Event.of("source_failed")
        .with("source", source.source().words())
        .with("place", source.source().place().toString())
        .with(source.failure().orElseThrow());
  }

  private static Optional<String> repository(Outlook outlook) {
    return outlook.followed().supply() instanceof Supply.Tags supply
        ? Optional.of(supply.repository().toString())
        : Optional.empty();
  }

  private static Map<String, Object> offer(Offer offer) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", offer.version().text());
    map.put("reference", offer.reference().asAsked());
    return map;
  }

  private static Map<String, Object> moved(MovedTag tag) {
    Map<String, Object> map = image(tag.image());
    map.put("reference", tag.reference().asAsked());
    map.put("recorded", tag.recorded().toString());
    map.put("today", tag.today().toString());
    return map;
  }

  private static Map<String, Object> image(PresentImage image) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("image", image.names().sif());
    image.reference().map(Reference::asAsked).ifPresent(text -> map.put("reference", text));
    return map;
  }

  private static Map<String, Object> failure(FailureException failure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", failure.kind().code());
    map.put("subject", failure.subject());
    map.put("problem", failure.problem());
    map.put("next", failure.nextStep());
    return map;
  }

  static Event added(AppliedVersion applied) {
    NewVersion version = applied.version();
    return ofVersion("update_added", version)
        .with("registrations", version.registrations())
        .with("kept_as", applied.kept().map(names -> place(version, names)))
        .with("manifest", applied.manifest().toString())
        .with("layer_bytes", applied.layerBytes())
        .with("sif_bytes", applied.sifBytes())
        .with("seconds", applied.seconds());
  }

  /** The path of the SIF of an image, or of its layout if the image has no SIF. */
  static String place(NewVersion version, ImageNames names) {
    return version.withSif() ? names.sif() : Collection.IMAGES_OCI.resolve(names.layout()).value();
  }

  static Event failed(NewVersion version, FailureException reason) {
    return ofVersion("update_failed", version).with(reason);
  }

  static Event tooOld(NewVersion version, Instant created) {
    return ofVersion("update_left_out", version).with("created", created.toString());
  }

  private static Event ofVersion(String name, NewVersion version) {
    return Event.of(name)
        .with("source", version.origin().recorded())
        .with("layout", version.names().layout())
        .with("sif", version.names().sif());
  }

  static Event summary(UpdateSummary summary, double seconds) {
    List<Outlook> all = summary.news().outlooks();
    return Event.of("update")
        .with("followed", all.size())
        .with("updates", all.stream().filter(Outlook::hasUpdate).count())
        .with(
            "failed_sources",
            summary.news().failedSources().size()
                + all.stream().filter(one -> !one.failures().isEmpty()).count())
        .with("added", summary.added())
        .with("failed", summary.failed())
        .with("left_out", summary.tooOld())
        .with("left", summary.left())
        .with("seconds", seconds);
  }
}
