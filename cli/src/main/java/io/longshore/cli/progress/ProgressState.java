package io.longshore.cli.progress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far everything has got at one moment. What is shown follows from this alone.
 *
 * @param images in all
 * @param migrated of them
 * @param failed of them
 * @param working images that work is done for, in the order it began
 * @param fetched bytes that came over the network
 * @param layerBytesHere of the layers that the images need, each layer once, fetched or found
 * @param layerBytes of all of them
 * @param layerBytesGuessed whether images not looked up yet are in {@code layerBytes}, with the
 *     mean of the others
 * @param fetchRate bytes a second lately
 * @param left how long it will take yet, if that can be told
 * @param notices what else there is to know, such as a registry that wants us to wait
 */
public record ProgressState(
    int images,
    int migrated,
    int failed,
    List<ImageProgress> working,
    long fetched,
    long layerBytesHere,
    long layerBytes,
    boolean layerBytesGuessed,
    double fetchRate,
    Duration elapsed,
    Optional<Duration> left,
    List<String> notices) {
  public ProgressState {
    working = List.copyOf(working);
    notices = List.copyOf(notices);
  }
}
