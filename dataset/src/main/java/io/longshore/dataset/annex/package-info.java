/**
 * git-annex by its command line. {@link io.longshore.dataset.annex.AnnexRepository} is where to
 * start.
 */
package io.longshore.dataset.annex;
