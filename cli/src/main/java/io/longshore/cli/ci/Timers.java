package io.longshore.cli.ci;

import io.longshore.ground.ShellWord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * The work that a maintainer's own machine does every night and every week, for cron and for
 * systemd.
 */
public final class Timers {
  private static final String NIGHTLY = "longshore update --apply --push --no-progress";
  private static final String WEEKLY = "longshore verify --remote --no-progress --quiet";

  // Cron looks for programs in /usr/bin and /bin alone.
  private static final String PATH = "PATH=\"$HOME/.local/bin:/usr/local/bin:$PATH\"";

  /** Fits characters that may not stand in the name of a unit, or that have a meaning there. */
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]+");

  /** In characters; systemd takes 255 of a whole name. */
  private static final int LONGEST_NAME = 100;

  private Timers() {}

  /**
   * Lines for {@code crontab -e}. Cron mails what the commands print, which is only what went
   * wrong.
   *
   * @throws IllegalArgumentException if the path has control characters, such as a line feed
   */
  public static String crontab(Path dataset) {
    String folder = ShellWord.quote(onOneLine(dataset)).replace("%", "\\%");
    return """
    # Written by: longshore ci cron. Add these lines with: crontab -e
    # Every night: what is new is added and pushed. On Sundays: every URL is asked.
    # What goes wrong is mailed.
    17 3 * * * cd %s && %s %s --quiet
    43 5 * * 0 cd %s && %s %s
    """
        .formatted(folder, PATH, NIGHTLY, folder, PATH, WEEKLY);
  }

  /**
   * Units for {@code systemctl --user}, by the names of their files. The names contain the name of
   * the dataset, because a user may have several datasets.
   *
   * @throws IllegalArgumentException as {@link #crontab}
   */
  public static SequencedMap<String, String> units(Path dataset) {
    String folder = onOneLine(dataset).replace("%", "%%");
    SequencedMap<String, String> units = new LinkedHashMap<>();
    String name = nameOf(dataset);
    units.put(
        "longshore-update-" + name + ".service",
        service("Add what is new to a collection", folder, NIGHTLY));
    units.put("longshore-update-" + name + ".timer", timer("Every night", "*-*-* 03:17:00"));
    units.put(
        "longshore-links-" + name + ".service",
        service("Ask every URL of a collection", folder, WEEKLY));
    units.put("longshore-links-" + name + ".timer", timer("Every week", "Sun *-*-* 05:43:00"));
    return units;
  }

  private static String nameOf(Path dataset) {
    String name = NOT_IN_NAMES.matcher(String.valueOf(dataset.getFileName())).replaceAll("-");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static String service(String description, String folder, String command) {
    return """
    # Written by: longshore ci systemd
    [Unit]
    Description=%s
    Wants=network-online.target
    After=network-online.target

    [Service]
    Type=oneshot
    WorkingDirectory=%s
    Environment=PATH=%%h/.local/bin:/usr/local/bin:/usr/bin:/bin
    ExecStart=/usr/bin/env %s
    """
        .formatted(description, folder, command);
  }

  private static String timer(String description, String when) {
    return """
    # Written by: longshore ci systemd
    [Unit]
    Description=%s

    [Timer]
    OnCalendar=%s
    RandomizedDelaySec=15min
    Persistent=true

    [Install]
    WantedBy=timers.target
    """
        .formatted(description, when);
  }

  private static String onOneLine(Path dataset) {
    String path = dataset.toString();
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the path of the dataset has more than one line");
    }
    return path;
  }
}
