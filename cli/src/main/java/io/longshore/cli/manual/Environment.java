package io.longshore.cli.manual;

import static io.longshore.cli.manual.RoffText.bold;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables and the user's files that influence the program, for the manual pages.
 */
final class Environment {
  private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

  static {
    VARIABLES.put(
        "LONGSHORE_JAVA",
        "A Java 25 (or later) to run with: its folder, or the java program in it.");
    VARIABLES.put(
        "LONGSHORE_JVM_FOLDER", "Where installed Javas are looked for (default: /usr/lib/jvm).");
    VARIABLES.put("LONGSHORE_HEAP", "The most memory for Java objects (default: 448m).");
    VARIABLES.put(
        "LONGSHORE_JAVA_OPTIONS",
        "More options for Java, such as -XX:ActiveProcessorCount=4 where fewer processors may be"
            + " used than the machine has.");
    VARIABLES.put(
        "LONGSHORE_MAX_UNPACKED",
        "How much the layers of one image may unpack to (default: 64 GiB).");
    VARIABLES.put(
        "LONGSHORE_MAX_ENTRIES",
        "How many tar entries the layers of one image may have (default: 20000000).");
    VARIABLES.put(
        "LONGSHORE_CACHE_SIZE",
        "How large the cache of compressed blocks may become, such as 500M; 0 turns it off.");
    VARIABLES.put(
        "LONGSHORE_CACHE_AGE",
        "How long a compressed block may be of no use, such as 60d, before it is forgotten"
            + " (default: for ever).");
    VARIABLES.put(
        "LONGSHORE_TMPDIR",
        "A folder for native libraries, if TMPDIR is mounted noexec or others may write there.");
    VARIABLES.put(
        "LONGSHORE_TOOL_TIMEOUT",
        "Seconds that one call of git or git-annex may take before it counts as hanging, where"
            + " nothing longer is usual (default: 600).");
    VARIABLES.put("LONGSHORE_BUILDER", "apptainer lets scripts/oci_cmd build without Longshore.");
    VARIABLES.put("TMPDIR", "Where temporary files go.");
    VARIABLES.put(
        "NO_COLOR", "If set and not empty, nothing is coloured unless --color always is given.");
    VARIABLES.put(
        "HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "Proxies on the way to registries, as for curl(1).");
    VARIABLES.put(
        "SSL_CERT_FILE, SSL_CERT_DIR",
        "Certificate authorities trusted beside those of Java, in PEM: a file, and a folder.");
    VARIABLES.put(
        "DOCKER_CONFIG, APPTAINER_CONFIGDIR, SINGULARITY_CONFIGDIR",
        "Where the logins of docker, apptainer and singularity are.");
    VARIABLES.put("REGISTRY_AUTH_FILE", "The only file that is read for logins.");
    VARIABLES.put(
        "CONTAINERS_REGISTRIES_CONF, CONTAINERS_REGISTRIES_CONF_DIR",
        "The containers-registries.conf(5) to be read, and the folder of its drop-in files.");
    VARIABLES.put(
        "LONGSHORE_PLAIN_HTTP",
        "Hosts, with commas between them, that speak plain HTTP only: those that registries.conf"
            + " calls insecure are not asked over TLS first.");
    VARIABLES.put(
        "APPTAINER_DOCKER_USERNAME, APPTAINER_DOCKER_PASSWORD",
        "Credentials, shown to Docker Hub only.");
  }

  private Environment() {}

  static void describe(RoffText page) {
    page.section("ENVIRONMENT");
    VARIABLES.forEach((name, meaning) -> page.entry(bold(name), meaning));
    page.section("FILES")
        .entry(bold("~/.docker/config.json, auth.json"), "Credentials.")
        .entry(bold("registries.conf"), "Mirrors, insecure and blocked registries.")
        .entry(bold("policy.json"), "Images that are not to be fetched.")
        .entry(bold("~/.cache/longshore/blocks"), "The cache of compressed blocks.")
        .entry(
            bold("~/.cache/longshore/manifests, ~/.cache/longshore/status"),
            "Manifests fetched before, and what status has read before.")
        .entry(
            bold(".git/longshore"),
            "In the superdataset: lock, journal and staging folder while a command runs, and what"
                + " failed last time.");
  }
}
