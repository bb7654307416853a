package io.longshore.oci.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stack of layers that is easily got wrong, from the lowest layer up.
 *
 * @param name what is to come out
 * @param layers tar archives
 */
public record AwkwardStack(String name, List<byte[]> layers) {
  static AwkwardStack stack(String name, TarBuilder... layers) {
    return new AwkwardStack(name, Stream.of(layers).map(TarBuilder::build).toList());
  }

  /** Layers in the words of {@link Sketch}, which have none of the rarer attributes. */
  @SafeVarargs
  static AwkwardStack sketched(String name, List<String>... layers) {
    List<byte[]> tars = new ArrayList<>();
    for (List<String> layer : layers) {
      tars.add(Sketch.tar(layer));
    }
    return new AwkwardStack(name, List.copyOf(tars));
  }

  public static Stream<AwkwardStack> all() {
    return Stream.concat(AwkwardFiles.all(), AwkwardMerges.all());
  }

  /** Unsound ones, which no one can unpack. */
  public static Stream<AwkwardStack> refused() {
    return AwkwardMerges.refused();
  }

  /** One with all kinds of files and without a file that is in the way of another. */
  public static AwkwardStack ofAllFiles() {
    return new AwkwardStack(
        "all kinds of files",
        AwkwardFiles.all().flatMap(stack -> stack.layers().stream()).toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
