package io.longshore.image.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.sif.DataObject;
import io.longshore.sif.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The objects that stand in the SIF before the root file system: the definition file, then JSON
 * objects by name.
 *
 * <ul>
 *   <li>{@value #INSPECT_METADATA}: what {@code apptainer inspect} shows without mounting the image
 *   <li>{@value #OCI_CONFIG}: the image configuration, for {@code apptainer oci}
 *   <li>the objects that the caller adds
 * </ul>
 */
public final class RuntimeObjects {
  public static final String INSPECT_METADATA = "inspect-metadata.json";
  public static final String OCI_CONFIG = "oci-config.json";

  private RuntimeObjects() {}

  /**
   * @param fileLabels labels of the SIF, which its root file system does not have
   * @param further names and JSON texts of more objects
   * @throws IllegalArgumentException if a name is {@value #INSPECT_METADATA} or {@value
   *     #OCI_CONFIG}
   */
  public static List<DataObject> of(
      RuntimeConfig config, Map<String, String> fileLabels, Map<String, String> further) {
    TreeMap<String, String> json = new TreeMap<>(further);
    if (json.put(INSPECT_METADATA, inspectMetadata(config, fileLabels)) != null
        || json.put(OCI_CONFIG, ociConfig(config.image())) != null) {
      throw new IllegalArgumentException("one of the names is taken: " + further.keySet());
    }
    List<DataObject> objects = new ArrayList<>();
    objects.add(
        new DataObject(DataType.DEFINITION_FILE, "", config.definition().text().getBytes(UTF_8)));
    json.forEach(
        (name, text) ->
            objects.add(new DataObject(DataType.GENERIC_JSON, name, text.getBytes(UTF_8))));
    return List.copyOf(objects);
  }

  private static String inspectMetadata(RuntimeConfig config, Map<String, String> fileLabels) {
    TreeMap<String, String> labels = new TreeMap<>(Labels.of(config));
    labels.putAll(fileLabels);

    SequencedMap<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "/" + RuntimeFiles.IMAGE_ENVIRONMENT,
        EnvironmentScripts.ofImage(config.image()).stripTrailing());
    environment.put(
        "/" + RuntimeFiles.DEFINITION_ENVIRONMENT,
        EnvironmentScripts.ofDefinition(config.definition()).stripTrailing());

    SequencedMap<String, String> attributes = new LinkedHashMap<>();
    attributes.put("environment", JsonText.objectOfStrings(environment));
    attributes.put("labels", JsonText.objectOfStrings(labels));
    attributes.put("runscript", JsonText.string(RunScript.of(config.image()).stripTrailing()));
    attributes.put("deffile", JsonText.string(config.definition().text().stripTrailing()));
    attributes.put("startscript", JsonText.string(RuntimeFiles.startScript().stripTrailing()));

    SequencedMap<String, String> data = new LinkedHashMap<>();
    data.put("attributes", JsonText.object(attributes));
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("data", JsonText.object(data));
    metadata.put("type", JsonText.string("container"));
    return JsonText.object(metadata);
  }

  private static String ociConfig(ImageConfiguration image) {
    SequencedMap<String, String> config = new LinkedHashMap<>();
    putUnlessEmpty(config, "Cmd", image.command());
    putUnlessEmpty(config, "Entrypoint", image.entrypoint());
    putUnlessEmpty(config, "Env", image.environment());
    if (!image.labels().isEmpty()) {
      config.put("Labels", JsonText.objectOfStrings(new TreeMap<>(image.labels())));
    }
    if (!image.user().isEmpty()) {
      config.put("User", JsonText.string(image.user()));
    }
    if (!image.workingDirectory().isEmpty()) {
      config.put("WorkingDir", JsonText.string(image.workingDirectory()));
    }
    return JsonText.object(config);
  }

  private static void putUnlessEmpty(
      SequencedMap<String, String> config, String name, List<String> values) {
    if (!values.isEmpty()) {
      config.put(name, JsonText.strings(values));
    }
  }
}
