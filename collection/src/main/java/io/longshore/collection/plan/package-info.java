/**
 * Plans which images are made from which origin, and under which names. {@link
 * io.longshore.collection.plan.Planner} reads recipes and registrations.
 */
package io.longshore.collection.plan;
