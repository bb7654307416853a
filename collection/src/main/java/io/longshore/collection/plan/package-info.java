/**
 * What is to be made of which image, under which names. {@link
 * io.longshore.collection.plan.Planner} reads recipes and registrations.
 */
package io.longshore.collection.plan;
