package io.longshore.ground;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The address of the project, which the build sets: {@code -Dlongshore.address=URL}. */
public final class Project {
  private static final String RESOURCE = "project.properties";

  private Project() {}

  /** The next step after a defect of Longshore: report it. */
  public static NextStep report() {
    String address = address();
    return address.isEmpty()
        ? NextStep.of(
            "run the same command with --verbose, and send what it prints to who gave you"
                + " Longshore")
        : NextStep.of(
            "run the same command with --verbose, and report what it prints at {}", address);
  }

  /** Where defects are reported; empty if the build set no address. */
  public static String address() {
    Properties properties = new Properties();
    try (InputStream in = Project.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      // The report of a failure then has no address.
    }
    String address = properties.getProperty("address", "");
    return address.startsWith("${") ? "" : address;
  }
}
