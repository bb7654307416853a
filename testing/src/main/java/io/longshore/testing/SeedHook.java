package io.longshore.testing;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property test the requested seed, so that a build fails because of a change and not
 * by chance. With {@code --long}, more input is tried.
 */
public final class SeedHook implements AroundPropertyHook {
  private static final int TIMES_AS_MANY = 4;

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    Extent extent = Extent.asked();
    PropertyAttributes attributes = context.attributes();
    attributes.setSeed(Long.toString(extent.seed()));
    if (extent.isWhole()) {
      attributes.tries().ifPresent(tries -> attributes.setTries(tries * TIMES_AS_MANY));
    }
    return property.execute();
  }

  @Override
  public boolean appliesTo(Optional<AnnotatedElement> element) {
    return true;
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }
}
