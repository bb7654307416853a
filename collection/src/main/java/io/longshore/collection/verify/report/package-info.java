/** The report of a verification: results of checks, findings and acknowledged findings. */
package io.longshore.collection.verify.report;
