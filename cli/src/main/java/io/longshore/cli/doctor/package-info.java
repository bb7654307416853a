/**
 * Checks the machine and the dataset, with one class for each check; {@link
 * io.longshore.cli.doctor.Checkup} lists the checks.
 */
package io.longshore.cli.doctor;
