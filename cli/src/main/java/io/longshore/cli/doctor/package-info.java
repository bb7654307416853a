/**
 * Looks at the machine and the dataset, one class a check; {@link io.longshore.cli.doctor.Checkup}
 * lists the checks.
 */
package io.longshore.cli.doctor;
