package io.longshore.collection.freeze;

import java.util.List;

/** The message of the commit that freezes registrations. */
final class FreezeMessage {
  private FreezeMessage() {}

  /**
   * @param thaw whether the commit lets updates change them again
   * @return ends with a line feed
   */
  static String of(List<FrozenRegistration> registrations, boolean thaw) {
    StringBuilder text = new StringBuilder(thaw ? "Thaw " : "Freeze ");
    text.append(
            registrations.size() == 1
                ? oneLine(registrations.getFirst())
                : registrations.size() + " registrations")
        .append("\n\n");
    for (FrozenRegistration registration : registrations) {
      text.append("  ").append(registration.name()).append("  ").append(registration.image());
      registration
          .before()
          .filter(before -> !before.equals(registration.image()))
          .ifPresent(before -> text.append(", before ").append(before));
      text.append('\n');
    }
    return text.append(
            thaw
                ? "\nUpdates may change what they point to.\n"
                : "\nUpdates leave them alone until 'longshore freeze --thaw'.\n")
        .toString();
  }

  private static String oneLine(FrozenRegistration registration) {
    String version = ContainerVersions.version(registration.image()).text();
    return registration.name() + (version.isEmpty() ? "" : " at " + version);
  }
}
