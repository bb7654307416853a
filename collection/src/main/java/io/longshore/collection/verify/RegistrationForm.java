package io.longshore.collection.verify;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.ground.NextStep;
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
   * @return whether each of its variables is set once
   */
  boolean checkValues(Registration registration, String subject, Observations observations) {
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
    return true;
  }

  /** For an image that is no program: whether it is said how to run it. */
  boolean checkCallFormat(Registration registration, String subject, Observations observations) {
    if (registration.setting("cmdexec").isPresent()) {
      return true;
    }
    observations.find(
        subject,
        "has no cmdexec, so DataLad does not know how to run its image",
        call(registration));
    return false;
  }

  /** For one that may be a program, as DataLad takes it for where nothing is said. */
  void noteCallFormat(Registration registration, String subject, Observations observations) {
    if (registration.setting("cmdexec").isEmpty()) {
      observations.note(
          subject
              + " has no cmdexec, so DataLad runs the image itself; to have it run by a script: "
              + call(registration).text());
    }
  }

  private NextStep call(Registration registration) {
    return set.then(" {} {}", variable(registration, "cmdexec"), callFormat);
  }

  private static String variable(Registration registration, String key) {
    return "datalad.containers." + registration.name() + "." + key;
  }
}
