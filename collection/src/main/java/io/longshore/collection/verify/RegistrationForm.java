package io.longshore.collection.verify;

import io.longshore.dataset.DataladConfig;
import io.longshore.dataset.Registration;
import io.longshore.ground.NextStep;
import java.util.List;

/**
 * Checks that each variable of a registration is set once, and that the registration says how its
 * image is called. A merge resolved by keeping the lines of both sides can set a variable twice.
 */
final class RegistrationForm {
  private final DataladConfig configuration;
  private final NextStep set;
  private final String callFormat;

  /**
   * @param set the command that sets a variable, without the name of the variable
   * @param callFormat the call format for images of this kind
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

  /** Reports a missing call format, for an image that cannot be executed itself. */
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

  /**
   * Notes a missing call format, for an image that may be executable: without a call format,
   * DataLad executes the image itself.
   */
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
