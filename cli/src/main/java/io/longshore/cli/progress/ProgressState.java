package io.longshore.cli.progress;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The progress of all work at one moment. The display depends on this state alone.
 *
 * @param images number of images
 * @param migrated number of migrated images
 * @param failed number of failed images
 * @param working images in work, in the order in which their work began
 * @param fetched bytes received over the network
 * @param layerBytesHere size of the different layers that are here, fetched or found
 * @param layerBytes size of all different layers that the images need
 * @param layerBytesGuessed whether {@code layerBytes} includes an estimate for images not looked up
 *     yet, which is the mean of the others
 * @param fetchRate recent rate of the network in bytes a second
 * @param left estimated time left, if it can be estimated
 * @param notices further notices, such as a registry that wants Longshore to wait
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
