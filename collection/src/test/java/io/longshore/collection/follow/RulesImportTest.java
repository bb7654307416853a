package io.longshore.collection.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.longshore.collection.inventory.CommittedCollection;
import io.longshore.collection.rules.file.RulesReader;
import io.longshore.collection.rules.source.RuledDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesImportTest {
  @TempDir Path folder;
  private RuledDataset dataset;

  @BeforeEach
  void make() throws IOException {
    dataset = new RuledDataset(folder);
  }

  private ImportedRules imported() throws IOException {
    try (CommittedCollection collection = dataset.open()) {
      return RulesImport.of(collection);
    }
  }

  private CheckedRules checked(ImportedRules rules) throws IOException {
    RulesReader.Reading reading =
        RulesReader.read(rules.text().getBytes(StandardCharsets.UTF_8), "rules");
    try (CommittedCollection collection = dataset.open()) {
      return RulesCheck.of(reading.require(), collection, Optional.empty(), true);
    }
  }

  private static List<String> differences(CheckedRules checked) {
    return checked.agreements().stream().flatMap(one -> one.differences().stream()).toList();
  }

  @Test
  void imagesOfAnotherPlatformAreFollowedOnIt() throws IOException {
    dataset
        .registered("bids-x", "images/bids/bids-x--1.0.sif")
        .recipe("images/bids/Singularity.bids-x--1.0", "lab/x:1.0")
        .registered("bids-x-arm64", "images/bids/bids-x_arm64--1.0.sif")
        .recipe("images/bids/Singularity.bids-x_arm64--1.0", "lab/x:1.0");
    ImportedRules rules = imported();
    assertEquals(2, rules.followed());
    assertTrue(rules.text().contains("    platforms: arm64\n"), rules.text());
    assertFalse(rules.text().contains("_arm64"), rules.text());
    assertEquals(List.of(), differences(checked(rules)));
    assertEquals(List.of(), checked(rules).unregistered());
  }

  @Test
  void aRegistrationThatLacksAPlatformIsTold() throws IOException {
    dataset
        .registered("bids-x", "images/bids/bids-x--1.0.sif")
        .registered("bids-y-arm64", "images/bids/bids-y--1.0.sif");
    RulesReader.Reading reading =
        RulesReader.read(
            """
            defaults: {family: bids, platforms: [amd64, arm64]}
            sources: [repository: lab/x, repository: lab/y]
            """
                .getBytes(StandardCharsets.UTF_8),
            "rules");
    try (CommittedCollection collection = dataset.open()) {
      CheckedRules checked = RulesCheck.of(reading.require(), collection, Optional.empty(), true);
      assertEquals(
          List.of("bids-x-arm64", "bids-y"),
          checked.unregistered().stream().map(FollowedOn::registration).toList());
      assertEquals(
          List.of(
              "its image is images/bids/bids-y--1.0, the rule's would be"
                  + " images/bids/bids-y_arm64--VERSION"),
          differences(checked));
    }
  }

  @Test
  void whatNoRuleCanNameIsLeftAndSaid() throws IOException {
    dataset
        .registered("lab-x", "images/my family/lab-x--1.0.sif")
        .recipe("images/my family/Singularity.lab-x--1.0", "lab/x:1.0")
        .registered("lab-\rsources: []", "images/lab/lab-y--1.0.sif");
    ImportedRules rules = imported();
    assertEquals(0, rules.followed());
    assertEquals(2, rules.unfollowed().size());
    assertFalse(rules.text().contains("\r"), rules.text());
  }

  @Test
  void tagsWithTwoHyphensAreVersionsOfOneContainer() throws IOException {
    String repository = "quay.io/biocontainers/samtools";
    dataset
        .registered("bio-samtools", "images/bio/bio-samtools--1.10--h9402c20_2.sif")
        .recipe(
            "images/bio/Singularity.bio-samtools--1.10--h9402c20_2",
            repository + ":1.10--h9402c20_2");
    String text = imported().text();
    assertTrue(text.contains("  - repository: " + repository + "\n    family: bio\n"), text);
    assertFalse(text.contains("name:"), text);
  }
}
