package io.longshore.cli.build;

import io.longshore.cli.output.Messages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells people and programs what a SIF is built from, and what came of it. */
final class BuildReport {
  private final Messages messages;
  private final String source;

  /**
   * @param source as typed
   */
  BuildReport(Messages messages, String source) {
    this.messages = messages;
    this.source = source;
  }

  /** An image was found on a registry. */
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
    input.fetched().ifPresent(fetched -> tellFetched(fetched));
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

  private void tellFetched(BuildInput.Fetched fetched) {
    long twice = fetched.tally().readAgain();
    if (twice > 0) {
      messages.info(
          "  fetched %s, of which %s were fetched twice: some layers had to be read again"
              .formatted(Messages.bytes(fetched.tally().read()), Messages.bytes(twice)));
    }
  }

  private static void putImage(Map<String, Object> event, BuildInput input) {
    event.put("manifest", input.image().manifestDigest().toString());
    event.put("platform", input.image().platform().toString());
  }
}
