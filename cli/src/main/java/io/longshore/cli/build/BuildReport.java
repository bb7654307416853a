package io.longshore.cli.build;

import io.longshore.cli.output.Messages;
import io.longshore.collection.plan.ImageOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reports, to people and programs, the source of a SIF and the result of the build. */
final class BuildReport {
  private final Messages messages;
  private final String source;

  /**
   * @param source the source as typed
   */
  BuildReport(Messages messages, String source) {
    this.messages = messages;
    this.source = source;
  }

  /**
   * Reports that the source is taken for a reference, although the user may have meant a folder.
   */
  void asking(ImageOrigin.Registry origin) {
    messages.info(
        source + " is no folder here; asking for " + origin.reference() + " on its registry");
  }

  /** Reports that the image was found on a registry. */
  void found(BuildInput input, BuildInput.Fetched fetched) {
    int layers = input.layers().size();
    messages.info(
        "%s is %s for %s, with %d layer%s of %s"
            .formatted(
                fetched.reference(),
                fetched.byDigest(),
                input.image().platform(),
                layers,
                layers == 1 ? "" : "s",
                Messages.bytes(input.layerBytes())));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "resolved");
    event.put("source", source);
    event.put("reference", fetched.reference().toString());
    putImage(event, input);
    event.put("layers", layers);
    event.put("layer_bytes", input.layerBytes());
    messages.event(event);
  }

  void built(
      Path output, BuildInput input, SifWork.Built built, Optional<Path> kept, double seconds) {
    messages.info(
        output
            + "  "
            + Messages.bytes(built.size())
            + built.digest().map(value -> ", " + value).orElse("")
            + ", "
            + Messages.seconds(seconds));
    input.fetched().ifPresent(fetched -> tellFetched(input, fetched));
    kept.ifPresent(folder -> messages.info("  its layers are kept in " + folder));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "built");
    event.put("sif", output.toString());
    event.put("source", source);
    putImage(event, input);
    built.digest().ifPresent(value -> event.put("digest", value.toString()));
    event.put("bytes", built.size());
    input
        .fetched()
        .ifPresent(
            fetched -> {
              event.put("fetched_bytes", fetched.tally().read());
              event.put("fetched_twice_bytes", fetched.tally().readAgain());
            });
    kept.ifPresent(folder -> event.put("layout", folder.toString()));
    event.put("seconds", seconds);
    messages.event(event);
  }

  /** A layer that the image has twice is reported once. */
  private void tellFetched(BuildInput input, BuildInput.Fetched fetched) {
    long read = fetched.tally().read();
    if (read > input.layerBytes()) {
      messages.info(
          "  fetched %s, %s of that twice, as some layers had to be read again"
              .formatted(Messages.bytes(read), Messages.bytes(fetched.tally().readAgain())));
    }
  }

  private static void putImage(Map<String, Object> event, BuildInput input) {
    event.put("manifest", input.image().manifestDigest().toString());
    event.put("platform", input.image().platform().toString());
  }
}
