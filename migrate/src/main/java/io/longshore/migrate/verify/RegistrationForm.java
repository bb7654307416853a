package io.longshore.migrate.verify;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.oci.NextStep;
import java.util.List;

/**
 * Whether a registration says one thing, and how its image is called. A merge that was resolved by
 * keeping the lines of both sides can leave it otherwise.
 */
final class RegistrationForm {
  private final DataladConfig configuration;
  private final NextStep set;
  private final String callFormat;

  /**
   * @param set the command that sets a variable, up to the variable
   * @param callFormat how such images are called
   */
  RegistrationForm(DataladConfig configuration, NextStep set, String callFormat) {
    this.configuration = configuration;
    this.set = set;
    this.callFormat = callFormat;
  }

  /**
   * @param subject the registration, as the user knows it
   * @param needsCallFormat whether its image cannot be run by itself
   * @return whether it is as it should be
   */
  boolean check(
      Registration registration,
      String subject,
      boolean needsCallFormat,
      Observations observations) {
    List<String> twice = configuration.setTwice(registration.name());
    if (!twice.isEmpty()) {
      String key = twice.getFirst();
      String value =
          key.equals("image")
              ? registration.image().orElse("IMAGE")
              : registration.setting(key).orElse(callFormat);
      observations.find(
          subject,
          "sets " + String.join(" and ", twice) + " more than once, as after a merge",
          set.then(" --replace-all {} {}", variable(registration, key), value)
              .then("   or the other value"));
      return false;
    }
    if (needsCallFormat && registration.setting("cmdexec").isEmpty()) {
      observations.find(
          subject,
          "has no cmdexec, so DataLad does not know how to run its image",
          set.then(" {} {}", variable(registration, "cmdexec"), callFormat));
      return false;
    }
    return true;
  }

  private static String variable(Registration registration, String key) {
    return "datalad.containers." + registration.name() + "." + key;
  }
}
