package io.longshore.collection.rules.source;

import io.longshore.collection.rules.Offer;
import io.longshore.collection.rules.RulePlace;
import io.longshore.collection.rules.file.RuleFault;
import io.longshore.collection.rules.version.Version;
import io.longshore.oci.Platform;
import io.longshore.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Neurodesk's list of images. A line is {@code NAME_VERSION_DATE} or {@code
 * NAME_arm64_VERSION_DATE}; text after a blank is ignored. The images are built from {@code
 * docker://vnmd/NAME_VERSION:DATE} and {@code docker://vnmd/NAME_arm64_VERSION:DATE}.
 *
 * @see <a href="https://github.com/NeuroDesk/neurocommand/blob/main/cvmfs/log.txt">the list</a>
 */
final class NeurodeskList {
  private static final Pattern IMAGE =
      Pattern.compile("([a-z0-9.-]+)(_arm64)?_([^_/\\s]+)_([0-9]{8}|latest)");

  /**
   * An image that the list names.
   *
   * @param date such as {@code 20240409}, or {@code latest}
   */
  record Listed(RulePlace place, String name, Platform platform, Offer offer, String date) {}

  private NeurodeskList() {}

  /**
   * @param file the name of the file, for people
   */
  static Listing<Listed> read(byte[] bytes, String file) {
    List<Listed> found = new ArrayList<>();
    List<RuleFault> refused = new ArrayList<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      String image = line.strip().split("\\s", 2)[0];
      if (image.isEmpty() || image.startsWith("#")) {
        continue;
      }
      RulePlace place = new RulePlace(file, number, 1 + line.indexOf(image));
      try {
        found.add(listed(image, place));
      } catch (IllegalArgumentException e) {
        refused.add(new RuleFault(place, e.getMessage()));
      }
    }
    return new Listing<>(found, refused);
  }

  private static Listed listed(String image, RulePlace place) {
    Matcher matcher = IMAGE.matcher(image);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + Listing.shown(image) + "' is not NAME_VERSION_DATE");
    }
    String arm = matcher.group(2) == null ? "" : matcher.group(2);
    String version = matcher.group(3);
    Reference reference =
        Reference.parse("vnmd/" + matcher.group(1) + arm + "_" + version + ":" + matcher.group(4));
    Platform platform = Platform.typed(arm.isEmpty() ? "amd64" : "arm64");
    return new Listed(
        place,
        matcher.group(1),
        platform,
        new Offer(new Version(version), reference),
        matcher.group(4));
  }
}
