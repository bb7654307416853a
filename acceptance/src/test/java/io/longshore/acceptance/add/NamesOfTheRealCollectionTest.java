package io.longshore.acceptance.add;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.longshore.acceptance.collection.RecipeFact;
import io.longshore.collection.add.KnownImage;
import io.longshore.collection.add.NamingConvention;
import io.longshore.collection.plan.ImageNames;
import io.longshore.oci.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each image of the real collection, named as if it were the last to be added. */
class NamesOfTheRealCollectionTest {
  /** An empty version, a prefix that was kept, a family that only its maintainers know. */
  private static final Set<String> CHOSEN_BY_HAND =
      Set.of(
          "images/bids/bids-fitlins--0.11.0.sif",
          "images/bids/bids-hippunfold--.sif",
          "images/bids/bids-reproa--0.2.1.sif",
          "images/bids/bids-validator--.sif",
          "images/neuronets/neuronets-kwyk--version-0.2-cpu.sif",
          "images/neuronets/neuronets-kwyk--version-0.2-gpu.sif",
          "images/neuronets/neuronets-kwyk--version-0.4-gpu.sif",
          "images/poldracklab/poldracklab-ds003-example--0.0.3.sif");

  @Test
  void allOthersAreWhatItsMaintainersChose() {
    List<RecipeFact> recipes = RecipeFact.all();
    List<KnownImage> all = recipes.stream().map(NamesOfTheRealCollectionTest::known).toList();
    Set<String> different = new TreeSet<>();
    for (int i = 0; i < recipes.size(); i++) {
      KnownImage image = all.get(i);
      List<KnownImage> others = all.stream().filter(other -> !other.equals(image)).toList();
      Optional<ImageNames> names =
          new NamingConvention(others).namesFor(Reference.parse(recipes.get(i).from()));
      if (!names.equals(Optional.of(image.names()))) {
        different.add(image.names().sif());
      }
    }
    assertEquals(new TreeSet<>(CHOSEN_BY_HAND), different);
  }

  private static KnownImage known(RecipeFact recipe) {
    return new KnownImage(
        ImageNames.ofRecipe(recipe.recipe()).orElseThrow(),
        Optional.of(Reference.parse(recipe.from()).repository()));
  }
}
